"""Stored samples; ``null`` means that a sample did not have a known member.

Run this file as a program to store the current samples after an intended change, and describe the change in
the change log.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import ipsxml
from ipsxml.contract import ComplexType, XsdType
from ipsxml.document import plain_document

DIRECTORY = Path(__file__).parent / "stored"


class Arguments(NamedTuple):
    """The arguments of a stored sample."""

    element: str
    api: str
    seed: int
    jobs: int
    complete: bool

    @property
    def path(self) -> Path:
        """The file of the sample."""
        return DIRECTORY / f"{self.element}-{self.api}.json"


STORED = [
    Arguments("getActiveJobsReturn", "2013-02-15", 7, 3, complete=False),
    Arguments("getActiveJobsReturn", "reference", 1, 2, complete=True),
    Arguments("getScheduledJobsReturn", "2010-01-31", 0, 2, complete=False),
    Arguments("getJobLogDetailsReturn", "2016-01-14-beta", -5, 2, complete=True),
    Arguments("submitJobParam", "pre-4.0", 2**70, 2, complete=False),
    Arguments("ipsApiFault", "2014-04-03", 3, 2, complete=False),
]
SERIES = DIRECTORY / "series-2013-02-15.json"


def made(arguments: Arguments) -> ipsxml.Document:
    """The current sample."""
    element, api, seed, jobs, complete = arguments
    return ipsxml.sample(element, api=api, seed=seed, jobs=jobs, complete=complete)


def made_series() -> list[ipsxml.Document]:
    """The current series."""
    return ipsxml.sample_series(6, api="2013-02-15", seed=7)


def to_store(document: ipsxml.Document) -> Any:
    """A document in the stored form."""
    plain = plain_document(document)
    assert plain.complex_type is not None
    return _with_absent(plain.payload, plain.complex_type)


def _with_absent(value: Any, xsd_type: XsdType) -> Any:
    if not isinstance(xsd_type, ComplexType):
        return value
    if xsd_type.is_array:
        return [_with_absent(each, xsd_type.members["items"].type) for each in value]
    return {
        name: _with_absent(value[name], member.type) if name in value else None
        for name, member in xsd_type.members.items()
        if member.alias_of is None
    }


def differences(stored: Any, today: Any, path: str = "") -> Iterator[str]:
    """The differences between a stored and a current value; new members are not differences."""
    if isinstance(stored, dict) and isinstance(today, dict):
        for name, value in stored.items():
            yield from differences(value, today.get(name), f"{path}.{name}")
    elif isinstance(stored, list) and isinstance(today, list) and len(stored) == len(today):
        for index, (value, new) in enumerate(zip(stored, today, strict=True)):
            yield from differences(value, new, f"{path}[{index}]")
    elif stored != today or type(stored) is not type(today):
        yield f"{path}: {stored!r} became {today!r}"


def read(path: Path) -> Any:
    """The content of a stored file."""
    return json.loads(path.read_text(encoding="utf-8"))


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    DIRECTORY.mkdir(exist_ok=True)
    for each in STORED:
        _write(each.path, to_store(made(each)))
    _write(SERIES, [to_store(document) for document in made_series()])
