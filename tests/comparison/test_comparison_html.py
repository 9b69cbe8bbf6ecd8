"""The HTML page: its content, and its layout in Chromium."""

import re
from collections.abc import Iterable
from typing import Any

import pytest
from comparison_pairs import NEWEST, document, handles, job, response, task
from in_chromium import measured_in_chromium
from lxml import html

from benchmarks.documents import response as response_of_jobs
from ipsxml.codec import Document
from ipsxml.comparison import compare, diff, rules_of
from ipsxml.comparison.render.html import render_html
from ipsxml.contract import family, version_named
from ipsxml.printable_text import printable

NAMES = ("monday.xml", "tuesday.xml")
WIDTHS = (1280, 400)  # CSS pixels
HOSTILE = "<script>alert(1)</script>&\"'</style>"
LONG_URL = "https://assets.example.com/" + "a" * 400 + "/coat.tif"

MEASURE = """() => ({
  changed: all("main tr[class]", row => row.checkVisibility() ? height(row) : 0),
  folded: all("details:not([open]) > :not(summary)", inner => inner.checkVisibility()),
  beyondSummary: all("details:not([open])", fold => height(fold) - height(fold.querySelector("summary"))),
  columns: [...new Set(all("main tr[class] > td:nth-child(2)", cell =>
    Math.round(cell.getBoundingClientRect().left)))],
  colors: [...new Set(all("main tr.changed > td", cell => getComputedStyle(cell).backgroundColor))],
})"""


def page_of(old: bytes, new: bytes, **options: Any) -> html.HtmlElement:
    return html.document_fromstring(render_html(diff(old, new, **options), NAMES))


def texts(elements: Iterable[html.HtmlElement]) -> list[str]:
    return [element.text_content() for element in elements]


def marked_rows(page: html.HtmlElement) -> list[tuple[str, ...]]:
    """The marked rows of the documents: class, sign and name, old text, new text."""
    return [(row.get("class", ""), *texts(row)) for row in page.xpath("//main//tbody/tr[@class]")]


def summaries(page: html.HtmlElement, kind: str) -> list[str]:
    """The summaries of the closed folds or groups, with parts separated by bars."""
    found = page.xpath(f"//main//details[contains(@class, '{kind}') and not(@open)]/summary")
    return [" | ".join(summary.itertext()) for summary in found]


def test_a_changed_field_is_marked_on_both_sides_with_its_sign() -> None:
    page = page_of(
        response(job("j|1", progress=10, state="WaitingCoordinator")),
        response(job("j|1", progress=42, state="Running")),
    )
    assert marked_rows(page) == [
        ("changed", "~state", "WaitingCoordinator", "Running"),
        ("changed", "~progress", "10%", "42%"),
    ]
    assert texts(page.xpath("//main//del")) == ["WaitingCoordinator", "10%"]
    assert texts(page.xpath("//main//ins")) == ["Running", "42%"]
    assert page.xpath("//main//tr//span[@class='sign']/@aria-label") == ["changed", "changed"]


def test_a_later_time_is_shown_with_the_differing_part_emphasized() -> None:
    page = page_of(
        response(job("j|1", lastProgressUpdate="2013-05-01T00:00:08Z")),
        response(job("j|1", lastProgressUpdate="2013-05-01T00:00:20.5Z")),
    )
    assert texts(page.xpath("//main//small")) == ["12.5 s later"]
    assert texts(page.xpath("//main//*[self::del or self::ins]/b")) == ["08", "20.5"]


def test_unchanged_parts_are_in_closed_folds_with_summaries() -> None:
    old = job("j|1", progress=1, taskProgressArray=[task("A"), task("B")])
    names = [name for name in family().types["ActiveJob"].members if name in old]
    page = page_of(response(old), response({**old, "progress": 2}))
    assert summaries(page, "fold") == [
        f"11 unchanged fields | {', '.join(names[:11])}",
        "2 unchanged fields | progressMessage, lastProgressUpdate",
    ]
    assert summaries(page, "group") == [
        "taskProgressArray | unchanged, 2 items",
        "A | unchanged, 9 fields",
        "B | unchanged, 9 fields",
    ]
    unmarked = page.xpath("//main//tbody/tr[not(@class)]")
    assert [row for row in unmarked if not row.xpath("ancestor::details[not(@open)]")] == []


def test_fields_are_shown_in_wire_order() -> None:
    old = job("j|1", description="first")
    page = page_of(response(old), response({**old, "description": "second"}))
    names = [name.removeprefix("~") for name in texts(page.xpath("//main//tbody//th"))]
    assert names == [name for name in family().types["ActiveJob"].members if name in old]


def test_added_and_removed_jobs_have_one_empty_side() -> None:
    page = page_of(response(job("j|1")), response(job("j|2")))
    rows = marked_rows(page)
    old_sides = {row[2] for row in rows if row[0] == "added"}
    new_sides = {row[3] for row in rows if row[0] == "removed"}
    assert (len(rows), old_sides, new_sides) == (30, {""}, {""})
    heads = [" | ".join(head.itertext()) for head in page.xpath("//main//h2/..")]
    assert heads == [
        "j|1_name | Running | - |  removed | 15 fields",
        "j|2_name | Running | + |  added | 15 fields",
    ]


