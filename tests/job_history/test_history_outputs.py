"""The complete outputs for the history of the fixtures, and properties of any output."""

import csv
import json
import re
from io import StringIO
from pathlib import Path

import pytest
from history_captures import history_of, job, minutes, page, poll
from rich.cells import cell_len

import ipsxml
from ipsxml.job_history import History, JobTimeline
from ipsxml.job_history.job_choice import SORTS, chosen_jobs, since_when
from ipsxml.job_history.render.history_formats import FORMATS
from ipsxml.job_history.render.history_json import job_content
from ipsxml.job_history.render.text_layout import Look

pytestmark = pytest.mark.usefixtures("in_checkout")
OUTPUTS = Path(__file__).parent / "outputs"


@pytest.fixture(scope="module")
def found() -> History:
    return ipsxml.history(["fixtures/history"])


def rendered(found: History, form: str, look: Look | None = None) -> str:
    return FORMATS[form].render(found, found.jobs, look or Look()) + "\n"


@pytest.mark.parametrize(
    ("name", "form", "look"),
    [
        ("jobs.txt", "text", Look()),
        ("jobs-80.txt", "text", Look(80)),
        ("jobs-40.txt", "text", Look(40, is_ascii=True)),
        ("jobs.json", "json", Look()),
        ("jobs.jsonl", "jsonl", Look()),
        ("jobs.csv", "csv", Look()),
    ],
)
def test_the_history_of_the_fixtures(found: History, name: str, form: str, look: Look) -> None:
    assert rendered(found, form, look).rstrip("\n") == (OUTPUTS / name).read_text("utf-8").rstrip("\n")


@pytest.mark.parametrize("width", [30, 40, 60, 79, 80, 100, 120, 200])
def test_no_line_is_wider_than_the_terminal_in_any_script(width: int) -> None:
    names = ["夜間アップロード" * 8, "설명" * 40, "x" * 200, "\x1b[31m\u202e\n"]
    jobs = [job(name, "WaitingCoordinator", 1_000_000, at=minutes(60 * 24 * 400)) for name in names]
    for each in jobs:
        each.name = each.original_name = each.type = each.progress_message = each.job_handle

    text = rendered(history_of(poll(*jobs, source="夜間アップロード" * 20 + ".xml")), "text", Look(width))

    assert max(cell_len(line) for line in text.splitlines()) <= width
    assert "\x1b" not in text


def test_formats_for_scripts_have_the_same_jobs(found: History) -> None:
    whole = json.loads(rendered(found, "json"))
    lines = [json.loads(line) for line in rendered(found, "jsonl").splitlines()]
    rows = list(csv.DictReader(StringIO(rendered(found, "csv"))))

    assert whole["jobs"] == lines == [job_content(each) for each in found.jobs]
    assert [row["handle"] for row in rows] == [each.handle for each in found.jobs]
    assert [row["outcome"] for row in rows] == [
        each.outcome.text if each.outcome else "" for each in found.jobs
    ]


def test_the_documentation_has_the_table_of_formats() -> None:
    rows = re.findall(r"^\| `([a-z]+)` \| (.*) \|$", Path("docs/jobs.md").read_text("utf-8"), re.MULTILINE)

    assert [row for row in rows if row[0] in FORMATS] == [
        (name, each.about) for name, each in FORMATS.items()
    ]


def test_the_documentation_has_every_key_of_a_job() -> None:
    page = Path("docs/jobs.md").read_text("utf-8")
    rows = re.findall(r"^\| (`.*?`) \|", page[page.index("| key of a job") :], re.MULTILINE)

    assert sorted(key for row in rows for key in re.findall(r"`(\w+)`", row)) == sorted(
        job_content(JobTimeline("j|1"))
    )


def test_csv_has_a_header_even_without_jobs() -> None:
    (header,) = rendered(history_of(), "csv").strip().splitlines()

    assert header.split(",") == list(next(iter(csv.DictReader(StringIO((OUTPUTS / "jobs.csv").read_text())))))


def test_a_history_without_jobs_says_so() -> None:
    assert rendered(history_of(), "text") == "0 jobs; 0 polls\n"


def test_many_remarks_are_cut_in_text() -> None:
    found = history_of(*(page(f"polls/{n}.xml", f"reason {n}") for n in range(12)))

    assert rendered(found, "text").splitlines()[-2:] == [
        "unreadable: polls/9.xml: reason 9",
        "and 2 more remarks; --format json lists them all",
    ]


@pytest.mark.parametrize("sort", SORTS)
def test_jobs_can_be_sorted(found: History, sort: str) -> None:
    jobs = chosen_jobs(found, sort=sort)

    assert [SORTS[sort](each) for each in jobs] == sorted(SORTS[sort](each) for each in found.jobs)
    assert chosen_jobs(found, sort=sort, reverse=True)[0] == max(
        found.jobs, key=lambda each: (SORTS[sort](each), -found.jobs.index(each))
    )


@pytest.mark.parametrize(
    ("states", "names"),
    [
        (["DONE"], ["winter-catalogue"]),
        (["vanished"], ["weekly-publish", "夜間アップロード"]),
        (["Stopping", "New"], ["夜間アップロード", "evening-upload"]),
        (["Failed"], []),
    ],
)
def test_jobs_can_be_selected_by_state(found: History, states: list[str], names: list[str]) -> None:
    assert [each.original_name for each in chosen_jobs(found, states=states)] == names


@pytest.mark.parametrize(
    ("since", "number"),
    [("30s", 2), ("1d", 5), ("2013-03-04T09:50", 3), ("2013-03-04T08:50Z", 3), ("2013-03-05", 0)],
)
def test_jobs_can_be_selected_by_the_time_they_were_last_seen(
    found: History, since: str, number: int
) -> None:
    assert len(chosen_jobs(found, since=since_when(since, found))) == number


def test_an_invalid_time_is_rejected(found: History) -> None:
    with pytest.raises(ValueError, match="'yesterday' is not a time"):
        since_when("yesterday", found)
