"""JSON lines, as ``ipsxml convert`` writes them."""

import gzip
import io
from pathlib import Path

import pytest

import ipsxml

LINES = [
    f'{{"@apiVersion":"2010-01-31","submitJobReturn":{{"jobHandle":"j|{number}||"}}}}'.encode()
    for number in range(3)
]


def handles(source: ipsxml.Source) -> list[tuple[str, str]]:
    """The origin and the handle of each capture."""
    readings = [(str(capture.origin), ipsxml.read(capture)) for capture in ipsxml.captures(source)]
    return [(origin, reading.valid_document.payload.job_handle) for origin, reading in readings]


@pytest.mark.parametrize("between", [b"\n", b"\r\n", b"\n\n  \n"])
def test_each_line_is_a_capture(between: bytes) -> None:
    lines = between.join(LINES) + b"\n"

    step = len(between.split(b"\n")) - 1
    assert handles(lines) == [(f":{1 + step * number}", f"j|{number}||") for number in range(3)]


def test_the_origin_has_the_number_of_the_line(tmp_path: Path) -> None:
    path = tmp_path / "polls.jsonl"
    path.write_bytes(b"\n".join(LINES))

    assert handles(path) == [(f"{path}:{1 + number}", f"j|{number}||") for number in range(3)]
    path.write_bytes(gzip.compress(path.read_bytes()))
    assert handles(path) == [(f"{path}:{1 + number}", f"j|{number}||") for number in range(3)]
    with path.open("rb") as file:
        assert len(handles(file)) == 3


@pytest.mark.parametrize("content", [LINES[0], LINES[0] + b"\n", b"\n" + LINES[0] + b"\n \n"])
def test_one_line_is_a_document(content: bytes) -> None:
    assert handles(content) == [("", "j|0||")]
    assert ipsxml.validate(content).valid


def test_json_over_several_lines_is_a_document() -> None:
    document = LINES[0].replace(b",", b",\n")

    assert handles(document) == [("", "j|0||")]


def test_a_bad_line_is_one_invalid_capture() -> None:
    content = b"\n".join([LINES[0], LINES[1][:-5], LINES[2]])

    readings = [ipsxml.read(capture) for capture in ipsxml.captures(content)]

    assert [reading.report.valid for reading in readings] == [True, False, True]


def test_functions_for_one_document_point_to_captures() -> None:
    with pytest.raises(ipsxml.SourceError, match=r"contains more than one capture: use ipsxml\.captures"):
        ipsxml.decode(b"\n".join(LINES))


def test_lines_are_read_one_at_a_time() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            line = (LINES[0] + b"\n") * (len(buffer) // (len(LINES[0]) + 1))
            buffer[: len(line)] = line
            return len(line)

    from ipsxml.capture import Origin
    from ipsxml.capture.containers import json_lines

    found = json_lines.FORM.captures(io.BufferedReader(Endless()), Origin("endless"))

    assert [str(next(found).origin) for _ in range(3)] == ["endless:1", "endless:2", "endless:3"]
