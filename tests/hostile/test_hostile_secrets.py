"""Passwords, tokens, and cookies in every place of a capture never appear in any output."""

import io
import logging
import shutil
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType

import pytest
from click.testing import CliRunner
from hostile_secrets import CAPTURES, NAMESPACE, SECRETS, TOKEN, USER, damaged, secrets_in
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
Rendering = Callable[[BaseException], Iterator[str]]
"""Renders an exception as text."""
GOOD = f'<stopJobReturn xmlns="{NAMESPACE}"/>'.encode()
# CAPTURE is the capture with the secret, GOOD another document, and OUT the output.
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
    """A directory with a capture and the other files that the commands need."""

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

    def leaked_by(self, command: list[str], content: bytes) -> set[str]:
        """The secrets in ``content`` that a command prints, writes, or raises."""
        self.capture.write_bytes(content)
        result = CliRunner().invoke(main, [self._names.get(each, each) for each in command])
        written = [path.read_bytes() for path in self._folder.glob("out/**/*") if path.is_file()]
        shutil.rmtree(self._folder / "out", ignore_errors=True)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return secrets_in(result.output).union(*(secrets_in(each.decode("latin-1")) for each in written))


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


def test_every_capture_contains_a_detectable_secret() -> None:
    assert [
        name
        for name, content in CAPTURES.items()
        if not secrets_in(content.decode("latin-1")) and "number" not in name
    ] == []
    assert secrets_in(f"x{TOKEN[:6].upper()}") == {"token"}
    assert secrets_in("\0".join(USER)) == {"user"}


@pytest.mark.parametrize("name", CAPTURES)
def test_no_command_leaks_a_secret_in_any_format(name: str, scene: Scene) -> None:
    found = {" ".join(command): scene.leaked_by(command, CAPTURES[name]) for command in COMMANDS}

    assert {command: secrets for command, secrets in found.items() if secrets} == {}


def some_damaged(name: str) -> Sequence[bytes]:
    """Malformed and truncated copies of a capture (by default a quarter of them)."""
    return share_of(list(damaged(CAPTURES[name])), list(CAPTURES).index(name))


@pytest.mark.parametrize("name", CAPTURES)
def test_no_command_leaks_a_secret_of_a_damaged_capture(name: str, scene: Scene) -> None:
    found = {
        f"{' '.join(command)}, {number}": scene.leaked_by(command, content)
        for number, content in enumerate(some_damaged(name))
        for command in FEW_COMMANDS
    }

    assert {command: secrets for command, secrets in found.items() if secrets} == {}


def everything_raised(error: BaseException) -> Iterator[str]:
    """Everything attached to an exception, its causes, and its contexts, including local variables."""
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
    """The tracebacks that Python and rich print, with local variables."""
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


def leaked_by_call(read: Callable[[str], object], path: str, renderings: Iterable[Rendering]) -> set[str]:
    """The secrets that a call returns or raises. This function must not know the content, only the path."""
    try:
        result = read(path)
    except (ipsxml.IpsXmlError, AssertionError) as error:
        return {secret for render in renderings for text in render(error) for secret in secrets_in(text)}
    return secrets_in(repr(result))


def leaked_by_readers(
    scene: Scene, contents: Iterable[bytes], rendering: Rendering, readers: Sequence[str] = tuple(READERS)
) -> dict[str, set[str]]:
    """The leaked secrets, by reader and number of the content."""
    found = {}
    for number, content in enumerate(contents):
        scene.capture.write_bytes(content)
        for reader in readers:
            found[f"{reader}, {number}"] = leaked_by_call(READERS[reader], str(scene.capture), [rendering])
    return {reader: secrets for reader, secrets in found.items() if secrets}


@pytest.mark.parametrize("name", CAPTURES)
def test_no_result_or_exception_contains_a_secret(name: str, scene: Scene) -> None:
    assert leaked_by_readers(scene, [CAPTURES[name]], everything_raised) == {}


@pytest.mark.parametrize("name", CAPTURES)
def test_no_traceback_shows_a_secret(name: str, scene: Scene) -> None:
    readers = share_of(list(READERS), list(CAPTURES).index(name))

    assert leaked_by_readers(scene, [CAPTURES[name]], as_shown, readers) == {}


@pytest.mark.parametrize("name", CAPTURES)
def test_no_exception_about_a_damaged_capture_contains_a_secret(name: str, scene: Scene) -> None:
    assert leaked_by_readers(scene, some_damaged(name), everything_raised) == {}


@pytest.mark.parametrize("rendering", [everything_raised, as_shown])
def test_secrets_in_uncleared_local_variables_are_detected(tmp_path: Path, rendering: Rendering) -> None:
    def read(path: str) -> None:
        content = Path(path).read_text()
        raise ipsxml.IpsXmlError(f"{len(content)} characters")

    (tmp_path / "capture").write_text(TOKEN)

    assert leaked_by_call(read, str(tmp_path / "capture"), [rendering]) == {"token"}


@pytest.mark.parametrize("name", CAPTURES)
@pytest.mark.parametrize(
    "credentials", [None, Credentials("somebody", "else", "else")], ids=["open", "asked for"]
)
def test_a_service_leaks_no_secret_of_a_request(
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
        for content in (CAPTURES[name], *some_damaged(name))
    ]

    texts = [f"{each.headers} {each.content.decode('latin-1')}" for each in answers]
    texts += [f"{each!r} {each}" for each in application.journal.exchanges]
    assert set().union(*map(secrets_in, [*texts, caplog.text, *capfd.readouterr()])) == set()


def test_a_service_leaks_no_secret_of_its_captures(tmp_path: Path) -> None:
    (tmp_path / "good.xml").write_bytes(GOOD)
    for number, content in enumerate(CAPTURES.values()):
        (tmp_path / f"stopJob-{number}.xml").write_bytes(content)
    backend = CapturesBackend(tmp_path)
    service = Service(backend)
    question = f'<stopJobParam xmlns="{NAMESPACE}"><companyHandle/><jobHandle/></stopJobParam>'

    answers = [service.post(question.encode()).content.decode() for _ in range(len(CAPTURES))]

    skipped = [text for _, error in backend.unusable for text in everything_raised(error)]
    assert set().union(*map(secrets_in, [*answers, *skipped])) == set()
    assert len(skipped) > len(CAPTURES)


@pytest.mark.slow
def test_pytest_leaks_no_secret_even_with_local_variables(project: pytest.Pytester) -> None:
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
    assert secrets_in("\n".join(result.outlines + result.errlines)) == set()
