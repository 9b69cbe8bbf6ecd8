"""The assertion that a document is valid."""

from io import BytesIO
from pathlib import Path

import pytest
from plugin_projects import explanations

import ipsxml
from ipsxml.testing.checks import assert_ips_valid

pytest_plugins = "pytester"

STOPPED = b'<stopJobReturn xmlns="http://www.scene7.com/IpsApi/xsd/2010-01-31"/>'


def failure(source: object, **options: object) -> str:
    with pytest.raises(AssertionError) as raised:
        assert_ips_valid(source, **options)  # type: ignore[arg-type]
    return str(raised.value)


def test_a_failure_shows_the_report_and_the_line_of_the_test(project: pytest.Pytester) -> None:
    project.makepyfile("""
        def test_it(assert_ips_valid):
            assert_ips_valid("captures/good.xml")
            assert_ips_valid("captures/bad.xml")
    """)

    result = project.runpytest()

    [explanation] = explanations(result)
    assert explanation == (
        "AssertionError: captures/bad.xml: invalid: getActiveJobsReturn, 2010-01-31, SOAP 1.1: 2 errors\n"
        "  line 18: error: '42.0' is not a whole number from -2147483648 to 2147483647 [bad-value]\n"
        "    /Envelope/Body/getActiveJobsReturn/jobArray/items/progress\n"
        "  line 24: error: taskState is not expected here; expected numProcessed [unexpected-element]\n"
        "    /Envelope/Body/getActiveJobsReturn/jobArray/items/taskProgressArray/items/taskState\n"
        "    hint: taskState was added in 2012-02-14; this document's version is 2010-01-31"
    )
    result.stdout.fnmatch_lines(['>*assert_ips_valid("captures/bad.xml")', "*.py:3: AssertionError"])


def test_valid_sources_of_all_kinds_pass(fixtures: Path) -> None:
    path = fixtures / "good/2010-01-31.xml"
    document = ipsxml.decode(path, ipsxml.GetActiveJobsReturn)
    sources: list[ipsxml.Source] = [
        path,
        str(path),
        path.read_bytes(),
        BytesIO(STOPPED),
        ipsxml.to_json(path),
    ]

    for source in [*sources, document]:
        assert_ips_valid(source)
    assert_ips_valid(document.payload, api="2010-01-31")


def test_advice_counts_on_request(fixtures: Path) -> None:
    document = ipsxml.decode(fixtures / "good/2010-01-31.xml", ipsxml.GetActiveJobsReturn)
    document.payload.job_array[0].state = "Sleeping"

    assert_ips_valid(document)

    assert failure(document, strict=True) == (
        "the document: invalid: getActiveJobsReturn, 2010-01-31, SOAP 1.1: 1 error\n"
        "  error: 'Sleeping' is not among the documented values: Unknown, New, WaitingClient, "
        "WaitingCoordinator, Running, Stopping, Done [unlisted-value]\n"
        "    getActiveJobsReturn.jobArray[0].state"
    )


def test_an_object_is_validated_against_the_given_version() -> None:
    request = ipsxml.GetActiveJobsParam(company_handle="c|7", include_waiting_jobs=True)

    assert_ips_valid(request)

    assert failure(request, api="2013-02-15") == (
        "the document: invalid: getActiveJobsParam, 2013-02-15: 1 error\n"
        "  error: 2013-02-15 has no such element [unexpected-element]\n"
        "    getActiveJobsParam.includeWaitingJobs\n"
        "    hint: includeWaitingJobs was added in 2013-08-29-beta; this document's version is 2013-02-15"
    )


def test_a_document_must_have_the_given_version() -> None:
    assert failure(STOPPED, api="2008-01-15").splitlines()[0] == (
        "the document: invalid: stopJobReturn, 2010-01-31: 1 error"
    )


def test_unreadable_sources_and_unwritable_objects_fail_with_the_reason(tmp_path: Path) -> None:
    missing = tmp_path / "missing.xml"
    fault = ipsxml.SubmitJobReturn(job_handle=object())  # type: ignore[arg-type]

    assert failure(missing) == f"{missing}: unreadable: cannot be read: No such file or directory"
    assert failure(fault).startswith("the document: unreadable: not a value of the model: ")


def test_an_unknown_version_is_not_a_failure_of_the_document() -> None:
    with pytest.raises(ipsxml.UnknownVersion):
        assert_ips_valid(STOPPED, api="1999")
