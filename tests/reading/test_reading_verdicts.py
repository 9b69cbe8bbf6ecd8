"""Verdicts and explanations for documents that differ from a good one in one place."""

import json
from pathlib import Path

import pytest

import ipsxml
from ipsxml.document_conversion import convert
from ipsxml.reading.batch import Outcome
from ipsxml.reading.render.report_text import render_text

GOOD = (Path(__file__).parents[2] / "fixtures" / "get_active_jobs.xml").read_text("utf-8")
NAMESPACE = "http://www.scene7.com/IpsApi/xsd/2013-02-15"
XSI = (
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema" '
    f'xmlns:ips="{NAMESPACE}"'
)
JOB = "/Envelope/Body/getActiveJobsReturn/jobArray/items[1]"
JOB_DETAILS = " or ".join(
    f"{kind}PublishJob" for kind in ("imageServing", "imageRendering", "video", "serverDirectory")
)
Issues = list[tuple[str, str, str | None]]


def changed(old: str, new: str) -> bytes:
    """The good document with the first ``old`` replaced."""
    assert old in GOOD
    return GOOD.replace(old, new, 1).encode()


def issues_in(report: ipsxml.Report) -> Issues:
    return [(issue.code, issue.message, issue.hint) for issue in report.issues]


def test_the_unchanged_document_is_valid() -> None:
    assert ipsxml.validate(GOOD.encode()) == ipsxml.Report("2013-02-15", "getActiveJobsReturn", "1.1")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<startDate>", "<startDate> \n\t"),
        ("<totalSize>4096", "<totalSize> +4096 "),
        ("<overwrite>true", "<overwrite> 1 "),
        ("<progress>0.5", "<progress>5E-1"),
        ("<progress>0.5", "<progress>.5"),
        ("<startDate>2013-03-04T09:30:00.120+01:00", "<startDate>2013-03-04T24:00:00"),
        ("<startDate>2013-03-04T09:30:00.120+01:00", "<startDate>123456789012345-03-04T00:00:00Z"),
        ("<startDate>2013-03-04T09:30:00.120+01:00", "<startDate>-0044-03-15T00:00:00Z"),
        ("<totalSize>4096", f'<totalSize {XSI} xsi:type="xs:int">4096'),
        ("<totalSize>4096", f'<totalSize {XSI} xsi:type="xs:short">4096'),
        ("<jobArray>", f'<jobArray {XSI} xsi:type="ips:ActiveJobArray">'),
        (
            "<jobArray>",
            f'<jobArray {XSI} xsi:schemaLocation="urn:a file:///a.xsd" xsi:noNamespaceSchemaLocation="b">',
        ),
        ("<totalSize>4096", "<totalSize><!-- four -->40<?and more?><![CDATA[96]]>"),
        ("<description>", "<description><![CDATA[<&>]]>"),
        ("<getActiveJobsReturn", "<!-- here --><?it is?><getActiveJobsReturn"),
        ("Reading", "&#82;eading &amp; more"),
    ],
)
def test_documents_that_xsd_allows_are_valid_without_issues(old: str, new: str) -> None:
    assert issues_in(ipsxml.validate(changed(old, new))) == []


INT = "a whole number from -2147483648 to 2147483647"


