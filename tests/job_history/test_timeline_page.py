"""The content of the timeline page."""

import re
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from any_timelines import HOSTILE, JOBS, UNSEEN
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from timeline_samples import FIXTURES, at, items, job, page_of, polled, task, texts

from ipsxml import JobTimeline, history
from ipsxml.job_history import Asked, ItemTimeline, LogEntry, Outcome, ProgressSeen, StateSeen
from ipsxml.printable_text import printable


def lanes(page: html.HtmlElement, css: str) -> list[str]:
    return [str(style) for style in page.xpath(f"//*[@class='{css}']/@style")]


def test_a_row_summarizes_a_job() -> None:
    running = job("j|1", 0, 10, message="Busy", tasks=(task("A"), task("B", state="Done")))
    done = job("j|2", 5, 5.5, outcome=Outcome("done", "done, 1 error"), percent=100)
    assert texts(page_of(running, done).xpath("//li/details/summary")) == [
        "j|1 name Running 40% from 12:00:00 UTC for 10 min 1 of 2 tasks UrlUpload · Busy NewRunning",
        "j|2 name done 100% from 12:05:00 UTC took 30 s UrlUpload · done, 1 error NewRunning✓",
    ]


def test_a_lane_is_placed_in_percent_of_the_total_time() -> None:
    page = page_of(job("j|1", 0, 100), job("j|2", 50, 60, outcome=Outcome("vanished", "vanished at 40%")))
    assert lanes(page, "life") == ["left:0%;width:100%", "left:50%;width:10%"]
    assert lanes(page, "bar new") == ["left:0%;width:50%", "left:50%;width:5%"]
    assert lanes(page, "bar running") == ["left:50%;width:50%", "left:55%;width:5%"]
    assert lanes(page, "end vanished") == ["left:60%"]
    assert page.xpath("//*[@class='lane']/@aria-hidden") == ["true", "true"]


def test_progress_is_a_curve() -> None:
    steps = tuple(ProgressSeen(at(minute), percent) for minute, percent in ((0, 0), (5, 80), (10, 100)))
    page = page_of(job("j|1", 0, 10, progress=steps))
    assert page.xpath("//*[@class='life']/i/@style") == [
        "clip-path:polygon(0% 100%,50% 20%,100% 0%,100% 100%)"
    ]


def test_a_job_known_only_from_a_log_has_a_lane() -> None:
    logged = JobTimeline("j|1", started=at(0), ended=at(10), outcome=Outcome("failed", "failed"))
    page = page_of(logged, job("j|2", 0, 20))
    assert lanes(page, "bar failed") == ["left:0%;width:50%"]
    assert texts(page.xpath("//*[@class='bar failed']")) == ["failed"]


def test_a_job_far_away_in_time_does_not_squeeze_the_others() -> None:
    jobs = [job(f"j|{number}", number, number + 5) for number in range(10)]
    page = page_of(job("j|old", -100_000, -99_000), *jobs)
    assert lanes(page, "before") == ["left:0%"]
    assert lanes(page, "life")[1] == "left:0%;width:35.71%"


def test_details_show_the_states_with_times_and_progress() -> None:
    page = page_of(job("j|1", 0, 10))
    assert texts(page.xpath("//h4[.='States']/following-sibling::ol[1]/li")) == [
        "New 12:00:00 UTC 0%",
        "Running 12:05:00 UTC to 12:10:00 UTC 40%",
    ]
    assert page.xpath("//h4[.='States']/following-sibling::ol[1]//time/@datetime") == [
        "2013-05-01T12:00:00+00:00",
        "2013-05-01T12:05:00+00:00",
        "2013-05-01T12:10:00+00:00",
    ]


def test_details_show_the_tasks_with_their_items() -> None:
    states = (StateSeen("New", at(0), at(0)), StateSeen("Processing", at(1), at(1)))
    page = page_of(job("j|1", tasks=(task("com.example.Upload", *items(1), message="Busy", states=states),)))
    (line,) = page.xpath("//h4[.='Tasks']/following-sibling::ol[1]/li")
    expected = "com.example.Upload Processing 25% 2 done, 1 in progress, 3 waiting reported 12:01:00 UTC Busy"
    assert texts([line])[0].startswith(expected)
    assert texts(line.xpath("p")) == ["New from 12:00:00 UTC; Processing from 12:01:00 UTC"]
    assert texts(line.xpath("details")) == ["1 item 0.tif 50% reported 12:01:00 UTC Reading"]


