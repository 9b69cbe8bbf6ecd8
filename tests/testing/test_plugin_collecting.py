"""Captures as tests."""

import shutil

import pytest
from har_exports import ANSWER, PAGE, entry, har

pytest_plugins = "pytester"

BAD = """\
_______________________________ captures/bad.xml _______________________________
captures/bad.xml: invalid: getActiveJobsReturn, 2010-01-31, SOAP 1.1: 2 errors
  line 18: error: '42.0' is not a whole number from -2147483648 to 2147483647 [bad-value]
    /Envelope/Body/getActiveJobsReturn/jobArray/items/progress
  line 24: error: taskState is not expected here; expected numProcessed [unexpected-element]
    /Envelope/Body/getActiveJobsReturn/jobArray/items/taskProgressArray/items/taskState
    hint: taskState was added in 2012-02-14; this document's version is 2010-01-31
"""
ALL = ["captures/bad.xml", "captures/good.xml", "captures/polls/after.xml", "captures/polls/before.xml"]


def collected(project: pytest.Pytester, *options: str) -> list[str]:
    """The files of the captures collected as tests."""
    lines = project.runpytest("--co", "-q", *options).outlines
    return [line.removesuffix("::valid") for line in lines if line.endswith("::valid")]


def test_one_line_of_configuration_checks_a_directory(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\nips_validate = captures/**/*.xml")

    result = project.runpytest()

    result.assert_outcomes(passed=3, failed=1)
    assert BAD in result.stdout.str()


def test_nothing_is_collected_unless_configured(project: pytest.Pytester) -> None:
    assert collected(project) == []


@pytest.mark.parametrize(
    ("globs", "expected"),
    [
        ("captures/**/*.xml", ALL),
        ("captures", ALL),
        ("captures/*.xml", ALL[:2]),
        ("**/b*.xml", [ALL[0], ALL[3]]),
        ("captures/polls/\n  captures/good.xml", ALL[1:]),
        ("captures/polls/../good.xml", [ALL[1]]),
    ],
)
def test_globs_and_directories_are_relative_to_rootdir(
    project: pytest.Pytester, globs: str, expected: list[str]
) -> None:
    project.makeini(f"[pytest]\nips_validate = {globs}")

    assert collected(project) == expected


def test_the_option_adds_matches_below_the_working_directory(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.makeini("[pytest]")
    monkeypatch.chdir(project.mkdir("tests"))
    options = "--ips-validate=../captures/good.xml", "--ips-validate", "../captures/polls"

    assert collected(project, *options) == ALL[1:]


def test_captures_outside_testpaths_run_only_with_all_tests(
    project: pytest.Pytester,
) -> None:
    project.makeini("[pytest]\ntestpaths = tests\nips_validate = captures/**/b*.xml\n  tests")
    project.mkdir("tests")
    project.makepyfile(**{"tests/test_it": "def test_it(): pass"})
    shutil.copy("captures/good.xml", "tests/good.xml")

    assert collected(project) == ["tests/good.xml", "captures/bad.xml", "captures/polls/before.xml"]
    assert collected(project, "tests/test_it.py") == []
    assert collected(project, "captures") == ["captures/bad.xml", "captures/polls/before.xml"]
    project.runpytest().assert_outcomes(passed=3, failed=1)


def test_a_named_capture_is_a_test_even_if_no_glob_matches_it(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\nips_validate = captures/polls")
    shutil.copy("captures/good.xml", "notes.txt")

    assert collected(project, "captures/good.xml", "notes.txt") == ["captures/good.xml"]
    assert collected(project, "captures/good.xml", "-o", "ips_validate=") == []


def test_captures_are_selected_like_other_tests(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\nips_validate = captures")

    assert collected(project, "-k", "polls and not after") == ["captures/polls/before.xml"]
    project.runpytest("captures/bad.xml::valid").assert_outcomes(failed=1)
    assert collected(project, "--lf") == ["captures/bad.xml"]


def test_advice_counts_if_configured(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\nips_validate = captures/good.xml\nips_validate_strict = true")
    capture = project.path / "captures/good.xml"
    content = capture.read_text("utf-8").replace("<state>Running<", "<state>Sleeping<")
    capture.write_text(content, "utf-8")

    lenient = project.runpytest("-o", "ips_validate_strict=false")
    strict = project.runpytest()

    lenient.assert_outcomes(passed=1)
    strict.assert_outcomes(failed=1)
    strict.stdout.fnmatch_lines(["*: error: 'Sleeping' is not among the documented values: *"])


def test_a_file_that_is_not_a_document_fails_with_the_reason(project: pytest.Pytester) -> None:
    project.makefile(".xml", empty="")

    result = project.runpytest("--ips-validate", "*.xml")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["empty.xml: invalid: 1 error", "  line 1: error: the content is empty *"])


def test_a_glob_that_matches_nothing_gets_a_warning(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\nips_validate = capturse/*.xml")

    result = project.runpytest()

    result.assert_outcomes(failed=0)
    result.stdout.fnmatch_lines(
        [f"*PytestConfigWarning: ips_validate: no capture in {project.path} matches capturse/*.xml"]
    )


def test_a_container_is_one_test_that_names_each_invalid_capture(
    project: pytest.Pytester,
) -> None:
    bad = ANSWER.replace("jobHandle", "jobhandle")
    (project.path / "session.har").write_bytes(har(entry(), entry(bad), entry(PAGE, url="https://x/")))

    result = project.runpytest("--ips-validate", "session.har")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["session.har#entries[[]1[]].response: invalid: submitJobReturn*"])
    result.stdout.no_fnmatch_line("*entries[[]0[]]*")
    (project.path / "session.har").write_bytes(har(entry(), entry(PAGE, url="https://x/")))
    project.runpytest("--ips-validate", "session.har").assert_outcomes(passed=1)


SKIPPED = [
    "build/a.xml",
    ".hidden/a.xml",
    "dist/deep/a.xml",
    "node_modules/a.xml",
    "captures/a[1].xml",
    "a::b/a.xml",
]


@pytest.mark.parametrize("path", SKIPPED)
@pytest.mark.parametrize("way", ["option", "setting"])
def test_a_capture_in_an_unusual_place_is_a_test_like_any_other(
    project: pytest.Pytester, path: str, way: str
) -> None:
    capture = project.path / path
    capture.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(project.path / "captures" / "bad.xml", capture)
    pattern = path.replace("[", "[[]")
    options = [f"--ips-validate={pattern}"] if way == "option" else []
    project.makeini("[pytest]" if options else f"[pytest]\nips_validate = {pattern}")

    result = project.runpytest(*options)

    result.assert_outcomes(failed=1)
    assert f"{path}: invalid: getActiveJobsReturn, 2010-01-31, SOAP 1.1: 2 errors" in result.stdout.str()
    assert project.runpytest(*options, "-k", "nothing").ret == pytest.ExitCode.NO_TESTS_COLLECTED