@pytest.mark.parametrize(
    ("old", "new", "value", "expected"),
    [
        ("<totalSize>4096", "<totalSize>4_096", "4_096", INT),
        ("<totalSize>4096", "<totalSize>４", "４", INT),
        ("<totalSize>4096", "<totalSize>\u00a04096", "\u00a04096", INT),
        ("<totalSize>4096", "<totalSize>2147483648", "2147483648", INT),
        ("<totalSize>4096", "<totalSize>" + "9" * 5000, "9" * 60 + "…", INT),
        ("<totalSize>4096", "<totalSize>", "", INT),
        ("<overwrite>true", "<overwrite>yes", "yes", "true, false, 1, or 0"),
        ("<progress>0.5", "<progress>1E", "1E", "a number such as 0.5 or 1E3, INF, -INF, or NaN"),
        (
            "<startDate>2013-03-04T09:30:00.120+01:00",
            "<startDate>2013-02-29T00:00:00",
            "2013-02-29T00:00:00",
            "a date and time such as 2011-03-30T14:32:08.858-05:00",
        ),
    ],
)
def test_a_bad_value_is_reported_with_the_expected_form(
    old: str, new: str, value: str, expected: str
) -> None:
    assert issues_in(ipsxml.validate(changed(old, new))) == [
        ("bad-value", f"{value!r} is not {expected}", None)
    ]


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("<overwrite>true", "<overwrite>TRUE", "write true: XML is case-sensitive"),
        ("<progress>0.5", "<progress>+INF", "the special values are INF, -INF, and NaN"),
    ],
)
def test_a_nearly_correct_value_gets_a_hint(old: str, new: str, hint: str) -> None:
    [issue] = ipsxml.validate(changed(old, new)).issues

    assert (issue.code, issue.hint) == ("bad-value", hint)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "<numProcessed>2</numProcessed>",
            "<numProcédé>2</numProcédé>",
            [
                (
                    "unexpected-element",
                    "numProcédé is not expected here; expected numProcessed",
                    "numProcédé is the French reference page's name for numProcessed",
                )
            ],
        ),
        (
            "<companyHandle>c|7</companyHandle>",
            "<회사핸들>c|7</회사핸들>",
            [
                (
                    "unexpected-element",
                    "회사핸들 is not expected here; expected companyHandle",
                    "회사핸들 is the Korean reference page's name for companyHandle",
                )
            ],
        ),
        (
            "<uploadUrlsJob>",
            "<ripPdfJob/><uploadUrlsJob>",
            [
                (
                    "unexpected-element",
                    f"ripPdfJob is not expected here; expected {JOB_DETAILS}",
                    "ripPdfJob is the reference pages' name for ripPdfsJob",
                ),
                (
                    "misplaced-element",
                    "ripPdfsJob is out of order; it belongs after uploadUrlsJob",
                    None,
                ),
            ],
        ),
        (
            "<originalName>winter-catalogue</originalName>",
            "<orginalName>winter-catalogue</orginalName>",
            [
                (
                    "unexpected-element",
                    "orginalName is not expected here; expected originalName",
                    "did you mean originalName?",
                )
            ],
        ),
        (
            "<originalName>",
            "<numPending>1</numPending><originalName>",
            [
                (
                    "unexpected-element",
                    "numPending is not expected here; expected originalName",
                    "numPending belongs in TaskProgress",
                )
            ],
        ),
        (
            "<totalSize>",
            "<triggerTime>2013-03-04T09:30:00Z</triggerTime><totalSize>",
            [
                (
                    "unexpected-element",
                    "triggerTime is not expected here; expected totalSize",
                    "triggerTime was added in 2013-08-29-beta; this document's version is 2013-02-15",
                )
            ],
        ),
        (
            "<originalName>winter-catalogue</originalName>",
            "",
            [("missing-element", "originalName is missing: ActiveJob requires it after name", None)],
        ),
        (
            "<type>UrlUpload</type>",
            "<type>UrlUpload</type><type>UrlUpload</type>",
            [("repeated-element", "type is repeated; only one is allowed", None)],
        ),
        (
            "<jobArray>",
            "<jobArray>two jobs",
            [("unexpected-text", "text is not allowed in jobArray, which may contain only elements", None)],
        ),
        (
            "</items>\n        <items>",
            "</items> and <items>",
            [("unexpected-text", "text is not allowed in jobArray, which may contain only elements", None)],
        ),
        (
            "<jobArray>",
            "<jobArray><item/>",
            [("unexpected-element", "item is not expected here; expected items", "did you mean items?")],
        ),
        (
            "<totalSize>4096",
            "<totalSize><b/>4096",
            [("unexpected-element", "b is not allowed in totalSize, which has only a value", None)],
        ),
        (
            "<originalName>",
            '<originalName xmlns="urn:example">',
            [
                (
                    "wrong-namespace",
                    f"originalName is in the namespace urn:example, not in the namespace {NAMESPACE}",
                    (
                        f'declare xmlns="{NAMESPACE}" on an enclosing element, '
                        "or use the prefix of that namespace"
                    ),
                )
            ],
        ),
        (
            "<jobArray>",
            f'<jobArray {XSI} xsi:nil="false">',
            [
                (
                    "unexpected-attribute",
                    "xsi:nil is not allowed: no element of a job document can be nil",
                    None,
                )
            ],
        ),
        (
            "<totalSize>4096",
            f'<totalSize {XSI} xsi:type="xs:string">4096',
            [("unexpected-attribute", "xsi:type is 'xs:string', which cannot replace int", None)],
        ),
        (
            "<totalSize>4096",
            f'<totalSize {XSI} xsi:type="nowhere:int">4096',
            [("unexpected-attribute", "xsi:type is 'nowhere:int', which is not a known type", None)],
        ),
        (
            "<totalSize>4096",
            '<totalSize unit="byte" xml:lang="en">4096',
            [
                ("unexpected-attribute", "the attribute unit is not allowed here", None),
                ("unexpected-attribute", "the attribute xml:lang is not allowed here", None),
            ],
        ),
    ],
)
def test_a_wrong_document_is_explained(old: str, new: str, expected: Issues) -> None:
    assert issues_in(ipsxml.validate(changed(old, new))) == expected