def test_items_beyond_a_hundred_are_counted() -> None:
    page = page_of(job("j|1", tasks=(task("A", *items(130)),)))
    assert len(page.xpath("//ol/li/details/ol/li")) == 100
    assert texts(page.xpath("//li//p[@class='left-out']")) == ["30 more not shown"]
    assert texts(page.xpath("//header/p[@class='left-out']")) == [
        "To limit the size of this page, it does not show 30 task items."
    ]


def test_details_show_the_identity_and_the_log_of_a_job() -> None:
    entries = (
        LogEntry(at(1), "UploadWarning", "coat.tif is large", "coat.tif"),
        LogEntry(at(2), "UploadError", "hat.tif is empty", None),
    )
    page = page_of(
        job("j|1", user="me@example.com", company="c|7", asked=(Asked(at(0), "submit"),), entries=entries),
        job("j|2", company="c|8", outcome=Outcome("failed", "failed with a fatal error, 1 error")),
    )
    assert texts(page.xpath("//dl")[0]) == [
        "Handle j|1",
        "Company c|7",
        "Submitted by me@example.com",
        "Estimated time left 15 min",
        "Last report 12:10:00 UTC",
        "Requested submit 12:00:00 UTC",
    ]
    assert texts(page.xpath("//summary/small")) == [
        "UrlUpload · hat.tif is empty",
        "UrlUpload · failed with a fatal error, 1 error",
    ]
    assert texts(page.xpath("//table//tr")) == [
        "Severity Time Type Asset Message",
        "warning 12:01:00 UTC UploadWarning coat.tif coat.tif is large",
        "error 12:02:00 UTC UploadError hat.tif is empty",
    ]


def test_the_header_counts_the_jobs_and_mentions_others() -> None:
    found = history([FIXTURES / "diff"])
    page = page_of(*found.jobs[:3], of=found)
    assert page.findtext(".//title") == "Jobs over time, 4 Mar 2013"
    assert texts(page.xpath("//header/p")) == [
        "3 of 6 jobs: 1 vanished, 1 done, 1 Running",
        "3 polls from 4 Mar 2013 09:31:00 to 4 Mar 2013 09:35:02, 4 min 2 s Times: UTC+01:00 Company: c|7",
    ]


def test_gaps_and_faults_are_marked_and_listed(tmp_path: Path) -> None:
    found = polled(tmp_path)
    page = page_of(*found.jobs, of=found)
    assert texts(page.xpath("//h2 | //*[@class='about']"))[:2] == [
        "3 remarks",
        "1 fault, 1 invalid capture, 1 gap",
    ]
    assert len(page.xpath("//header//table//tbody/tr")) == 3
    marks = re.findall(r"--marks:(.*?)}", page.findtext(".//style", ""))[0]
    assert (marks.count("var(--gap)"), marks.count("var(--fault)")) == (1, 2)
    assert {"gap: no polls", "fault or invalid capture"} <= {*texts(page.xpath("//ul/li"))}


def test_filters_are_labeled_check_boxes_in_a_named_group() -> None:
    jobs = [job(f"j|{number}", company=f"c|{number % 2}") for number in range(4)]
    page = page_of(*jobs, job("j|4", company="c|1", outcome=Outcome("done", "done")))
    assert texts(page.xpath("//legend")) == ["Outcome or state", "Company"]
    assert texts(page.xpath("//label[input]")) == ["Running 4", "done 1", "c|1 3", "c|0 2"]
    assert page.xpath("//input/@type") == ["checkbox"] * 4
    assert texts(page.xpath("//button[@type='reset']")) == ["Show all"]
    assert page.xpath("//li[contains(@class, 'job')]/@class")[-1] == "job s1 c0"


def test_there_is_no_filter_for_a_single_value() -> None:
    assert page_of(job("j|1"), job("j|2")).xpath("//form | //p[@class='shown']") == []


def test_a_filter_with_many_values_has_one_box_for_the_rest() -> None:
    page = page_of(*(job(f"j|{number}", company=f"c|{number}") for number in range(40)))
    labels = texts(page.xpath("//label"))
    assert (len(labels), labels[-1]) == (16, "25 others 25")


