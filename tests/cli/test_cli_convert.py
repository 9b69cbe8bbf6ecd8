import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from har_exports import ANSWER, PAGE, REQUEST, entry, har
from lxml import etree

import ipsxml
from ipsxml.cli import convert as cli_convert
from ipsxml.cli import main
from ipsxml.document_conversion import ConvertedCapture, convert_attempts

RESPONSE = "fixtures/get_active_jobs.xml"
BAD = "fixtures/bad/other_operation.xml"

pytestmark = pytest.mark.usefixtures("in_checkout")


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["convert", *arguments], input=stdin)


def canonical(xml: bytes) -> bytes:
    parser = etree.XMLParser(remove_blank_text=True, remove_comments=True)
    return etree.tostring(etree.fromstring(xml, parser), method="c14n")


def test_xml_round_trips_through_json() -> None:
    there = run(RESPONSE)
    back = run("-", stdin=there.stdout_bytes)

    assert json.loads(there.stdout) == json.loads(ipsxml.to_json(Path(RESPONSE)))
    assert canonical(back.stdout_bytes) == canonical(Path(RESPONSE).read_bytes())
    assert (there.exit_code, back.exit_code) == (0, 0)


def test_format_envelope_and_indentation_are_options() -> None:
    result = run(RESPONSE, "--to", "xml", "--envelope", "none", "--indent", "1")

    assert result.stdout.splitlines()[1:3] == [
        '<getActiveJobsReturn xmlns="http://www.scene7.com/IpsApi/xsd/2013-02-15">',
        " <jobArray>",
    ]


def test_several_sources_are_written_to_a_directory(tmp_path: Path) -> None:
    captures, target = tmp_path / "captures", tmp_path / "json"
    (captures / "sub").mkdir(parents=True)
    shutil.copy(RESPONSE, captures / "a.xml")
    shutil.copy("fixtures/good/response.xml.gz", captures / "sub" / "b.xml.gz")

    result = run(str(captures), "-o", str(target))

    written = sorted(str(path.relative_to(target)) for path in target.rglob("*") if path.is_file())
    assert (result.exit_code, written) == (0, ["a.json", os.path.join("sub", "b.json")])


def test_a_file_that_appears_in_the_meantime_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    captures, target = tmp_path / "captures", tmp_path / "json"
    captures.mkdir()
    shutil.copy(RESPONSE, captures / "a.xml")

    def convert(*arguments: Any, **options: Any) -> Iterator[ConvertedCapture]:
        shutil.copy(RESPONSE, captures / "later.xml")
        return convert_attempts(*arguments, **options)

    monkeypatch.setattr(cli_convert, "convert_attempts", convert)
    result = run(str(captures), "-o", str(target))

    assert (result.exit_code, os.listdir(target)) == (0, ["a.json"])
    assert sorted(os.listdir(captures)) == ["a.xml", "later.xml"]


def test_several_sources_need_an_output() -> None:
    result = run(RESPONSE, RESPONSE)

    assert (result.exit_code, "several documents need -o" in result.stderr) == (2, True)


def test_json_lines_have_one_document_per_line_and_errors_are_reported(tmp_path: Path) -> None:
    target = tmp_path / "all.jsonl"

    result = run(RESPONSE, BAD, "fixtures/good/fault.xml", "-o", str(target))

    lines = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [list(line)[-1] for line in lines] == ["getActiveJobsReturn", "authenticationFault"]
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{BAD}: invalid: getCompanyInfoReturn")


@pytest.mark.parametrize("force", [[], ["--force"]], ids=["new", "forced"])
def test_a_json_lines_file_without_documents_is_not_written(tmp_path: Path, force: list[str]) -> None:
    target = tmp_path / "all.jsonl"
    if force:
        target.write_text("precious", "utf-8")

    result = run("missing.xml", BAD, "-o", str(target), *force)

    assert result.exit_code == 2
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == (
        [("all.jsonl", "precious")] if force else []
    )


