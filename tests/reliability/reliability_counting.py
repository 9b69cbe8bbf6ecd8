"""Counts how often contracts and codecs are compiled if many threads start in a fresh process."""

import json
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

from reliability_work import DOCUMENTS, at_once, work_on_all

from ipsxml.codec.code_writer import Source
from ipsxml.contract import compiled_contracts as compiling


def count_calls(module: Any, name: str, counted: Counter[str]) -> None:
    """Count the calls of a function by caller and by the version or name it is called for."""
    original: Callable[..., Any] = getattr(module, name)

    def counting(*arguments: Any, **options: Any) -> Any:
        caller = sys._getframe(1).f_code.co_name
        named = " ".join(_named(each) for each in arguments)
        counted[f"{caller} {named}"] += 1
        return original(*arguments, **options)

    setattr(module, name, counting)


def _named(argument: object) -> str:
    return argument if isinstance(argument, str) else getattr(argument, "name", "")


def compilations(threads: int) -> Counter[str]:
    """Let the threads work at the same time; return what was compiled, and how often."""
    counted: Counter[str] = Counter()
    count_calls(compiling, "derive", counted)
    count_calls(compiling, "family_components", counted)
    count_calls(Source, "compile", counted)
    at_once(threads, lambda number: work_on_all(number % len(DOCUMENTS)))
    return counted


if __name__ == "__main__":
    print(json.dumps(compilations(int(sys.argv[1]))))