def test_a_moved_job_shows_its_positions_and_is_closed_if_unchanged() -> None:
    one, two, three = job("j|1"), job("j|2"), job("j|3")
    page = page_of(response(one, two, three), response(three, one, two))
    assert (
        summaries(page, "job")[0]
        == "j|3_name | Running | > |  moved from position 3 to 1 | unchanged, 15 fields"
    )


def test_the_state_of_a_job_is_shown_before_and_after() -> None:
    page = page_of(response(job("j|1", state="WaitingCoordinator")), response(job("j|1")))
    assert texts(page.xpath("//main//h2/..")) == [
        "j|1_nameWaitingCoordinator → Running~ changed1 change",
    ]


def test_unchanged_jobs_in_a_row_are_one_fold() -> None:
    jobs = [job(f"j|{number}") for number in range(100)]
    page = page_of(response(*jobs), response({**jobs[0], "progress": 11}, *jobs[1:]))
    assert [text for text in summaries(page, "fold") if "jobs" in text] == ["99 unchanged jobs"]


def test_a_page_about_very_many_jobs_has_every_change() -> None:
    jobs = [job(f"j|{number}") for number in range(1000)]
    changed = [{**each, "progress": 11} if number % 2 else each for number, each in enumerate(jobs[:-1])]
    page = page_of(response(*jobs), response(*changed))
    assert marked_rows(page) == [("changed", "~progress", "10%", "11%")] * 499
    assert texts(page.xpath("//main//*[contains(@class, 'job removed')]")) == [
        "j|999_nameRunning- removed15 fields"
    ]


def test_a_page_about_two_thousand_jobs_has_at_most_four_megabytes() -> None:
    old = response_of_jobs(2000)
    jobs = old.split(b"<jobHandle>")
    changed = [
        re.sub(rb"<progress>(\d)", rb"<progress>1\1", each) if number % 20 < 13 else each
        for number, each in enumerate(jobs)
    ]
    found = diff(old, b"<jobHandle>".join(changed))

    assert len(found.summary) == 1300
    assert len(render_html(found, NAMES).encode()) <= 4_000_000


def test_the_page_says_how_many_values_are_left_out() -> None:
    jobs = [job(f"j|{number}") for number in range(1000)]
    page = page_of(response(*jobs), response({**jobs[0], "progress": 11}, *jobs[1:]))
    assert texts(page.xpath("//p[@class='left-out']")) == [
        "Besides the changes, this page shows up to 5,000 values; 13,986 more are left out.",
        "999 unchanged jobs",
    ]


def test_excluded_differences_are_neither_marked_nor_called_unchanged() -> None:
    old, new = job("j|1", progress=1, totalSize=1), job("j|1", progress=2, totalSize=2)
    page = page_of(response(old), response(new, job("j|2")), only=["jobArray[j|1].progress"])
    assert marked_rows(page) == [("changed", "~progress", "1%", "2%")]
    assert "11 fields without relevant changes" in summaries(page, "fold")[0]
    assert summaries(page, "job") == ["j|2_name | Running | no relevant change, 15 fields"]


def test_strings_of_an_array_are_rows() -> None:
    page = page_of(handles("a", "b", "c"), handles("a", "c", "d"))
    assert marked_rows(page) == [("removed", "-item 2", "b", ""), ("added", "+item 3", "", "d")]


def test_the_header_names_both_sources_and_counts_the_changes() -> None:
    page = page_of(
        response(job("j|1"), job("j|2")), response(job("j|2", progress=11), job("j|3"), job("j|4"))
    )
    assert page.findtext(".//title") == "monday.xml → tuesday.xml"
    assert texts(page.xpath("//p[@class='outcome']/*")) == [
        "4 changes: ",
        "2 added, 1 removed, 1 changed",
        "4 jobs: ",
        "1 changed, 2 appeared, 1 vanished",
    ]
    assert [texts(row) for row in page.xpath("//header//tr")] == [
        ["Document", "Old", "New"],
        ["Source", "monday.xml", "tuesday.xml"],
        ["Payload", "getActiveJobsReturn", "getActiveJobsReturn"],
        ["API version", "2013-02-15", "2013-02-15"],
        ["SOAP version", "no envelope", "no envelope"],
    ]


def test_a_different_api_version_is_marked_in_the_header() -> None:
    value: dict[str, Any] = {"jobHandle": "j|7"}
    page = page_of(
        document("submitJobReturn", value, version_named("2010-01-31")), document("submitJobReturn", value)
    )
    changed = page.xpath("//header//tr[@class='changed']")
    assert [texts(row) for row in changed] == [["~API version", "2010-01-31", "2013-02-15"]]


