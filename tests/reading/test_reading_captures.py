"""The recorded responses that may be next to the checkout, each with its expected verdict."""

from pathlib import Path

import pytest

import ipsxml

CAPTURES = Path(__file__).parents[3] / "shared" / "captures"
pytestmark = pytest.mark.skipif(
    not CAPTURES.is_dir(), reason="the recorded responses are not next to this checkout"
)


@pytest.mark.parametrize(
    ("name", "element", "codes"),
    [
        ("get_active_jobs_2010-01-31.xml", "getActiveJobsReturn", []),
        ("submit_job_2010-01-31.xml", "submitJobReturn", []),
        ("stop_job_2010-01-31.xml", "stopJobReturn", []),
        ("fault_ips_api.xml", "ipsApiFault", []),
        ("not_a_job_get_company_info_2010-01-31.xml", "getCompanyInfoReturn", ["unsupported-payload"]),
    ],
)
def test_a_recorded_response_has_the_expected_verdict(name: str, element: str, codes: list[str]) -> None:
    report = ipsxml.validate(CAPTURES / name)

    assert (report.element, [issue.code for issue in report.issues], report.soap_version) == (
        element,
        codes,
        "1.1",
    )


def test_the_recorded_fault_has_its_constant() -> None:
    report = ipsxml.validate(CAPTURES / "fault_ips_api.xml")

    assert report.fault == ipsxml.Fault(30000, "IPS_API_FAULT_CODE_EXCEPTION")
