"""Outcomes as a JUnit report, which CI services show: each source is a test case."""

from collections.abc import Sequence

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from ipsxml.printable_text import printable
from ipsxml.reading.batch import Outcome
from ipsxml.reading.render.report_text import render_text

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def render_junit(outcomes: Sequence[Outcome]) -> str:
    """All outcomes as one JUnit XML document: an invalid source is a failure, an unreadable one an error."""
    suite = TestSuite("ipsxml validate")
    for outcome in outcomes:
        suite.add_testcase(_case(outcome))
    report = JUnitXml("ipsxml")
    report.add_testsuite(suite)
    report.update_statistics()  # type: ignore[no-untyped-call]
    text: bytes = report.tostring()  # type: ignore[no-untyped-call]
    return _DECLARATION + text.decode("utf-8")


def _case(outcome: Outcome) -> TestCase:
    case = TestCase(printable(outcome.source), classname="ipsxml.validate", time=0)
    text = render_text(outcome)
    if outcome.status == "skipped":
        case.result = [Skipped(text)]
    elif outcome.report is None:
        case.result = [Error(text, "unreadable")]
    elif outcome.status == "ignored":
        case.result = [Skipped(text)]
    elif outcome.status == "invalid":
        first = outcome.report.errors[0]
        failure = Failure(printable(first.message), first.code)
        failure.text = text
        case.result = [failure]
    elif outcome.report.warnings:
        case.system_out = text
    return case