def test_payloads_of_different_kinds_are_shown_as_removed_and_added() -> None:
    page = page_of(handles("a"), document("submitJobReturn", {"jobHandle": "j|7"}))
    assert marked_rows(page) == [("removed", "-item 1", "a", ""), ("added", "+jobHandle", "", "j|7")]
    assert [texts(row) for row in page.xpath("//header//tr[@class='changed']")] == [
        ["~Payload", "handleArray", "submitJobReturn"]
    ]


def test_a_page_without_differences_says_so_and_is_folded() -> None:
    page = page_of(response(job("j|1")), response(job("j|1")))
    assert page.xpath("string(//p[@class='outcome'])") == "No difference."
    assert page.xpath("//details[@open] | //main//tr[@class] | //ul[@class='legend']") == []


def test_markup_in_a_document_is_shown_as_text() -> None:
    old, new = job("j|1", progressMessage="", name=HOSTILE), job("j|1", progressMessage=HOSTILE, name=HOSTILE)
    found = diff(response(old), response(new))
    page = html.document_fromstring(render_html(found, (HOSTILE, HOSTILE)))
    assert texts(page.xpath("//main//ins")) == [HOSTILE]
    assert texts(page.xpath("//main//h2")) == [HOSTILE]
    assert page.findtext(".//title") == f"{HOSTILE} → {HOSTILE}"
    assert page.xpath("//script") == []


def test_the_page_loads_nothing_and_runs_no_scripts() -> None:
    page = page_of(response(job("j|1", name=LONG_URL)), response(job("j|1", name="b")))
    assert page.xpath("//script | //link | //iframe | //img | //@src | //@href | //@style") == []
    attributes = {name for element in page.iter("*") for name in element.attrib}
    assert [name for name in attributes if name.startswith("on")] == []
    assert "url(" not in page.findtext(".//style", "")
    assert page.get("lang") == "en"
    assert page.xpath("//meta/@charset") == ["utf-8"]


def test_text_in_many_scripts_is_unchanged() -> None:
    page = page_of(
        response(job("j|1", name="冬のカタログ　一", description="カタログ")),
        response(job("j|1", name="冬のカタログ　一", description="目錄 목록 قائمة 🧥")),
    )
    assert texts(page.xpath("//main//h2")) == ["冬のカタログ　一"]
    assert texts(page.xpath("//main//ins")) == ["目錄 목록 قائمة 🧥"]


def test_invisible_and_invalid_characters_are_escaped() -> None:
    unseen = "\x00\x1f\ud800\ufffe\u202e\xa0"
    old, new = (Document({"jobHandle": text}, NEWEST.name, "submitJobReturn") for text in ("a", unseen))
    page = html.document_fromstring(render_html(compare(old, new, rules_of()), (unseen, "b")))
    assert texts(page.xpath("//main//ins")) == [printable(unseen)]


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, Any]]:
    """Measurements of a page in Chromium at each width."""
    page = render_html(diff(*real_documents()), NAMES)
    return measured_in_chromium(page, WIDTHS, MEASURE, tmp_path_factory.mktemp("browser"))


def real_documents() -> tuple[bytes, bytes]:
    """Two responses with every kind of change, including deep and long values."""
    items = [{"itemName": f"{n}.tif", "progress": 0.5, "progressMessage": "Reading"} for n in range(3)]
    items = [{**item, "lastProgressUpdate": "2013-05-01T00:00:08Z"} for item in items]
    changed_items = [{**items[1], "progress": 0.75}, items[0], items[2]]
    still = [job(f"j|{n}") for n in range(5)]
    old = job(
        "j|a",
        name="冬のカタログ",
        taskProgressArray=[task("com.example.Upload", taskItemProgressArray=items)],
    )
    new = {
        **old,
        "progress": 57,
        "progressMessage": LONG_URL,
        "taskProgressArray": [task("com.example.Upload", taskItemProgressArray=changed_items)],
    }
    gone, come = job("j|gone"), job("j|come", name=LONG_URL)
    return response(old, gone, *still), response(*still[::-1], come, new)


@pytest.mark.parametrize("width", WIDTHS)
def test_in_a_browser_changes_are_visible_and_the_rest_is_folded(
    measured: dict[int, dict[str, Any]], width: int
) -> None:
    found = measured[width]
    assert min(found["changed"]) > 10
    assert set(found["folded"]) == {False}
    assert max(found["beyondSummary"]) <= 2  # the height of its borders
    assert len(found["colors"]) == 2


@pytest.mark.parametrize("width", WIDTHS)
def test_in_a_browser_nothing_is_wider_than_the_window(
    measured: dict[int, dict[str, Any]], width: int
) -> None:
    assert measured[width]["overflow"] == 0


def test_in_a_browser_columns_are_aligned_at_any_depth(
    measured: dict[int, dict[str, Any]],
) -> None:
    lefts = measured[1280]["columns"]
    assert max(lefts) - min(lefts) <= 2