def test_an_existing_file_is_kept_without_force(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_text("precious", "utf-8")

    refused = run(RESPONSE, "-o", str(target))
    kept = target.read_text("utf-8")
    forced = run(RESPONSE, "-o", str(target), "--force")

    assert (refused.exit_code, kept) == (2, "precious")
    assert refused.stderr == f"{RESPONSE}: error: {target} already exists; use --force to overwrite it\n"
    assert (forced.exit_code, json.loads(target.read_text("utf-8"))["@soap"]) == (0, "1.1")


def test_sources_with_the_same_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    for name in ("a.xml", "a.txt"):
        shutil.copy(RESPONSE, tmp_path / name)

    result = run(str(tmp_path), "-o", str(tmp_path / "out"), "--force")

    assert result.exit_code == 2
    assert (
        result.stderr
        == f"{tmp_path}/a.xml: error: {tmp_path}/out/a.json was already written for another source\n"
        "1 document converted, 1 not converted\n"
    )


def test_an_invalid_source_leaves_no_file(tmp_path: Path) -> None:
    result = run(BAD, "-o", str(tmp_path / "out.json"))

    assert (result.exit_code, list(tmp_path.iterdir())) == (1, [])


def test_an_unreadable_source_does_not_stop_the_rest(tmp_path: Path) -> None:
    result = run("missing.xml", RESPONSE, "-o", str(tmp_path))

    assert result.stderr == (
        "missing.xml: unreadable: cannot be read: No such file or directory\n"
        "1 document converted, 1 not converted\n"
    )
    assert (result.exit_code, [path.name for path in tmp_path.iterdir()]) == (2, ["get_active_jobs.json"])


def test_moving_to_an_older_version_reports_dropped_elements() -> None:
    result = run(RESPONSE, "--to", "xml", "--api", "2010-01-31")

    path = "jobArray[0].taskProgressArray[0].taskState"
    assert result.stderr == f"{RESPONSE}: warning: {path} was dropped: 2010-01-31 has no such element\n"
    assert ipsxml.validate(result.stdout_bytes).api_version == "2010-01-31"


def test_strict_makes_dropped_elements_an_error() -> None:
    result = run(RESPONSE, "--api", "2010-01-31", "--strict")

    assert (result.exit_code, result.stdout) == (1, "")


def document_of_unknown_version() -> tuple[bytes, str]:
    """A document of an unknown version, and the warning about it."""
    namespace = "http://www.scene7.com/IpsApi/xsd/2013-05-31"
    document = Path(RESPONSE).read_bytes().replace(b"/xsd/2013-02-15", b"/xsd/2013-05-31")
    return document, f"no known version has the namespace {namespace}; checked against 2013-02-15"


def test_an_unknown_version_gets_a_warning() -> None:
    document, warning = document_of_unknown_version()

    as_json, moved = run("-", stdin=document), run("-", "--api", "2010-01-31", stdin=document)

    assert (as_json.exit_code, as_json.stderr) == (0, f"-: warning: {warning}\n")
    assert json.loads(as_json.stdout)["@apiVersion"] == "2013-02-15"
    assert [line.split(" ")[:3] for line in moved.stderr.splitlines()] == [
        ["-:", "warning:", "no"],
        ["-:", "warning:", "jobArray[0].taskProgressArray[0].taskState"],
    ]


def test_strict_makes_an_unknown_version_an_error_but_not_advice() -> None:
    document, warning = document_of_unknown_version()
    advised = Path(RESPONSE).read_bytes().replace(b"<state>Running", b"<state>Sleeping", 1)

    refused, converted = run("-", "--strict", stdin=document), run("-", "--strict", stdin=advised)

    assert (refused.exit_code, refused.stdout, refused.stderr) == (1, "", f"-: error: {warning}\n")
    assert (converted.exit_code, converted.stderr) == (0, "")


def test_moving_to_a_newer_version_reports_missing_elements() -> None:
    result = run("fixtures/good/2010-01-31.xml", "--api", "2016-01-14-beta")

    required = [
        f"jobArray[0].{path}: 2016-01-14-beta requires this element"
        for path in ("triggerTime", "taskProgressArray[0].taskState")
    ]
    required.append("use --fill (in Python, fill=True) to fill missing elements with stated values")
    assert (result.exit_code, result.stderr) == (
        1,
        f"fixtures/good/2010-01-31.xml: error: {'; '.join(required)}\n",
    )


def test_redacted_documents_contain_no_names_and_still_join(tmp_path: Path) -> None:
    target = tmp_path / "both.jsonl"

    run(RESPONSE, "fixtures/good/2013-02-15.xml", "-o", str(target), "--redact")

    text = target.read_text("utf-8")
    jobs = [job for line in text.splitlines() for job in json.loads(line)["getActiveJobsReturn"]["jobArray"]]
    for secret in ("operator@example.com", "worker_1", "c|7", "j|7", "a|7"):
        assert secret not in text
    assert len({job["companyHandle"] for job in jobs}) == 1
    assert len({job["jobHandle"] for job in jobs}) == 2
    assert [ipsxml.validate(line.encode()).valid for line in text.splitlines()] == [True, True]


def on_a_terminal(*arguments: str) -> str:
    """What the command prints if its standard error is a terminal."""
    pty = pytest.importorskip("pty", reason="this platform has no pseudo-terminals")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"}
    command = [sys.executable, "-m", "ipsxml", "convert", *arguments]
    subprocess.run(command, stderr=theirs, env=environment, check=False)  # noqa: S603 - our own command
    os.close(theirs)
    printed = b""
    with suppress(OSError):  # Linux raises EIO at the end
        while piece := os.read(ours, 4096):
            printed += piece
    os.close(ours)
    return printed.decode()


def test_only_several_sources_have_a_progress_bar_on_a_terminal(tmp_path: Path) -> None:
    several = on_a_terminal(
        "fixtures/diff/before.xml", "fixtures/diff/after.xml", "-o", str(tmp_path / "json")
    )

    assert "Converting" in several
    assert "2/2" in several
    assert on_a_terminal(RESPONSE, "-o", str(tmp_path / "one.json")) == ""


def test_messages_on_a_terminal_appear_above_the_progress_bar(tmp_path: Path) -> None:
    long_name, marked = f"{'x' * 100}.xml", "[red]a[/red]:smile:.xml"
    (tmp_path / "unknown.xml").write_bytes(document_of_unknown_version()[0])
    sources = ("missing.xml", str(tmp_path / "unknown.xml"), RESPONSE, long_name, marked)

    printed = on_a_terminal(*sources, "-o", str(tmp_path / "json"))

    erase = "\x1b[2K"
    remaining = [line.rpartition(erase)[2] for line in printed.split("\r\n")]
    reason = "unreadable: cannot be read: No such file or directory"
    assert remaining[:4] == [
        f"missing.xml: {reason}",
        f"{tmp_path}/unknown.xml: warning: {document_of_unknown_version()[1]}",
        f"{long_name}: {reason}",
        f"{marked}: {reason}",
    ]
    assert remaining[4].startswith("Converting")
    assert remaining[5:] == ["2 documents converted, 3 not converted", ""]


def test_a_key_gives_the_same_pseudonyms_in_another_run(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(bytes(range(32)))
    (tmp_path / "short").write_bytes(b"short")

    def run(key: str) -> Result:
        return CliRunner().invoke(
            main, ["convert", "fixtures/get_active_jobs.xml", "--redact-key", str(tmp_path / key)]
        )

    assert run("key").output == run("key").output
    assert "handle-" in run("key").output
    assert (run("short").exit_code, "the key must have at least 16 bytes" in run("short").output) == (2, True)


def test_fill_adds_missing_elements_with_a_warning() -> None:
    result = run("fixtures/good/2010-01-31.xml", "--api", "2012-02-14", "--fill")

    path = "jobArray[0].taskProgressArray[0].taskState"
    assert (result.exit_code, result.stderr) == (
        0,
        f"fixtures/good/2010-01-31.xml: warning: {path} was filled with Unknown: 2012-02-14 requires it\n",
    )
    assert '"taskState":"Unknown"' in result.stdout


def test_fill_without_a_version_is_refused() -> None:
    result = run(RESPONSE, "--fill")

    assert (result.exit_code, "--fill needs --api" in result.stderr) == (2, True)


# --- containers


@pytest.fixture
def session(tmp_path: Path) -> str:
    path = tmp_path / "session.har"
    path.write_bytes(har(entry(asked=REQUEST), entry(PAGE, url="https://x/"), entry()))
    return str(path)


def written(directory: Path) -> list[str]:
    return sorted(path.relative_to(directory).as_posix() for path in directory.rglob("*") if path.is_file())


def test_documents_of_a_container_are_named_by_their_place(session: str, tmp_path: Path) -> None:
    result = run(session, "-o", str(tmp_path / "out"))

    assert (result.exit_code, result.stderr) == (0, "3 documents converted, 1 capture skipped\n")
    names = ["entries-0-request.json", "entries-0-response.json", "entries-2-response.json"]
    assert written(tmp_path / "out") == [f"session.har/{name}" for name in names]
    assert ipsxml.decode(tmp_path / "out/session.har/entries-0-request.json").element == "stopJobParam"


def test_documents_of_a_container_can_be_json_lines(session: str, tmp_path: Path) -> None:
    result = run(session, "-o", str(tmp_path / "all.jsonl"))

    assert result.exit_code == 0
    assert len((tmp_path / "all.jsonl").read_text().splitlines()) == 3
    again = run(str(tmp_path / "all.jsonl"), "--to", "xml", "-o", str(tmp_path / "again"))
    assert again.exit_code == 0
    assert written(tmp_path / "again") == [f"all.jsonl/{number}.xml" for number in (1, 2, 3)]


def test_only_several_documents_of_a_container_need_an_output(session: str) -> None:
    result = run(session)

    assert (result.exit_code, "several documents need -o" in result.stderr, result.stdout) == (2, True, "")
    Path(session).write_bytes(har(entry(), entry(PAGE, url="https://x/")))
    assert ipsxml.from_json(run(session).stdout_bytes).element == "submitJobReturn"


def test_a_container_without_a_job_document_cannot_be_converted(session: str) -> None:
    Path(session).write_bytes(har(entry(PAGE, url="https://x/")))

    result = run(session)

    reason = "a HAR export without a job document: 1 capture: 1 HTML page"
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"{session}: unreadable: {reason}\n1 capture skipped\n"


def test_no_name_in_an_archive_escapes_the_directory(tmp_path: Path) -> None:
    names = ["../../up.xml", "/top.xml", "a:b.xml", "A-B.xml", "con.xml", "..", "a/b.xml", "c" * 300]
    with zipfile.ZipFile(tmp_path / "polls.zip", "w") as archive:
        for name in names:
            archive.writestr(name, ANSWER)

    result = run(str(tmp_path / "polls.zip"), "-o", str(tmp_path / "out"))

    assert (result.exit_code, result.stderr) == (0, "8 documents converted\n")
    expected = ["A-B-2", "_con", "a-b-3", "a-b", "c" * 120, "document", "top", "up"]
    assert written(tmp_path / "out") == [f"polls.zip/{name}.json" for name in expected]


# --- outputs


@pytest.mark.parametrize("output", ["-", "/dev/stdout"])
def test_a_hyphen_or_dev_stdout_is_standard_output(output: str) -> None:
    assert run(RESPONSE, "-o", output).stdout == run(RESPONSE).stdout


def test_several_documents_go_to_standard_output_one_per_line() -> None:
    result = run(RESPONSE, "fixtures/good/2010-01-31.xml", "--to", "jsonl")

    assert (result.exit_code, result.stderr) == (0, "2 documents converted\n")
    assert [ipsxml.from_json(line).api_version for line in result.stdout.splitlines()] == [
        "2013-02-15",
        "2010-01-31",
    ]


@pytest.mark.parametrize("name", ["all.jsonl", "all.ndjson"])
def test_a_json_lines_file_is_recognized_by_its_name(name: str, tmp_path: Path) -> None:
    assert run(RESPONSE, RESPONSE, "-o", str(tmp_path / name)).exit_code == 0

    assert len((tmp_path / name).read_bytes().splitlines()) == 2


def test_the_name_sets_the_format_and_unknown_ones_are_refused(tmp_path: Path) -> None:
    same = run(RESPONSE, "-o", str(tmp_path / "a.xml"))
    other = run(RESPONSE, "-o", str(tmp_path / "a.csv"))

    assert same.exit_code == 0
    assert canonical((tmp_path / "a.xml").read_bytes()) == canonical(Path(RESPONSE).read_bytes())
    assert (
        other.exit_code,
        "the output file must end with .json, .xml, .jsonl, or .ndjson" in other.stderr,
    ) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["a.xml"]


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("name", ["all.jsonl", "link.jsonl", "."])
def test_json_lines_that_are_a_source_are_not_overwritten(tmp_path: Path, name: str, jobs: str) -> None:
    lines = tmp_path / "all.jsonl"
    assert run(RESPONSE, RESPONSE, "-o", str(lines)).exit_code == 0
    (tmp_path / "link.jsonl").symlink_to(lines)
    before = lines.read_bytes()

    result = run(str(tmp_path / name), RESPONSE, "-o", str(lines), "--force", "--jobs", jobs)

    message = f"error: {lines} is a source of this run and will not be overwritten\n"
    assert (result.exit_code, result.stderr) == (2, message)
    assert lines.read_bytes() == before
    assert sorted(os.listdir(tmp_path)) == ["all.jsonl", "link.jsonl"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_json_lines_are_overwritten_by_their_own_result(tmp_path: Path, jobs: str) -> None:
    lines = tmp_path / "all.jsonl"
    assert run(RESPONSE, RESPONSE, "-o", str(lines)).exit_code == 0
    before = lines.read_bytes()

    result = run(str(lines), "-o", str(lines), "--envelope", "none", "--force", "--jobs", jobs)

    assert (result.exit_code, result.stderr) == (0, "2 documents converted\n")
    assert lines.read_bytes() == before.replace(b'"@soap":"1.1",', b"")


@pytest.mark.parametrize("output", ["link.jsonl", "link.json"])
def test_a_link_to_a_source_is_replaced(tmp_path: Path, output: str) -> None:
    source, link = tmp_path / "source.jsonl", tmp_path / output
    assert run(RESPONSE, "-o", str(source)).exit_code == 0
    before = source.read_bytes()
    link.symlink_to(source)

    arguments = [str(source)] if output == "link.json" else [str(source), RESPONSE]
    result = run(*arguments, "-o", str(link), "--to", "json", "--force")

    assert result.exit_code == 0
    assert (link.is_symlink(), source.read_bytes()) == (False, before)


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("is_named", [False, True])
def test_redirected_standard_output_is_not_a_source(tmp_path: Path, jobs: str, is_named: bool) -> None:
    for name in ("a.xml", "b.xml", "z.xml"):
        shutil.copy(RESPONSE, tmp_path / name)
    line, output = ipsxml.to_json(RESPONSE) + b"\n", tmp_path / "m.jsonl"
    output.write_bytes(line * 2)
    sources = ["a.xml", "m.jsonl", "b.xml", "z.xml"] if is_named else ["."]
    command = [sys.executable, "-m", "ipsxml", "convert", *sources, "--to", "jsonl", "--jobs", jobs]
    with output.open("ab") as file:
        done = subprocess.run(  # noqa: S603 - our own command
            command, cwd=tmp_path, stdout=file, stderr=subprocess.PIPE, timeout=60, check=False
        )

    message = b"m.jsonl: unreadable: cannot be read: it is the output of this run\n"
    assert (done.returncode, done.stderr) == (
        (2, message + b"3 documents converted, 1 not converted\n")
        if is_named
        else (0, b"3 documents converted\n")
    )
    assert output.read_bytes() == line * 5


def test_a_file_may_have_any_suffix_with_to(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"

    assert run(RESPONSE, "--to", "json", "-o", str(target)).exit_code == 0

    assert target.read_bytes() == ipsxml.to_json(RESPONSE) + b"\n"


def test_another_source_of_the_run_is_not_overwritten(tmp_path: Path) -> None:
    for name in ("a.json", "a.xml"):
        assert run(RESPONSE, "-o", str(tmp_path / name)).exit_code == 0
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    result = run(str(tmp_path), "-o", str(tmp_path), "--force")

    assert result.exit_code == 2
    assert result.stderr.count("is a source of this run and will not be overwritten") == 2
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert (
        run(str(tmp_path / "a.json"), "--to", "json", "-o", str(tmp_path / "a.json"), "--force").exit_code
        == 0
    )
