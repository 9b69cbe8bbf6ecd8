"""The process that fuzzes one operation: ``python -m fuzz.target OPERATION FOLDER -max_total_time=60``."""

import hashlib
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

_LARGEST_INPUT = 1 << 14


class Finds:
    """The finds, one of each kind: the input and its traceback, each in a separate file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: set[str] = set()

    def add(self, data: bytes, error: BaseException) -> None:
        """Record the error that ``data`` raised, unless the same one was raised in the same place before."""
        places = [(frame.filename, frame.name) for frame in traceback.extract_tb(error.__traceback__)]
        last = traceback.extract_tb(error.__traceback__)[-1]
        kind = f"{type(error).__name__}-{places[1:2]}-{last.filename}-{last.lineno}"
        if kind in self._seen:
            return
        self._seen.add(kind)
        name = f"{type(error).__name__}-{hashlib.sha256(kind.encode()).hexdigest()[:8]}"
        (self._folder / f"{name}.input").write_bytes(data)
        text = "".join(traceback.format_exception(error))
        (self._folder / f"{name}.txt").write_text(text, encoding="utf-8", errors="backslashreplace")
        print(f"FIND {name}: {error!r:.200}", file=sys.stderr, flush=True)


def main(name: str, folder: Path, options: list[str]) -> None:
    """Fuzz until libFuzzer's ``options`` end the run."""
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=["ipsxml", "h11", "jsonpatch", "jsonpointer"]):
        operation = import_module("fuzz.operations").OPERATIONS[name]
    mutation = import_module("fuzz.mutation")
    corpus = _prepared_corpus(folder, operation.seeds())
    finds = Finds(folder)

    def mutated(data: bytes, most: int, seed: int) -> bytes:
        changed: bytes = mutation.mutated(data, most, seed, atheris.Mutate)
        return changed

    arguments = [
        sys.argv[0],
        str(corpus),
        f"-dict={folder / 'words.dict'}",
        f"-artifact_prefix={folder}/",
        f"-max_len={_LARGEST_INPUT}",
        "-timeout=30",
        "-rss_limit_mb=4096",
        *options,
    ]
    atheris.Setup(
        arguments,
        _trying(operation.check, finds),
        custom_mutator=mutated,
        custom_crossover=mutation.crossed,
    )
    atheris.Fuzz()


def _trying(check: Callable[[bytes], None], finds: Finds) -> Callable[[bytes], None]:
    def try_once(data: bytes) -> None:
        try:
            check(data)
        except Exception as error:  # noqa: BLE001 - any exception is a find
            finds.add(data, error)

    return try_once


def _prepared_corpus(folder: Path, seeds: Any) -> Path:
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        (corpus / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    words = import_module("fuzz.words").dictionary()
    (folder / "words.dict").write_text(words, encoding="ascii")
    return corpus


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