def test_any_text_is_shown_as_text() -> None:
    hostile = HOSTILE + UNSEEN + "x" * 10_000
    entry = LogEntry(at(0), hostile, hostile, hostile)
    item = ItemTimeline(hostile, 0.5, hostile, at(0))
    states = (StateSeen(hostile, at(0), at(1)),)
    tasks = (task(hostile, item, state=hostile, message=hostile, states=states * 2),)
    names = ("name", "original_name", "type", "company", "user", "state", "message")
    facts: dict[str, Any] = dict.fromkeys(names, hostile)
    facts |= {"tasks": tasks, "entries": (entry,), "states": states, "asked": (Asked(at(0), hostile),)}
    page = page_of(job(hostile, **facts), job("j|2"))
    whole = HOSTILE + printable(UNSEEN) + "x" * 10_000
    assert page.xpath("//script") == []
    assert [text for text in page.itertext() if "\u202e" in text or "\x1f" in text] == []
    for fact in ("Name", "Handle", "Type", "Message", "Submitted by", "Company"):
        assert page.xpath("string(//dt[normalize-space()=$name]/following-sibling::dd)", name=fact) == whole
    assert len(page.xpath("//h3")[0].text) < 200


def test_the_page_is_self_contained_and_runs_no_scripts(tmp_path: Path) -> None:
    found = polled(tmp_path)
    page = page_of(*found.jobs, of=found)
    assert page.xpath("//script | //link | //iframe | //img | //@src | //@href | //@action") == []
    attributes = {name for element in page.iter("*") for name in element.attrib}
    assert [name for name in attributes if name.startswith("on")] == []
    assert "url(" not in page.findtext(".//style", "")
    assert page.xpath("//meta[@http-equiv]/@content") == ["default-src 'none'; style-src 'unsafe-inline'"]
    assert page.get("lang") == "en"


def test_headings_skip_no_level(tmp_path: Path) -> None:
    found = polled(tmp_path)
    levels = [int(head.tag[1]) for head in page_of(*found.jobs, of=found).xpath("//h1|//h2|//h3|//h4")]
    assert [after for before, after in pairwise(levels) if after > before + 1] == []


def test_every_job_of_a_series_is_on_the_page(tmp_path: Path) -> None:
    found = polled(tmp_path)
    page = page_of(*found.jobs, of=found)
    assert texts(page.xpath("//h3")) == [each.title for each in found.jobs]
    assert texts(page.xpath("//summary/b")) == [each.status for each in found.jobs]
    assert texts(page.xpath("//dt[normalize-space()='Handle']/following-sibling::dd")) == [
        each.handle for each in found.jobs
    ]
    kinds = [kind.type for each in found.jobs for kind in each.tasks]
    assert texts(page.xpath("//h4[.='Tasks']/following-sibling::ol[1]/li/b[1]")) == kinds


def test_times_without_an_offset_are_shown_unchanged() -> None:
    page = page_of(job("j|1", started=datetime(2013, 5, 1, 9), first_seen=None, last_update=None))
    assert "from 09:00:00" in texts(page.xpath("//*[@class='facts']/span"))


def test_days_are_shown_if_there_are_several() -> None:
    page = page_of(job("j|1", 0, 60 * 30))
    assert "from 1 May 12:00:00 UTC" in texts(page.xpath("//*[@class='facts']/span"))
    assert texts(page.xpath("//*[@class='plot']//b")) == ["1 May", "2 May"]


def test_without_a_time_there_are_rows_without_lanes() -> None:
    page = page_of(JobTimeline("j|1", state="Running", states=(StateSeen("Running", None, None),)))
    assert texts(page.xpath("//em")) == ["No times are known."]
    assert texts(page.xpath("//*[@class='facts']/span"))[1] == "time unknown"
    assert page.xpath("//*[@class='lane empty']/*") == []


def test_a_single_moment_makes_a_page() -> None:
    page = page_of(job("j|1", 0, 0, progress=(ProgressSeen(at(0), 40),)))
    assert lanes(page, "life") == ["left:50%;width:0%"]
    assert len(page.xpath("//*[@class='plot']/i")) > 3


def test_a_page_without_jobs_says_so() -> None:
    assert texts(page_of().xpath("//header/p")) == [
        "No jobs in these captures.",
        "0 polls Times: offset unknown",
    ]
    assert page_of().xpath("//main/*") == []
    found = history([FIXTURES / "diff"])
    assert texts(page_of(of=found).xpath("//header/p/strong")) == ["No jobs to show."]


@given(jobs=st.lists(JOBS, max_size=3))
def test_any_history_makes_a_page(jobs: list[JobTimeline]) -> None:
    page = page_of(*jobs)
    assert len(page.xpath("//summary/h3")) == len(jobs)
    assert page.xpath("//script") == []
