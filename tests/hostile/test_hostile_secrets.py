"""A password, a token and a cookie in every place that a capture has for them: told by nothing, nowhere."""

import io
import logging
import shutil
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType

import pytest
from click.testing import CliRunner
from hostile_secrets import CAPTURES, NAMESPACE, SECRETS, TOKEN, USER, spoilt, told
from rich.console import Console
from rich.traceback import Traceback
from service_requests import Service, answer_of, http_request
from thoroughness import share_of

import ipsxml
from ipsxml.cli import main
from ipsxml.comparison.render.diff_formats import FORMATS
from ipsxml.job_history.render.follow_formats import FOLLOW_FORMATS
from ipsxml.job_history.render.history_formats import FORMATS as JOBS_FORMATS
from ipsxml.reading.render.report_formats import FORMATS as REPORT_FORMATS
from ipsxml.service import Application, CapturesBackend, Credentials
from ipsxml.service.series_backend import SeriesBackend
from ipsxml.tables import TABLES
from ipsxml.testing.checks import assert_ips_valid

pytest_plugins = "pytester"
Way = Callable[[BaseException], Iterator[str]]
"""A way to look at an exception."""
GOOD = f'<stopJobReturn xmlns="{NAMESPACE}"/>'.encode()
# CAPTURE is the capture, GOOD another document; what is written goes to OUT.
COMMANDS = [
    *(f"validate {options} CAPTURE".split() for options in ("", "--strict", "--quiet")),
    *(["validate", "--format", form, "CAPTURE"] for form in REPORT_FORMATS if form != "text"),
    *(["validate", "--api", api, "CAPTURE"] for api in ("reference", "2010-01-31")),
    ["validate", "--ignore-unsupported", "--max-issues", "1", "CAPTURE", "GOOD"],
    *(
        f"convert {options} CAPTURE".split()
        for options in (
            "",
            "--to xml",
            "--to json --indent 2",
            "--redact",
            "--envelope 1.2",
            "--envelope none",
        )
    ),
    *(
        ["convert", "--api", api, *strict, "CAPTURE"]
        for api in ("pre-4.0", "2010-01-31")
        for strict in ([], ["--strict"])
    ),
    ["convert", "CAPTURE", "-o", "OUT"],
    ["convert", "CAPTURE", "GOOD", "-o", "OUT.jsonl"],
    *(
        ["diff", "--format", form, *documents]
        for form in FORMATS
        for documents in (["CAPTURE", "GOOD"], ["GOOD", "CAPTURE"])
    ),
    *(["diff", "--format", form, "--follow", "GOOD", "CAPTURE", "GOOD"] for form in FOLLOW_FORMATS),
    *(["jobs", "--format", form, "CAPTURE", "GOOD"] for form in JOBS_FORMATS),
    ["diff", "CAPTURE", "CAPTURE", "-o", "OUT"],
    ["patch", "CAPTURE", "EMPTY"],
    ["patch", "GOOD", "CAPTURE"],
    ["patch", "--to", "xml", "CAPTURE", "CAPTURE"],
    ["table", "CAPTURE", "-o", "OUT"],
    *(["table", "CAPTURE", "GOOD", "--rows", name] for name in TABLES),
]
FEW_COMMANDS = [
    COMMANDS[0],
    ["convert", "CAPTURE"],
    ["diff", "CAPTURE", "GOOD"],
    ["patch", "GOOD", "CAPTURE"],
    ["table", "CAPTURE", "--rows", "documents"],
]
READERS: dict[str, Callable[[str], object]] = {
    "validate": lambda path: ipsxml.validate(path, strict=True),
    "decode": ipsxml.decode,
    "decode as another version": lambda path: ipsxml.decode(path, api="2010-01-31"),
    "to_json": ipsxml.to_json,
    "from_json": lambda path: ipsxml.from_json(Path(path).read_bytes()),
    "iter_jobs": lambda path: list(ipsxml.iter_jobs(path)),
    "diff": lambda path: ipsxml.diff(path, GOOD),
    "patch": lambda path: ipsxml.patch(path, []),
    "table": lambda path: ipsxml.table([path], rows="documents").read_all().to_pylist(),
    "assert_ips_valid": assert_ips_valid,
}


