from pathlib import Path

import pytest

import ipsxml
from ipsxml.reading.render.report_text import render_text

EXPECTED = Path(__file__).parent / "expected"
FIXTURES = Path(__file__).parents[2] / "fixtures"
VERSIONS = [version.name for version in ipsxml.versions()]


@pytest.mark.parametrize("api", VERSIONS)
def test_every_version_has_a_good_document_without_issues(api: str) -> None:
    report = ipsxml.validate(FIXTURES / "good" / f"{api}.xml")

    assert (report.valid, report.api_version, report.issues) == (True, api, ())


@pytest.mark.parametrize("api", VERSIONS)
def test_every_version_has_a_bad_document_of_that_version(api: str) -> None:
    report = ipsxml.validate(FIXTURES / "bad" / f"{api}.xml")

    assert (report.valid, report.api_version) == (False, api)


@pytest.mark.usefixtures("in_checkout")
@pytest.mark.parametrize("name", sorted(path.stem for path in EXPECTED.iterdir()))
def test_the_output_for_a_bad_document_is_as_recorded(name: str) -> None:
    [outcome] = ipsxml.validate_all([f"fixtures/bad/{name}.xml"])

    assert render_text(outcome) + "\n" == (EXPECTED / f"{name}.txt").read_text("utf-8")


def test_every_bad_fixture_has_a_recorded_output() -> None:
    bad = {path.stem for path in (FIXTURES / "bad").iterdir()}

    assert bad == {path.stem for path in EXPECTED.iterdir()}


def test_http_messages_and_compressed_files_are_read_as_their_payload() -> None:
    names = ["request.http", "response.http", "response.xml.gz"]

    reports = [ipsxml.validate(FIXTURES / "good" / name) for name in names]

    assert [(report.valid, report.api_version, report.element) for report in reports] == [
        (True, "2008-09-10", "submitJobParam"),
        (True, "2010-01-31", "getActiveJobsReturn"),
        (True, "2012-02-14", "getActiveJobsReturn"),
    ]


def test_a_fault_has_the_name_of_its_constant() -> None:
    report = ipsxml.validate(FIXTURES / "good" / "fault.xml")

    assert report.element == "authenticationFault"
    assert report.fault == ipsxml.Fault(10001, "AUTHENTICATION_FAULT_CODE_INVALID_CREDENTIALS")