def test_an_issue_has_the_path_and_line_of_its_element() -> None:
    [issue] = ipsxml.validate(changed("<totalSize>4096", "<totalSize>large")).issues

    assert issue.path == f"{JOB}/totalSize"
    assert GOOD.splitlines()[(issue.line or 0) - 1].strip() == "<totalSize>4096</totalSize>"


def test_advice_is_a_warning_and_with_strict_an_error() -> None:
    document = changed("<state>Running", "<state>Sleeping").replace(b"<progress>0.5", b"<progress>1.7", 1)

    relaxed, strict = ipsxml.validate(document), ipsxml.validate(document, strict=True)

    listed = "Unknown, New, WaitingClient, WaitingCoordinator, Running, Stopping, Done"
    assert (
        issues_in(relaxed)
        == issues_in(strict)
        == [
            ("unlisted-value", f"'Sleeping' is not among the documented values: {listed}", None),
            ("out-of-range", "'1.7' is not between 0.0 and 1.0", None),
        ]
    )
    assert (relaxed.valid, len(relaxed.warnings), len(relaxed.errors)) == (True, 2, 0)
    assert (strict.valid, len(strict.warnings), len(strict.errors)) == (False, 0, 2)


def test_nan_is_in_no_range() -> None:
    [issue] = ipsxml.validate(changed("<progress>0.5", "<progress>NaN")).issues

    assert (issue.severity, issue.code, issue.message) == (
        "warning",
        "out-of-range",
        "'NaN' is not between 0.0 and 1.0",
    )


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("0" * 5000 + "10001", []),
        (f" +{'0' * 30}10001 ", []),
        ("9" * 400, ["bad-value"]),
        ("-" + "9" * 5000, ["bad-value"]),
        ("9" * 31 + "_0", ["bad-value"]),
    ],
    ids=["zeros", "a few zeros", "more than a float", "more than Python reads", "not a number"],
)
def test_an_integer_of_any_length_gets_a_verdict(code: str, expected: list[str]) -> None:
    fault = f"<authenticationFault><code>{code}</code><reason/></authenticationFault>"
    report = ipsxml.validate(fault.encode())

    assert [issue.code for issue in report.issues] == expected


def test_a_document_without_a_namespace_is_checked_against_the_reference() -> None:
    document = changed(f' xmlns="{NAMESPACE}"', "").replace(b"<state>Running", b"<state>Sleeping", 1)

    report = ipsxml.validate(document)

    assert (report.api_version, [issue.severity for issue in report.issues]) == ("reference", ["error"])


def test_an_unknown_date_is_checked_against_the_newest_version_not_later() -> None:
    report = ipsxml.validate(changed("2013-02-15", "2013-05-31"))

    assert (report.valid, report.api_version) == (True, "2013-02-15")
    assert [(issue.severity, issue.code) for issue in report.issues] == [("warning", "unknown-version")]


def test_an_unknown_version_is_not_an_error_with_strict() -> None:
    assert ipsxml.validate(changed("2013-02-15", "2013-05-31"), strict=True).valid


@pytest.mark.parametrize(
    "namespace", [NAMESPACE + "/", NAMESPACE.replace("http:", "https:"), NAMESPACE.upper()]
)
def test_a_nearly_correct_namespace_gets_a_hint(namespace: str) -> None:
    [issue] = ipsxml.validate(changed(NAMESPACE, namespace)).issues

    assert (issue.code, issue.hint) == ("wrong-namespace", f"did you mean {NAMESPACE}?")


def test_a_foreign_document_is_unsupported() -> None:
    [issue] = ipsxml.validate(b'<svg xmlns="http://www.w3.org/2000/svg"/>').issues

    assert (issue.code, issue.message, issue.path, issue.line) == (
        "unsupported-payload",
        "svg is in http://www.w3.org/2000/svg, which is not an IPS namespace",
        "/svg",
        1,
    )


def test_a_type_of_another_version_is_reported_with_its_versions() -> None:
    [issue] = ipsxml.validate(b'<taskProgress xmlns="http://www.scene7.com/IpsApi/xsd"/>').issues

    assert (issue.code, issue.message, issue.hint) == (
        "unexpected-element",
        "pre-4.0 has no taskProgress",
        "taskProgress was added in 2008-01-15; this document's version is pre-4.0",
    )


@pytest.mark.parametrize("api", ["2013-02-15", "2010-01-31"])
def test_an_unknown_version_is_not_any_requested_version(api: str) -> None:
    namespace = NAMESPACE.replace("2013-02-15", "2013-05-31")

    report = ipsxml.validate(changed("2013-02-15", "2013-05-31"), api=api)

    assert issues_in(report) == [
        ("wrong-version", f"the document's version is unknown ({namespace}), not {api}", None)
    ]


def test_a_document_of_another_version_than_requested_is_wrong() -> None:
    assert issues_in(ipsxml.validate(GOOD.encode(), api="2010-01-31")) == [
        ("wrong-version", "the document's version is 2013-02-15, not 2010-01-31", None)
    ]


