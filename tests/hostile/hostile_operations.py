"""The public operations to attack. Each returns its outcome and all of its output as text."""

from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner

import ipsxml
from ipsxml.cli import main
from ipsxml.comparison.json_patches import read_patch

Outcome = tuple[str, ...]
FIXTURES = Path(__file__).parents[2] / "fixtures"


def _outcome_of(action: Callable[[], object]) -> tuple[Outcome, str]:
    try:
        result = action()
    except ipsxml.InvalidDocument as error:
        return _of_report(error.report), f"{error} {error.report!r}"
    except ipsxml.IpsXmlError as error:
        return (type(error).__name__,), str(error)
    return ("valid",), repr(result)


def _of_report(report: ipsxml.Report) -> Outcome:
    codes = {issue.code for issue in report.errors}
    return ("invalid", *sorted(codes)) if codes else ("valid",)


def _validate(source: str, _good: str) -> tuple[Outcome, str]:
    report = ipsxml.validate(source)
    return _of_report(report), repr(report)


def _jobs_in(source: str) -> list[object]:
    try:
        return list(ipsxml.iter_jobs(source))
    except ipsxml.NoJobsError:  # a valid document, read to its end
        return []


def _cli(source: str, command: str, *options: str) -> tuple[Outcome, str]:
    """Run a command. Its exit status shows only validity, so the codes come from ``validate``."""
    result = CliRunner().invoke(main, [command, source, *options])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    output = CliRunner().invoke(main, ["validate", "--no-config", "--format", "github", source]).output
    codes = {
        line.partition("title=")[2].partition("::")[0]
        for line in output.splitlines()
        if line.startswith("::error")
    }
    return ("invalid", *sorted(codes)) if result.exit_code else ("valid",), result.output


OPERATIONS: dict[str, Callable[[str, str], tuple[Outcome, str]]] = {
    "validate": _validate,
    "decode": lambda source, _: _outcome_of(lambda: ipsxml.decode(source)),
    "from_json": lambda source, _: _outcome_of(lambda: ipsxml.from_json(Path(source).read_bytes())),
    "to_json": lambda source, _: _outcome_of(lambda: ipsxml.to_json(source)),
    "iter_jobs": lambda source, _: _outcome_of(lambda: _jobs_in(source)),
    "diff": lambda source, good: _outcome_of(lambda: len(ipsxml.diff(source, good))),
    "patch": lambda source, _: _outcome_of(lambda: ipsxml.patch(source, [])),
    "patch with": lambda source, good: _outcome_of(
        lambda: ipsxml.patch(good, read_patch(Path(source).read_bytes()))
    ),
    "cli convert": lambda source, _: _cli(source, "convert"),
    "cli table": lambda source, _: _cli(source, "table", "--rows", "jobs"),
}


def warm_up() -> None:
    """Do all imports and set-up of first use, so that no attack is charged for it."""
    good, bad = str(FIXTURES / "get_active_jobs.xml"), str(FIXTURES / "bad" / "2010-01-31.xml")
    message = str(FIXTURES / "good" / "response.http")
    json = str(FIXTURES / "diff" / "fault_patch.json")
    for source in (good, bad, message, json, str(FIXTURES / "bad" / "reference.xml")):
        for name, operation in OPERATIONS.items():
            if name != "patch with":
                operation(source, good)
    ipsxml.validate(
        b'<stopJobReturn xmlns="http://www.scene7.com/IpsApi/xsd/2010-01-31"><x/></stopJobReturn>'
    )
    ipsxml.validate(b"<a>")
