from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import ipsxml
from ipsxml.cli import main

BAD = "bad/other_operation.xml"
GOOD_LINE = "good.xml: valid: getActiveJobsReturn, 2013-02-15, SOAP 1.1\n"
WriteSettings = Callable[[str], Path]


def run(*arguments: str, command: str = "validate") -> Result:
    return CliRunner().invoke(main, [command, *arguments])


@pytest.fixture
def settings(tmp_path: Path, fixtures: Path, monkeypatch: pytest.MonkeyPatch) -> WriteSettings:
    """Writes the ``[tool.ipsxml]`` table of a project with a valid and an invalid document."""
    (tmp_path / "bad").mkdir()
    (tmp_path / BAD).write_bytes((fixtures / BAD).read_bytes())
    good = (fixtures / "get_active_jobs.xml").read_bytes()
    (tmp_path / "good.xml").write_bytes(good)
    (tmp_path / "advice.xml").write_bytes(good.replace(b"Running", b"Sleeping"))
    monkeypatch.chdir(tmp_path)

    def write(table: str) -> Path:
        path = tmp_path / "pyproject.toml"
        path.write_text(f"[project]\nname = 'a'\n[tool.ipsxml]\n{table}\n", "utf-8")
        return path

    return write


def test_exclude_patterns_come_from_the_project(settings: WriteSettings) -> None:
    settings("exclude = ['bad', 'advice.xml']")

    assert run(".").output == f"./{GOOD_LINE}1 source: 1 valid; 1 skipped\n"


def test_ignored_codes_come_from_the_project(settings: WriteSettings) -> None:
    settings("ignore = ['unsupported-payload']")

    assert run(BAD).output.startswith(f"{BAD}: valid")


def test_strictness_comes_from_the_project(settings: WriteSettings) -> None:
    settings("strict = true")

    assert [run("advice.xml", *more).exit_code for more in ([], ["--no-strict"], ["--strict"])] == [1, 0, 1]


def test_the_version_comes_from_the_project(settings: WriteSettings) -> None:
    settings("api = '2010-01-31'")

    assert [run("good.xml", *more).exit_code for more in ([], ["--api", "2013-02-15"])] == [1, 0]


@pytest.mark.parametrize(
    ("table", "arguments"),
    [
        ("exclude = ['bad']", ["--exclude", "advice.xml", "."]),
        ("ignore = ['unsupported-payload']", ["--ignore", "bad-value", BAD]),
    ],
)
def test_the_command_line_replaces_the_projects_list(
    settings: WriteSettings, table: str, arguments: list[str]
) -> None:
    settings(table)

    assert "[unsupported-payload]" in run(*arguments).output


def test_settings_of_a_parent_directory_apply(
    settings: WriteSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings("ignore = ['unsupported-payload']")
    monkeypatch.chdir("bad")
    Path("pyproject.toml").write_text("[tool.other]\nwhy = 'there is no ipsxml table here'\n", "utf-8")

    assert run("other_operation.xml").exit_code == 0


def test_only_the_nearest_table_applies(settings: WriteSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings("ignore = ['unsupported-payload']")
    monkeypatch.chdir("bad")
    Path("pyproject.toml").write_text("[tool.ipsxml]\nstrict = true\n", "utf-8")

    assert run("other_operation.xml").exit_code == 1


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ("excludes = []", "unknown key excludes in [tool.ipsxml]; known keys: api, exclude, ignore, strict"),
        ("exclude = 'bad'", "exclude in [tool.ipsxml] must be a list of patterns, not 'bad'"),
        ("exclude = [1]", "exclude in [tool.ipsxml] must be a list of patterns, not [1]"),
        ("ignore = 'bad-value'", "ignore in [tool.ipsxml] must be a list of issue codes, not 'bad-value'"),
        (
            "ignore = ['bad-values']",
            "ignore in [tool.ipsxml]: unknown issue code 'bad-values'; did you mean bad-value?",
        ),
        ("strict = 1", "strict in [tool.ipsxml] must be true or false, not 1"),
        ("api = 6.6", "api in [tool.ipsxml] must be the name of a version, not 6.6"),
        ("api = '2013-02-16'", "api in [tool.ipsxml]: "),
        ("strict = yes", "not valid TOML: Invalid value (at line 4, column 10)"),
    ],
)
def test_a_bad_table_is_a_usage_error_naming_file_and_key(
    settings: WriteSettings, table: str, complaint: str
) -> None:
    path = settings(table)

    result = run("good.xml")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1].startswith(f"Error: {path}: {complaint}")
    assert result.stderr.endswith(" (use --no-config to ignore it)\n")


def test_tool_ipsxml_must_be_a_table(settings: WriteSettings) -> None:
    settings("").write_text("tool.ipsxml = 3", "utf-8")

    assert "[tool.ipsxml] must be a table" in run("good.xml").stderr


def test_no_config_ignores_even_a_bad_table(settings: WriteSettings) -> None:
    settings("strict = yes")

    assert run("--no-config", "good.xml").output == GOOD_LINE


def test_a_file_that_does_not_mention_ipsxml_is_not_parsed(settings: WriteSettings) -> None:
    settings("").write_text("this is not TOML", "utf-8")

    assert run("good.xml").output == GOOD_LINE


def test_only_the_validate_command_reads_the_table(settings: WriteSettings) -> None:
    settings("strict = yes")

    assert run("good.xml", command="convert").exit_code == 0
    assert ipsxml.validate("good.xml").valid


def test_an_unreadable_settings_file_is_a_usage_error(settings: WriteSettings) -> None:
    path = settings("")
    path.unlink()
    path.mkdir()

    result = run("good.xml")

    complaint = f"Error: {path}: cannot be read: Is a directory (use --no-config to ignore it)"
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, complaint)


def test_a_removed_working_directory_has_no_settings(
    settings: WriteSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings("strict = yes")
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir("gone")
    (tmp_path / "gone").rmdir()

    assert run(str(tmp_path / "good.xml")).exit_code == 0