def test_a_fault_belongs_to_every_version(fixtures: Path) -> None:
    assert ipsxml.validate(fixtures / "good" / "fault.xml", api="2013-02-15").valid


def test_an_unlisted_fault_code_is_advice_and_a_foreign_attribute_is_allowed(fixtures: Path) -> None:
    document = (fixtures / "good" / "fault.xml").read_bytes()
    document = document.replace(b"10001", b"10999").replace(
        b"<authenticationFault ", b'<authenticationFault xml:lang="en" '
    )

    report = ipsxml.validate(document)

    assert (report.valid, [issue.code for issue in report.issues]) == (True, ["unlisted-value"])
    assert report.fault == ipsxml.Fault(10999, None)


@pytest.mark.parametrize("api", ["reference", "pre-4.0", "2013-02-15"])
def test_a_fault_in_json_is_reported_as_in_xml(api: str, fixtures: Path) -> None:
    content = convert(fixtures / "good" / "fault.xml", api=api).content

    report = ipsxml.validate(content, strict=True)

    constant = "AUTHENTICATION_FAULT_CODE_INVALID_CREDENTIALS"
    assert report == ipsxml.Report(api, "authenticationFault", "1.1", fault=ipsxml.Fault(10001, constant))
    assert render_text(Outcome("-", "valid", report)) == (
        f"-: valid: a fault, authenticationFault 10001 {constant}, SOAP 1.1"
    )


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ({"code": 30001.0}, ipsxml.Fault(30001, "IPS_API_FAULT_CODE_INVALID_PARAMETER")),
        ({"code": 10001}, ipsxml.Fault(10001, None)),
        *(
            ({"code": code}, ipsxml.Fault(None, None))
            for code in ("30001", True, None, 30001.5, 2**31, 10**4000)
        ),
        ({}, ipsxml.Fault(None, None)),
        ([30001], ipsxml.Fault(None, None)),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_fault_in_json_without_a_readable_code_is_a_fault(value: object, fault: ipsxml.Fault) -> None:
    content = json.dumps({"@apiVersion": "2010-01-31", "ipsApiFault": value}).encode()

    assert ipsxml.validate(content).fault == fault


@pytest.mark.parametrize("element", ["authHeader", "stopJobReturn", "noSuchFault"])
def test_other_payloads_in_json_are_not_faults(element: str) -> None:
    content = json.dumps({"@apiVersion": "2010-01-31", element: {}}).encode()

    assert ipsxml.validate(content).fault is None


def test_issues_beyond_the_maximum_are_cut_and_the_report_says_so() -> None:
    document = GOOD.replace("<progress>", "<progress>x").encode()

    all_of_them, few = ipsxml.validate(document), ipsxml.validate(document, max_issues=2)

    assert (len(all_of_them.issues), all_of_them.truncated) == (5, False)
    assert (few.issues, few.truncated) == (all_of_them.issues[:2], True)


def test_a_bad_header_is_an_issue_even_with_a_good_payload(fixtures: Path) -> None:
    document = (fixtures / "good" / "2008-09-10.xml").read_bytes().replace(b"<appName>", b"<appname>", 1)
    document = document.replace(b"</appName>", b"</appname>", 1)

    assert issues_in(ipsxml.validate(document)) == [
        ("unexpected-element", "appname is not expected here; expected appName", "did you mean appName?")
    ]


def test_requesting_an_unknown_version_lists_the_known_ones() -> None:
    with pytest.raises(
        ipsxml.UnknownVersion, match=r"no API version '2013'; known versions: reference, pre-4\.0, 2008"
    ):
        ipsxml.validate(GOOD.encode(), api="2013")


def test_a_maximum_of_zero_issues_is_rejected() -> None:
    with pytest.raises(ValueError, match="max_issues must be 1 or more, not 0"):
        ipsxml.validate(GOOD.encode(), max_issues=0)


def test_the_truth_of_a_report_is_its_validity() -> None:
    assert bool(ipsxml.validate(GOOD.encode())) is True
    assert bool(ipsxml.validate(b"")) is False


def test_lines_are_exact_even_beyond_those_libxml2_counts() -> None:
    before, jobs = GOOD[: GOOD.index("<items>")], GOOD[GOOD.index("<items>") : GOOD.index("</jobArray>")]
    far_down = before + "\n" * 70_000 + jobs
    bad_jobs = jobs.replace("<originalName>winter-catalogue</originalName>\n", "", 1)
    document = far_down + bad_jobs + GOOD[GOOD.index("</jobArray>") :]

    [issue] = ipsxml.validate(document.encode()).issues

    assert (issue.code, issue.line) == ("missing-element", far_down.count("\n") + 1)
