"""``ipsxml diff`` and ``ipsxml patch`` from the shell."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import ipsxml
from ipsxml.cli import main
from ipsxml.comparison.render.diff_formats import FORMATS

pytestmark = pytest.mark.usefixtures("in_checkout")
BEFORE, AFTER, LATER = (f"fixtures/diff/{name}.xml" for name in ("before", "after", "later"))


INVALID_CREDENTIALS = "AUTHENTICATION_FAULT_CODE_INVALID_CREDENTIALS 10001"


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=stdin)


def test_changes_are_printed_with_exit_status_1() -> None:
    result = run("diff", BEFORE, AFTER)

    assert result.exit_code == 1
    assert result.output.splitlines()[0] == f"--- {BEFORE}: getActiveJobsReturn, 2013-02-15, SOAP 1.1"
    assert result.output.splitlines()[-1] == "6 jobs: 1 added, 1 removed, 3 changed, 1 moved; 29 changes"


def test_json_and_xml_of_one_document_do_not_differ() -> None:
    converted = run("convert", BEFORE, "--envelope", "none")

    result = run("diff", BEFORE, "-", stdin=converted.stdout_bytes)

    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "no difference")


def test_quiet_only_sets_the_exit_status() -> None:
    results = [run("diff", "-q", BEFORE, other) for other in (BEFORE, AFTER)]

    assert [(result.output, result.exit_code) for result in results] == [("", 0), ("", 1)]


def test_changes_can_be_selected() -> None:
    result = run(
        "diff",
        "--only",
        "jobArray[*].state",
        "--ignore",
        "**[j|7||price-list_2013-03-04-09:12:00.000|3003]",
        BEFORE,
        AFTER,
    )

    assert result.output.splitlines()[3:] == [
        "weekly-publish_2013-03-04-09:31:00.000 (WaitingCoordinator → Running)",
        "  ~ state: WaitingCoordinator → Running",
        "- old-scan_2013-03-04-08:00:00.000 (was Stopping)",
        "+ evening-upload_2013-03-04-09:31:10.000 (New)",
        "",
        "3 jobs: 1 added, 1 removed, 1 changed; 3 changes",
    ]


def test_removed_jobs_and_faults_are_reported_with_only_states() -> None:
    no_jobs = b'<getActiveJobsReturn xmlns="http://www.scene7.com/IpsApi/xsd/2013-02-15"><jobArray/></getActiveJobsReturn>'
    fault = "fixtures/good/fault.xml"

    gone = run("diff", "--only", "jobArray[*].state", BEFORE, "-", stdin=no_jobs)
    followed = run("diff", "--only", "**/state", "--follow", BEFORE, AFTER, fault, LATER)

    assert (gone.exit_code, gone.output.splitlines()[-1]) == (1, "5 jobs: 5 removed; 5 changes")
    assert followed.exit_code == 1
    assert followed.output.splitlines()[5:11] == [
        "- old-scan_2013-03-04-08:00:00.000: vanished (was Stopping)",
        "+ evening-upload_2013-03-04-09:31:10.000: appeared (New)",
        "",
        f"!! fault: {fault}: {INVALID_CREDENTIALS}: The credentials were not accepted.",
        "",
        f"== {AFTER} → {LATER} (3 min 49.75 s later)",
    ]
    assert run("diff", "-q", "--only", "**/state", BEFORE, fault).exit_code == 1


ANY_DEPTH = ": a path starts at the payload; '{}' selects it at any depth"
ANY_ITEM = ": brackets take an item's identifier, such as a jobHandle; '{}' selects any item"


@pytest.mark.parametrize(
    ("pattern", "advice"),
    [
        ("progress", ANY_DEPTH.format("**/progress")),
        ("uploadUrlsJob.numUrls", ANY_DEPTH.format("**/uploadUrlsJob.numUrls")),
        ("jobArray[weekly-publish_2013-03-04-09:31:00.000].state", ANY_ITEM.format("jobArray[*].state")),
        ("taskProgressArray[a\tb]/progress", ANY_ITEM.format("**/taskProgressArray[*].progress")),
        ("**/exportJob", ""),
    ],
)
def test_an_only_pattern_that_matches_nothing_gets_a_warning(pattern: str, advice: str) -> None:
    warning = f"warning: --only '{pattern}' matches nothing in these documents{advice}\n".replace("\t", "\\t")

    results = [
        run("diff", "--only", pattern, BEFORE, AFTER),
        run("diff", "-q", "--only", pattern, BEFORE, AFTER),
        run("diff", "--only", pattern, "--follow", BEFORE, AFTER, LATER),
        run("diff", "--only", pattern, "--only", "**/state", "--only", pattern, BEFORE, AFTER),
    ]

    assert [(result.stderr, result.exit_code) for result in results] == [(warning, 0)] * 3 + [(warning, 1)]


def test_an_ignore_pattern_that_matches_nothing_gets_a_warning() -> None:
    result = run("diff", "--ignore", "progress", BEFORE, AFTER)

    assert result.stderr == (
        "warning: --ignore 'progress' matches nothing in these documents"
        ": a path starts at the payload; '**/progress' selects it at any depth\n"
    )
    assert result.exit_code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("--only", "**/serverName", BEFORE, AFTER),
        ("--only", "jobArray[j|7||old-scan_2013-03-04-08:00:00.000|4004].state", BEFORE, AFTER),
        ("--only", "**/state", "--ignore", "**/state", BEFORE, BEFORE),
        ("--only", "@apiVersion", "--only", "getActiveJobsReturn", "--only", "*", BEFORE, BEFORE),
        ("--only", "authenticationFault.code", BEFORE, "fixtures/good/fault.xml"),
        ("--ignore", "**/progress", BEFORE, AFTER),
    ],
)
def test_a_pattern_that_matches_in_any_document_gets_no_warning(arguments: tuple[str, ...]) -> None:
    assert run("diff", *arguments).stderr == ""


def test_times_can_be_ignored() -> None:
    changes = json.loads(run("diff", "--ignore-times", "--format", "json", BEFORE, AFTER).output)["changes"]

    assert not [change for change in changes if change["path"].endswith("lastProgressUpdate")]
    assert len(changes) == 23


def test_a_tolerance_applies_to_decimal_numbers() -> None:
    result = run("diff", "--tolerance", "100", "--only", "**/resolution", BEFORE, AFTER)

    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "no difference")


def test_a_series_is_followed_as_given_or_by_number_in_a_directory(tmp_path: Path) -> None:
    for number, source in ((2, BEFORE), (10, AFTER), (11, LATER)):
        (tmp_path / f"poll-{number}.xml").write_bytes(Path(source).read_bytes())

    in_order = run("diff", "--follow", BEFORE, AFTER, LATER)
    in_directory = run("diff", "--follow", str(tmp_path))

    names = {
        f"{tmp_path}/poll-2.xml": BEFORE,
        f"{tmp_path}/poll-10.xml": AFTER,
        f"{tmp_path}/poll-11.xml": LATER,
    }
    renamed = in_directory.output
    for name, source in names.items():
        renamed = renamed.replace(name, source)
    assert renamed == in_order.output
    assert in_order.output.count("\n== ") == 1
    assert run("diff", "--follow", BEFORE, AFTER).output in in_order.output
    assert "price-list_2013-03-04-09:12:00.000: finished (Running → Done)" in in_order.output
    assert (in_order.exit_code, in_directory.exit_code) == (1, 1)


def test_a_series_as_json_has_only_faults_and_changes() -> None:
    fault = "fixtures/good/fault.xml"

    event, step = json.loads(run("diff", "--follow", "--format", "json", BEFORE, BEFORE, fault, AFTER).output)

    assert (event["kind"], event["where"]) == ("fault", fault)
    assert (step["old"]["source"], step["new"]["source"], len(step["changes"])) == (BEFORE, AFTER, 29)


def test_an_uneventful_series_is_one_line() -> None:
    result = run("diff", "--follow", BEFORE, BEFORE, BEFORE)

    assert (result.exit_code, result.output) == (0, "no difference in 3 captures\n")


def test_an_unreadable_capture_does_not_end_a_series() -> None:
    result = run(
        "diff", "--follow", "--only", "**/state", BEFORE, "no/such.xml", "fixtures/bad/fault.xml", AFTER
    )

    assert result.exit_code == 2
    assert [line for line in result.output.splitlines() if line.startswith(("!! ", "== "))] == [
        "!! unreadable: no/such.xml: cannot be read: No such file or directory",
        "!! invalid: fixtures/bad/fault.xml: 'many' is not a whole number from -2147483648 to 2147483647",
        f"== {BEFORE} → {AFTER} (12.13 s later)",
    ]


def test_the_fixture_of_a_session_is_followed() -> None:
    result = run("diff", "--follow", "--only", "**/state", "fixtures/history/polls")

    assert result.output == (Path(__file__).parents[1] / "job_history/outputs/follow.txt").read_text("utf-8")


def test_captures_of_a_container_are_followed() -> None:
    result = run("diff", "--follow", "--only", "**/state", "fixtures/history/session.har")

    assert [line for line in result.output.splitlines() if line[:2] in ("- ", "+ ")] == [
        "+ weekly-publish_2013-03-04-09:30:45.000: appeared (WaitingCoordinator)",
        "- winter-catalogue_2013-03-04-09:29:50.000: vanished (was Running)",
    ]


def test_a_page_does_not_overwrite_another_without_force(tmp_path: Path) -> None:
    target = tmp_path / "changes.html"

    first = run("diff", "--format", "html", "-o", str(target), BEFORE, AFTER)
    page = target.read_text("utf-8")
    second = run("diff", "-o", str(target), BEFORE, AFTER)
    third = run("diff", "-o", str(target), "--force", BEFORE, AFTER)

    assert (first.exit_code, first.output, second.exit_code, third.exit_code) == (1, "", 2, 1)
    assert page.lower().startswith("<!doctype html>")
    assert second.stderr == f"error: {target} already exists; use --force to overwrite it\n"
    assert target.read_text("utf-8").startswith("--- ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((BEFORE,), "expected two documents, got 1; use --follow for a series"),
        ((BEFORE, AFTER, LATER), "expected two documents, got 3; use --follow for a series"),
        (("--follow", BEFORE), "--follow needs at least two captures, found 1"),
        (
            ("--follow", "--format", "html", BEFORE, AFTER, LATER),
            "--follow needs --format text or json, not html",
        ),
        (("--ignore", "jobArray[*].progres", BEFORE, AFTER), "did you mean progress?"),
        (("--tolerance", "-1", BEFORE, AFTER), "the tolerance must be 0 or more, not -1.0"),
        (("-q", "-o", "never.txt", BEFORE, AFTER), "-q and -o cannot be combined: -q prints nothing"),
    ],
)
def test_a_wrong_command_line_is_a_usage_error(arguments: tuple[str, ...], message: str) -> None:
    result = run("diff", *arguments)

    assert result.exit_code == 2
    assert message in result.stderr


@pytest.mark.parametrize("place", [0, 1])
def test_an_invalid_or_missing_document_is_exit_status_2(place: int) -> None:
    for bad, word in (("fixtures/bad/2010-01-31.xml", "invalid"), ("no/such.xml", "unreadable")):
        sources = [BEFORE, AFTER]
        sources[place] = bad

        result = run("diff", *sources)

        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(f"{bad}: {word}: ")


def test_a_patch_from_diff_reproduces_the_new_document(tmp_path: Path) -> None:
    patch = run("diff", "--format", "json-patch", BEFORE, AFTER)
    target = tmp_path / "patched.xml"

    piped = run("patch", BEFORE, "-", stdin=patch.stdout_bytes)
    (tmp_path / "patch.json").write_bytes(patch.stdout_bytes)
    to_file = run("patch", BEFORE, str(tmp_path / "patch.json"), "-o", str(target), "--indent", "2")
    as_json = run("patch", BEFORE, str(tmp_path / "patch.json"), "--to", "json")

    assert (patch.exit_code, piped.exit_code, to_file.exit_code, as_json.exit_code) == (1, 0, 0, 0)
    for result in (piped.stdout_bytes, target, as_json.stdout_bytes):
        assert not ipsxml.diff(result, AFTER)
    assert ipsxml.validate(target).soap_version == "1.1"


def test_a_document_of_an_unknown_version_is_patched_with_a_warning(tmp_path: Path) -> None:
    document = tmp_path / "before.xml"
    document.write_bytes(Path(BEFORE).read_bytes().replace(b"/xsd/2013-02-15", b"/xsd/2013-05-31"))

    result = run("patch", str(document), "-", stdin=b"[]")

    namespace = "http://www.scene7.com/IpsApi/xsd/2013-05-31"
    assert (result.exit_code, result.stderr) == (
        0,
        f"{document}: warning: no known version has the namespace {namespace}; checked against 2013-02-15\n",
    )
    assert not ipsxml.diff(result.stdout_bytes, BEFORE)


def test_a_patch_with_an_invalid_result_leaves_no_file(tmp_path: Path) -> None:
    patch = b'[{"op": "remove", "path": "/getActiveJobsReturn/jobArray/0/state"}]'
    target = tmp_path / "patched.xml"

    result = run("patch", BEFORE, "-", "-o", str(target), stdin=patch)

    assert (result.exit_code, target.exists()) == (1, False)
    assert "missing-element" in result.stderr


@pytest.mark.parametrize(
    ("patch", "status", "message"),
    [
        (b"{}", 1, "-: error: the patch is not a JSON array of operations (RFC 6902)\n"),
        (b'[{"op": "remove", "path": "/x"}]', 1, f"{BEFORE}: error: operation 1, remove /x: "),
    ],
)
def test_a_faulty_patch_is_reported(patch: bytes, status: int, message: str) -> None:
    result = run("patch", BEFORE, "-", stdin=patch)

    assert result.exit_code == status
    assert result.stderr.startswith(message)


def test_the_help_describes_each_format() -> None:
    help_text = "".join(run("diff", "--help").output.split())

    missing = [
        name for name, each in FORMATS.items() if "".join(f"{name}: {each.about}".split()) not in help_text
    ]
    assert missing == []


def test_an_unknown_version_gets_a_warning(tmp_path: Path, fixtures: Path) -> None:
    unknown = tmp_path / "unknown.xml"
    content = (fixtures / "diff/before.xml").read_bytes()
    unknown.write_bytes(content.replace(b"xsd/2013-02-15", b"xsd/2013-03-01"))

    result = CliRunner().invoke(main, ["diff", str(fixtures / "diff/before.xml"), str(unknown)])

    assert (result.exit_code, result.stderr) == (
        0,
        (
            f"{unknown}: warning: no known version has the namespace "
            "http://www.scene7.com/IpsApi/xsd/2013-03-01; checked against 2013-02-15\n"
        ),
    )
