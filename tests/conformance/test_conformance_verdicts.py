"""ipsxml, libxml2, xmlschema, and Xerces agree on a sample; ``make conformance`` tries a million."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from deviations import DEVIATIONS, Deviation, without_deviations
from engines import judge_by_libxml2, judge_by_xmlschema, judge_ourselves
from judging import Court
from lexical_texts import TEXTS
from markup import XSI, escape
from mutations import MUTATIONS
from specimens import Specimen, specimen
from surroundings import available_surroundings
from xerces import Xerces, missing_java

import ipsxml
from ipsxml.contract import versions

NEWEST = versions()[-1]
OF_EACH_VERSION = 30
# For each built-in, a document whose only value has that type.
ABOUT_A_VALUE = {
    "xs:string": "<PhotoshopLayerOptions><layerNaming>{}</layerNaming></PhotoshopLayerOptions>",
    "xs:boolean": "<PhotoshopLayerOptions><createTemplate>{}</createTemplate></PhotoshopLayerOptions>",
    "xs:int": "<UnsharpMaskOptions><threshold>{}</threshold></UnsharpMaskOptions>",
    "xs:long": "<ThumbnailOptions><thumbnailTime>{}</thumbnailTime></ThumbnailOptions>",
    "xs:double": "<UnsharpMaskOptions><radius>{}</radius></UnsharpMaskOptions>",
    "xs:dateTime": "<getJobLogsParam><startDate>{}</startDate></getJobLogsParam>",
}


@pytest.fixture(scope="module")
def xerces() -> Iterator[Xerces]:
    missing = missing_java()
    if missing:
        pytest.skip(missing)
    with Xerces() as running:
        yield running


@pytest.fixture(params=["with Xerces", "without"])
def court(request: pytest.FixtureRequest) -> Court:
    running = request.getfixturevalue("xerces") if request.param == "with Xerces" else None
    return Court(running, xmlschema_every=10)


def in_newest(fragment: str) -> bytes:
    """The fragment as a document of the newest version."""
    return re.sub(r"^<(\w+)", rf'<\1 xmlns="{NEWEST.namespace}"', fragment).encode()


@pytest.mark.slow
def test_all_engines_agree_on_documents_and_mutations(court: Court) -> None:
    findings = court.judge(0, range(OF_EACH_VERSION * len(versions())))

    assert "\n".join(map(str, findings.disagreements)) == ""
    assert findings.documents == OF_EACH_VERSION * len(versions())


@pytest.mark.parametrize("builtin", TEXTS)
def test_all_engines_agree_on_every_text_for_a_built_in(court: Court, builtin: str) -> None:
    contents = [in_newest(ABOUT_A_VALUE[builtin].format(escape(text))) for text in TEXTS[builtin]]
    batch = [Specimen(0, number, NEWEST, builtin, (), content) for number, content in enumerate(contents)]

    findings = court.judge_specimens(batch)

    assert "\n".join(map(str, findings.disagreements)) == ""


@pytest.mark.parametrize(
    "deviation", DEVIATIONS, ids=lambda deviation: f"{deviation.engine} {deviation.name}"
)
def test_an_engine_has_each_listed_deviation(deviation: Deviation, request: pytest.FixtureRequest) -> None:
    content = in_newest(deviation.example)

    fixed, names = without_deviations(deviation.engine, content, NEWEST)

    documents = [(NEWEST, content), (NEWEST, fixed)]
    if deviation.engine == "Xerces":
        theirs = request.getfixturevalue("xerces").judge(documents)
    else:
        judge = judge_by_libxml2 if deviation.engine == "libxml2" else judge_by_xmlschema
        theirs = [judge(each, version) for version, each in documents]
    rejects_valid = deviation.fix_place is not None
    assert judge_ourselves(content).is_valid is rejects_valid
    assert [bool(reason) for reason in theirs] == [rejects_valid, not rejects_valid]
    assert names == {deviation.name}


@pytest.mark.slow
def test_the_command_judges_in_all_surroundings_without_disagreement() -> None:
    command = [sys.executable, str(Path(__file__).parent), "--documents", "64", "--processes", "1"]

    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)  # noqa: S603 - our own command

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("64 documents,")
    assert [name for name in available_surroundings() if f"  {name}: " not in done.stdout] == []
    assert done.stdout.endswith("disagreements: 0\n")


def test_every_deviation_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "conformance.md").read_text("utf-8")

    rows = [f"| {each.engine} | {each.name} | {each.clause} |" for each in DEVIATIONS]

    assert [row for row in rows if row not in page] == []


@pytest.mark.parametrize(
    ("content", "is_valid"),
    [
        ("<taskProgressArray><items/></taskProgressArray>", False),
        ("<taskProgressArray>{0}{1}</taskProgressArray>", True),
        ("<taskProgressArray>{0}{1}{0}</taskProgressArray>", False),
        ("<taskProgressArray>{1}{1}{0}{0}</taskProgressArray>", False),
    ],
)
def test_items_with_two_names_must_be_in_schema_order(content: str, *, is_valid: bool) -> None:
    # The space around the dateTime keeps libxml2 from accepting the document at once.
    members = (
        "<taskType/><numProcessed>1</numProcessed><numProcessing>1</numProcessing><numPending>1</numPending>"
        "<progress>1</progress><progressMessage/><taskItemProgressArray/>"
        "<lastProgressUpdate> 2011-03-30T14:32:08 </lastProgressUpdate>"
    )
    items = [f"<{name}>{members}</{name}>" for name in ("items", "item")]

    ours = judge_ourselves(content.format(*items).encode())

    assert (ours.is_valid, ours.contradictions) == (is_valid, ())


@pytest.mark.parametrize("space", ["\u00a0", "\u3000", "\u0085", "\u2028"])
def test_unicode_only_white_space_between_elements_is_text(space: str) -> None:
    ours = judge_ourselves(in_newest(f"<activeJobArray>{space}</activeJobArray>"))

    assert (
        ours.reason
        == "unexpected-text: text is not allowed in activeJobArray, which may contain only elements"
    )


@pytest.mark.parametrize(
    ("text", "is_valid"),
    [
        ("2011-03-30T24:00:00." + "0" * 60, True),
        ("2011-03-30T24:00:00." + "0" * 60 + "1", False),
        ("2011-03-30T14:32:59." + "9" * 30, True),
        ("2011-03-30T14:32:59." + "9" * 5000, True),
        ("2011-03-30T24:00:00.000000001", False),
    ],
)
def test_every_digit_of_a_fraction_of_a_second_counts(text: str, *, is_valid: bool) -> None:
    ours = judge_ourselves(in_newest(ABOUT_A_VALUE["xs:dateTime"].format(text)))

    assert (ours.is_valid, ours.contradictions) == (is_valid, ())


def test_a_document_is_reproducible_from_its_seed_and_number() -> None:
    documents = [specimen(1, number) for number in range(100)]

    assert [specimen(1, number) for number in range(100)] == documents
    assert len({each.content for each in documents}) > 90
    assert specimen(2, 0) != specimen(1, 0)


def test_documents_cover_every_version_and_mutation() -> None:
    documents = [specimen(0, number) for number in range(1000)]

    assert {each.made_for for each in documents} == set(versions())
    assert {name for each in documents for name in each.mutations} == set(MUTATIONS)
    unchanged = [each for each in documents if not each.mutations]
    assert all(judge_ourselves(each.content).is_valid for each in unchanged[:50])
    assert len(unchanged) > 50


@pytest.mark.parametrize(
    "plain", ["<items>a</items>", f'<items xmlns:xsi="{XSI}" xsi:schemaLocation="">a</items>']
)
@pytest.mark.parametrize(
    "last", ['<items a="1"/>', "<items><b/></items>", "<other/>", "x", "<items/><items><!-- --></items>"]
)
def test_the_last_item_of_a_long_array_is_validated_like_the_first(plain: str, last: str) -> None:
    array = "<handleArray>{}</handleArray>"

    verdicts = [judge_ourselves(in_newest(array.format(items))) for items in (last, plain * 400 + last)]

    assert verdicts[0].is_valid == verdicts[1].is_valid == last.startswith("<items/>")
    assert [each.contradictions for each in verdicts] == [(), ()]


def test_an_xsi_type_may_use_a_second_prefix_for_its_namespace() -> None:
    # The unlisted sort direction keeps libxml2 from accepting the document at once.
    array = f'<logTypeArray xmlns:xsi="{XSI}" xmlns:o="{NEWEST.namespace}" xsi:type=" o:StringArray "/>'
    fragment = (
        "<getJobLogDetailsParam><companyHandle/>{}<sortDirection>up</sortDirection></getJobLogDetailsParam>"
    )

    ours = judge_ourselves(in_newest(fragment.format(array)))

    assert (ours.reason, ours.contradictions) == ("", ())


@pytest.mark.parametrize("foreign", [0, 5, 19, 20, 400])
def test_an_own_attribute_among_many_foreign_ones_is_an_error(foreign: int) -> None:
    family = "http://www.scene7.com/IpsApi/xsd"
    attributes = "".join(f' p:a{number}="1"' for number in range(foreign))
    start = f'<authenticationFault xmlns="{family}" xmlns:p="urn:p" xmlns:t="{family}"{attributes}'

    verdicts = [
        judge_ourselves(f"{start}{wrong}><code>10001</code><reason/></authenticationFault>".encode())
        for wrong in ("", ' t:bad="1"')
    ]

    assert [each.is_valid for each in verdicts] == [True, False]
    assert verdicts[1].reason == "unexpected-attribute: the attribute t:bad is not allowed here"


def test_a_member_after_many_unknown_elements_is_not_missing() -> None:
    unknown = "".join(f"<x{number}/>" for number in range(1000))
    members = "<companyHandle/><jobHandle/>"

    report = ipsxml.validate(in_newest(f"<stopJobParam>{unknown}{members}</stopJobParam>"), max_issues=2000)

    assert {issue.code for issue in report.issues} == {"unexpected-element"}


def test_an_xsi_type_on_an_element_in_another_namespace_is_an_error() -> None:
    # The element's default namespace hides that of the contract, which only has the prefix o here.
    stray = f'<createTemplate xmlns="urn:x" xmlns:xsi="{XSI}" xmlns:o="{NEWEST.namespace}" xsi:type="o:a"/>'

    ours = judge_ourselves(in_newest(f"<PhotoshopLayerOptions>{stray}</PhotoshopLayerOptions>"))

    assert (ours.reason.partition(":")[0], ours.contradictions) == ("unexpected-attribute", ())
