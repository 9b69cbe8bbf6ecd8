"""``python tests/conformance``: judge any number of generated documents with all engines."""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache

from judging import Court, Findings
from xerces import Xerces, missing_java

_SHARE = 2500


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge documents, print the findings, and return the exit status: 1 if engines disagree."""
    parser = argparse.ArgumentParser(prog="python tests/conformance", description=__doc__)
    parser.add_argument(
        "--documents", type=int, default=10_000, metavar="N", help="number of documents (default: 10000)"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="seed of the documents (default: 0)")
    parser.add_argument("--number", type=int, metavar="N", help="only the document with this number")
    parser.add_argument(
        "--processes", type=int, default=2, metavar="N", help="number of processes (default: 2)"
    )
    parser.add_argument(
        "--xmlschema-every", type=int, default=50, metavar="N", help="xmlschema judges one in N (default: 50)"
    )
    options = parser.parse_args(arguments)
    numbers = (
        range(options.documents) if options.number is None else range(options.number, options.number + 1)
    )
    print(missing_java() or "Xerces is one of the engines", file=sys.stderr, flush=True)
    findings, started = Findings(), time.monotonic()
    for part in _judge_in_parallel(options.seed, numbers, options.xmlschema_every, options.processes):
        findings.add(part)
        for disagreement in part.disagreements:
            print(disagreement, file=sys.stderr)
        pace = findings.documents / (time.monotonic() - started)
        disagreements = len(findings.disagreements)
        print(
            f"{findings.documents:,} documents, {pace:.0f} per second, {disagreements} disagreements",
            file=sys.stderr,
            flush=True,
        )
    print(_described(findings))
    return 1 if findings.disagreements else 0


def _judge_in_parallel(seed: int, numbers: range, xmlschema_every: int, processes: int) -> Iterator[Findings]:
    shares = [numbers[start : start + _SHARE] for start in range(0, len(numbers), _SHARE)]
    with ProcessPoolExecutor(processes) as pool:
        waiting = [pool.submit(_judge_share, seed, share, xmlschema_every) for share in shares]
        for done in as_completed(waiting):
            yield done.result()


def _judge_share(seed: int, numbers: range, xmlschema_every: int) -> Findings:
    return Court(_own_xerces(), xmlschema_every).judge(seed, numbers)


@cache
def _own_xerces() -> Xerces | None:
    """The Java process of this worker process. It ends when its standard input closes."""
    return None if missing_java() else Xerces().__enter__()


def _described(findings: Findings) -> str:
    lines = [f"{findings.documents:,} documents, {findings.round_trips:,} round trips", "", "judged by:"]
    lines += [f"  {engine}: {count:,}" for engine, count in findings.judged.most_common()]
    lines += ["", "surroundings of ipsxml:"]
    lines += [f"  {name}: {count:,}" for name, count in findings.surroundings.most_common()]
    for title, column in (("by version (valid, invalid):", 0), ("by mutation (valid, invalid):", 1)):
        names = dict.fromkeys(key[column] for key in findings.verdicts)
        lines += ["", title]
        lines += [
            f"  {name}: {_counted(findings, column, str(name), is_valid=True):,},"
            f" {_counted(findings, column, str(name), is_valid=False):,}"
            for name in names
        ]
    lines += ["", "known deviations (documents):"]
    lines += [
        f"  {engine} {name}: {count:,}" for (engine, name), count in sorted(findings.deviations.items())
    ]
    lines += ["", f"disagreements: {len(findings.disagreements):,}"]
    return "\n".join(lines)


def _counted(findings: Findings, column: int, name: str, *, is_valid: bool) -> int:
    return sum(
        count for key, count in findings.verdicts.items() if key[column] == name and key[2] == is_valid
    )


if __name__ == "__main__":
    sys.exit(main())
