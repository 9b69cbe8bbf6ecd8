"""Run each attack in its own process and measure the time and memory it takes.

``python tests/hostile/hostile_run.py`` prints the table.
"""

import json
import os
import resource
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from hostile_attacks import Attack, Targets
from hostile_bytes import BYTE_ATTACKS
from hostile_json import JSON_ATTACKS, submitted
from hostile_operations import OPERATIONS, warm_up
from hostile_xml import XML_ATTACKS

ATTACKS = [*XML_ATTACKS, *BYTE_ATTACKS, *JSON_ATTACKS]
_SHARE = 4  # a sample has every fourth operation of an attack
CANARY = "Kanarienvogel"
WATCHED = ("open", "socket.", "urllib.", "http.", "ftplib.", "subprocess.", "os.", "ctypes.", "shutil.")
# These open nothing, or only list directories.
HARMLESS = ("os.listdir", "os.scandir", "os.fwalk", "os.walk")
KILLED_AFTER = 20  # seconds of processor time; a safety limit for the run, not a promise
MOST_MEMORY = 6 << 30


class Measured(NamedTuple):
    """The outcome and cost of one attack with one operation."""

    attack: str
    operation: str
    outcome: tuple[str, ...]
    events: list[str]
    has_canary: bool
    seconds: float
    mebibytes: int


def run_all(attacks: list[Attack]) -> tuple[list[Measured], int]:
    """All measurements, and the number of attempted connections."""
    warm_up()
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        canary = Path(folder, "canary.xsd")
        canary.write_text(f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><{CANARY}/></xs:schema>')
        good = Path(folder, "good.json")
        good.write_bytes(submitted('"j"'))
        targets = Targets(str(canary), f"http://127.0.0.1:{listener.getsockname()[1]}/canary")
        measured = [each for attack in attacks for each in _run(attack, targets, Path(folder), str(good))]
        return measured, _connections(listener)


def sample_of(attacks: list[Attack]) -> list[Attack]:
    """The attacks, each with a quarter of its operations; consecutive attacks use different quarters."""
    return [
        attack._replace(operations=attack.operations[number % _SHARE :: _SHARE] or attack.operations[:1])
        for number, attack in enumerate(attacks)
    ]


def _connections(listener: socket.socket) -> int:
    attempts = 0
    with suppress(BlockingIOError):
        while True:
            listener.accept()[0].close()
            attempts += 1
    return attempts


def _run(attack: Attack, targets: Targets, folder: Path, good: str) -> Iterator[Measured]:
    source = str(folder / "attack")
    _in_child(lambda: {"size": Path(source).write_bytes(attack.build(targets))})
    for name in attack.operations:
        facts = _in_child(lambda name=name: _measure(name, source, good))
        yield Measured(attack.name, name, **{**facts, "outcome": tuple(facts["outcome"])})
    os.unlink(source)


def _in_child(action: Any) -> dict[str, Any]:
    """Run ``action`` in a child process and return its result."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            _limit(resource.RLIMIT_CPU, KILLED_AFTER)
            _limit(resource.RLIMIT_AS, MOST_MEMORY)
            result = json.dumps(action())
        except BaseException as error:  # noqa: BLE001 - the parent process reports it
            result = json.dumps({**_NOTHING, "outcome": [type(error).__name__, str(error)[:200]]})
        with os.fdopen(writing, "w") as pipe:
            pipe.write(result)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    found: dict[str, Any] = json.loads(answer) if answer else {**_NOTHING, "outcome": ["killed"]}
    return found


def _limit(what: int, most: int) -> None:
    """Lower a resource limit of this process, but never raise it."""
    _, hard = resource.getrlimit(what)
    limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (limit, hard))


_NOTHING = {"outcome": [], "events": [], "has_canary": False, "seconds": 0.0, "mebibytes": 0}


def _measure(name: str, source: str, good: str) -> dict[str, Any]:
    events: list[str] = []
    allowed = {source, good}
    sys.addaudithook(lambda event, arguments: hear(events, allowed, event, arguments))
    peak = _peak()
    start = time.process_time()
    outcome, output = OPERATIONS[name](source, good)
    seconds = time.process_time() - start
    return {
        "outcome": outcome,
        "events": list(events),
        "has_canary": CANARY in output,
        "seconds": seconds,
        "mebibytes": _peak() - peak,
    }


def hear(events: list[str], allowed: set[str], event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(WATCHED) and event not in HARMLESS:
        what = str(arguments[0] if arguments else "")
        if what not in allowed and not what.startswith(_OURS):
            events.append(f"{event} {what}")


_ROOT = Path(__file__).parents[2]
_OURS = (sys.prefix, sys.base_prefix, str(_ROOT / "ipsxml"), str(_ROOT / "schemas"))


def _peak() -> int:
    """The peak memory of the process, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (
        1 << (20 if sys.platform == "darwin" else 10)
    )


def passed(measured: Measured, attack: Attack) -> bool:
    """Whether the attack had exactly its expected outcome."""
    return measured.outcome == attack.outcome and not measured.events and not measured.has_canary


def main() -> None:
    """Print the highest cost of each attack."""
    chosen = [each for each in ATTACKS if not sys.argv[1:] or any(word in each.name for word in sys.argv[1:])]
    measured, connections = run_all(chosen)
    print("| attack | outcome | through | seconds | MiB |\n| --- | --- | --- | --: | --: |")
    for attack in chosen:
        of_attack = [each for each in measured if each.attack == attack.name]
        wrong = [
            f"{each.operation}: {each.outcome} {each.events} {'canary' if each.has_canary else ''}"
            for each in of_attack
            if not passed(each, attack)
        ]
        slowest = max(of_attack, key=lambda each: each.seconds)
        most = max(each.mebibytes for each in of_attack)
        cells = attack.name, " ".join(attack.outcome), slowest.operation, f"{slowest.seconds:.2f}", str(most)
        print(f"| {' | '.join(cells)} |", *wrong, flush=True)
    print(f"\n{len(chosen)} attacks, {len(measured)} runs, {connections} connections")


if __name__ == "__main__":
    main()