class Scene:
    """A directory with a capture and what commands need beside it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.capture = folder / "capture.xml"
        self._names = {
            "CAPTURE": str(self.capture),
            "GOOD": str(folder / "good.xml"),
            "EMPTY": str(folder / "empty"),
        }
        self._names |= {name: str(folder / "out" / name) for name in ("OUT", "OUT.jsonl")}
        Path(self._names["GOOD"]).write_bytes(GOOD)
        Path(self._names["EMPTY"]).write_bytes(b"[]")

    def told_by(self, command: list[str], content: bytes) -> set[str]:
        """The secrets in ``content`` that a command prints, writes or raises."""
        self.capture.write_bytes(content)
        result = CliRunner().invoke(main, [self._names.get(each, each) for each in command])
        written = [path.read_bytes() for path in self._folder.glob("out/**/*") if path.is_file()]
        shutil.rmtree(self._folder / "out", ignore_errors=True)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return told(result.output).union(*(told(each.decode("latin-1")) for each in written))


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


def test_every_capture_carries_a_secret_and_the_watch_sees_it() -> None:
    assert [
        name
        for name, content in CAPTURES.items()
        if not told(content.decode("latin-1")) and "number" not in name
    ] == []
    assert told(f"x{TOKEN[:6].upper()}") == {"token"}
    assert told("\0".join(USER)) == {"user"}


@pytest.mark.parametrize("name", CAPTURES)
def test_no_command_tells_a_secret_in_any_format(name: str, scene: Scene) -> None:
    found = {" ".join(command): scene.told_by(command, CAPTURES[name]) for command in COMMANDS}

    assert {command: secrets for command, secrets in found.items() if secrets} == {}


def some_spoilt(name: str) -> Sequence[bytes]:
    """A capture malformed and cut short, by default in every third way."""
    return share_of(list(spoilt(CAPTURES[name])), list(CAPTURES).index(name))


@pytest.mark.parametrize("name", CAPTURES)
def test_no_command_tells_a_secret_in_a_capture_that_is_malformed_or_cut_short(
    name: str, scene: Scene
) -> None:
    found = {
        f"{' '.join(command)}, {number}": scene.told_by(command, content)
        for number, content in enumerate(some_spoilt(name))
        for command in FEW_COMMANDS
    }

    assert {command: secrets for command, secrets in found.items() if secrets} == {}


def everything_raised(error: BaseException) -> Iterator[str]:
    """All that is attached to an exception and to those it came of, with all their local variables."""
    pending: list[BaseException | None] = [error]
    seen: list[BaseException] = []
    while pending:
        each = pending.pop()
        if each is not None and each not in seen:
            seen.append(each)
            pending += [each.__cause__, each.__context__]
            yield f"{each!s} {each!r} {each.args!r} {vars(each)!r} {getattr(each, '__notes__', '')}"
            yield from _local_variables(each.__traceback__)


def as_shown(error: BaseException) -> Iterator[str]:
    """The traceback as Python prints it, and as rich does, with local variables."""
    yield "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    shown = Traceback.from_exception(
        type(error),
        error,
        error.__traceback__,
        show_locals=True,
        locals_max_length=1000,
        locals_max_string=10_000,
    )
    console = Console(file=io.StringIO(), width=1000)
    with console.capture() as capture:
        console.print(shown)
    yield capture.get()


def _local_variables(place: TracebackType | None) -> Iterator[str]:
    while place is not None:
        yield repr(place.tb_frame.f_locals)
        place = place.tb_next


def told_by_call(read: Callable[[str], object], path: str, ways: Iterable[Way]) -> set[str]:
    """The secrets that a call gives or raises; this function knows the path only."""
    try:
        given = read(path)
    except (ipsxml.IpsXmlError, AssertionError) as error:
        return {secret for way in ways for text in way(error) for secret in told(text)}
    return told(repr(given))


def told_by_readers(scene: Scene, contents: Iterable[bytes], *ways: Way) -> dict[str, set[str]]:
    """The secrets that are told, by what reads which of the contents."""
    found = {}
    for number, content in enumerate(contents):
        scene.capture.write_bytes(content)
        for reader, read in READERS.items():
            found[f"{reader}, {number}"] = told_by_call(read, str(scene.capture), ways)
    return {reader: secrets for reader, secrets in found.items() if secrets}


@pytest.mark.parametrize("name", CAPTURES)
def test_no_result_and_no_exception_holds_a_secret_in_whatever_way_it_is_shown(
    name: str, scene: Scene
) -> None:
    assert told_by_readers(scene, [CAPTURES[name]], everything_raised, as_shown) == {}


@pytest.mark.parametrize("name", CAPTURES)
def test_no_exception_about_a_spoilt_capture_holds_a_secret_nor_do_its_local_variables(
    name: str, scene: Scene
) -> None:
    assert told_by_readers(scene, some_spoilt(name), everything_raised) == {}


@pytest.mark.parametrize("way", [everything_raised, as_shown])
def test_local_variables_are_seen_where_nobody_clears_them(tmp_path: Path, way: Way) -> None:
    def read(path: str) -> None:
        content = Path(path).read_text()
        raise ipsxml.IpsXmlError(f"{len(content)} characters")

    (tmp_path / "capture").write_text(TOKEN)

    assert told_by_call(read, str(tmp_path / "capture"), [way]) == {"token"}


@pytest.mark.parametrize("name", CAPTURES)
@pytest.mark.parametrize(
    "credentials", [None, Credentials("somebody", "else", "else")], ids=["open", "asked for"]
)
def test_a_service_tells_no_secret_of_what_it_was_sent(
    name: str,
    credentials: Credentials | None,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    application = Application(SeriesBackend(seed=7), credentials=credentials)
    sent = {"Authorization": f"Bearer {TOKEN}", "Cookie": f"session={SECRETS['cookie']}"}

    answers = [
        answer_of(application.respond(http_request(f"/?token={TOKEN}", "POST", sent), content))
        for content in (CAPTURES[name], *some_spoilt(name))
    ]

    said = [f"{each.headers} {each.content.decode('latin-1')}" for each in answers]
    said += [f"{each!r} {each}" for each in application.journal.exchanges]
    assert set().union(*map(told, [*said, caplog.text, *capfd.readouterr()])) == set()


def test_a_service_that_answers_from_captures_tells_no_secret_in_them(tmp_path: Path) -> None:
    (tmp_path / "good.xml").write_bytes(GOOD)
    for number, content in enumerate(CAPTURES.values()):
        (tmp_path / f"stopJob-{number}.xml").write_bytes(content)
    backend = CapturesBackend(tmp_path)
    service = Service(backend)
    question = f'<stopJobParam xmlns="{NAMESPACE}"><companyHandle/><jobHandle/></stopJobParam>'

    answers = [service.post(question.encode()).content.decode() for _ in range(len(CAPTURES))]

    skipped = [text for _, error in backend.skipped for text in everything_raised(error)]
    assert set().union(*map(told, [*answers, *skipped])) == set()
    assert len(skipped) > len(CAPTURES)


@pytest.mark.slow
def test_pytest_tells_no_secret_in_captures_though_it_shows_local_variables(project: pytest.Pytester) -> None:
    for number, content in enumerate(CAPTURES.values()):
        project.path.joinpath("captures", f"secret{number}.xml").write_bytes(content)
    project.makepyfile(
        """
        import pytest

        @pytest.mark.parametrize("number", range(NUMBER))
        def test_fixtures(number, ips_capture, assert_ips_valid):
            try:
                assert_ips_valid(f"captures/secret{number}.xml", strict=True)
            finally:
                ips_capture(f"captures/secret{number}.xml")
        """.replace("NUMBER", str(len(CAPTURES)))
    )

    result = project.runpytest("--ips-validate=captures", "--showlocals", "--full-trace", "-vv")

    outcomes = result.parseoutcomes()
    assert outcomes["passed"] + outcomes["failed"] == 2 * len(CAPTURES) + 4
    assert outcomes["failed"] > 30
    assert told("\n".join(result.outlines + result.errlines)) == set()
