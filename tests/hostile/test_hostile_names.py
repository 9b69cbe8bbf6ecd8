"""Misleading file names: outputs stay in their directory, and messages are harmless."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

import ipsxml

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="not every system allows such file names")
FIXTURES = Path(__file__).parents[2] / "fixtures"
GOOD, BAD = FIXTURES / "get_active_jobs.xml", FIXTURES / "bad" / "2010-01-31.xml"
NAMES = [
    *(
        b"a\n::error::b",
        b"\x1b[2J\x1b]0;title\x07",
        b"\xff\xfe",
        "\u202egpj".encode(),
        "\u200b\ufeff".encode(),
    ),
    *(b"-o", b"--force", b"..\\..\\a", b"%2e%2e%2fa", b"$(id)", b"|id", b"a;id", b"*", b" ", b"x" * 240),
    *(b"a.xml.gz", b"...a", b"~", b"CON", b"a:b"),
]


@pytest.fixture
def captures(tmp_path: Path) -> Path:
    """A directory with a valid and an invalid capture for each name."""
    folder = tmp_path / "captures"
    folder.mkdir()
    for name in NAMES:
        shutil.copy(GOOD, folder / os.fsdecode(name + b".xml"))
        shutil.copy(BAD, folder / os.fsdecode(name + b"_.xml"))
    return folder


def run(*arguments: str | Path, **environment: str) -> tuple[int, bytes, bytes]:
    """The exit status, standard output, and standard error of ``ipsxml``."""
    command = [sys.executable, "-m", "ipsxml", *map(str, arguments)]
    result = subprocess.run(command, capture_output=True, check=False, env={**os.environ, **environment})  # noqa: S603 - our own command
    return result.returncode, result.stdout, result.stderr


def is_harmless(printed: bytes) -> bool:
    """Whether the text neither moves the cursor nor changes the writing direction."""
    text = printed.decode()
    return all(each == "\n" or each.isprintable() for each in text)


def test_outputs_stay_in_their_directory_for_any_name(captures: Path) -> None:
    target = captures.parent / "out"

    status, printed, errors = run("convert", captures, "-o", target)

    expected = {os.fsdecode(name) + ".json" for name in NAMES}
    assert (status, printed, is_harmless(errors)) == (1, b"", True)
    assert {path.name for path in captures.parent.iterdir()} == {"captures", "out"}
    assert {path.name for path in target.iterdir()} == expected
    assert {path.read_bytes() for path in target.iterdir()} == {ipsxml.to_json(GOOD) + b"\n"}


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
@pytest.mark.parametrize("form", ["text", "github"])
def test_no_name_moves_the_cursor_or_starts_a_line(captures: Path, form: str, locale: str) -> None:
    status, printed, errors = run(
        "validate", "--format", form, captures, LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
    )

    assert (status, is_harmless(printed), is_harmless(errors)) == (1, True, True)
    starts = [line for line in printed.splitlines() if line.startswith(b"::error")]
    assert len(starts) == (2 * len(NAMES) if form == "github" else 0)
    assert all(line.startswith(b"::error file=") for line in starts)


@pytest.mark.slow
def test_machine_readable_reports_have_every_name(captures: Path) -> None:
    _, as_json, _ = run("validate", "--format", "json", captures)
    _, as_xml, _ = run("validate", "--format", "junit", captures)

    sources = {each["source"] for each in json.loads(as_json)["sources"]}
    assert len(sources) == len(etree.fromstring(as_xml).findall(".//testcase")) == 2 * len(NAMES)


def test_a_link_in_place_of_an_output_is_never_followed(tmp_path: Path) -> None:
    elsewhere, link = tmp_path / "elsewhere", tmp_path / "a.json"
    elsewhere.write_bytes(b"mine")
    link.symlink_to(elsewhere)

    refused, forced = (run("convert", GOOD, "-o", link, *force)[0] for force in ([], ["--force"]))

    assert (refused, forced, elsewhere.read_bytes()) == (2, 0, b"mine")
    assert (link.is_symlink(), link.read_bytes()) == (False, ipsxml.to_json(GOOD) + b"\n")


def test_circular_links_between_captures_are_harmless(tmp_path: Path) -> None:
    captures = tmp_path / "captures"
    captures.mkdir()
    (captures / "good.xml").symlink_to(GOOD)
    (captures / "gone.xml").symlink_to("nowhere")
    (captures / "itself.xml").symlink_to("itself.xml")
    (captures / "above").symlink_to("..")
    os.mkfifo(captures / "pipe.xml")

    status, printed, _ = run("validate", captures)

    assert (
        status,
        [line.partition(b"captures/")[2].split(b": ")[:2] for line in printed.splitlines()[:-1]],
    ) == (
        2,
        [[b"gone.xml", b"unreadable"], [b"good.xml", b"valid"], [b"itself.xml", b"unreadable"]],
    )
