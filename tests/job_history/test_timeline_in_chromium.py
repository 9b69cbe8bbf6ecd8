"""The timeline page in Chromium: at two widths, filtered, opened, and with thousands of jobs."""

import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from in_chromium import CHROMIUM, measured_in_chromium
from timeline_samples import items, job, polled, task

from benchmarks.documents import response
from ipsxml import History, history
from ipsxml.job_history import Outcome
from ipsxml.job_history.render.timeline_page import render_page
from ipsxml.web_page import style_sheet

WIDTHS = (1400, 360)  # CSS pixels
STATES = (b"New", b"Running", b"Running", b"Done")

MEASURE = """() => {
  const seen = () => all(".job", job => job.checkVisibility() ? job.querySelector("h3").textContent : null)
    .filter(Boolean);
  const filters = {};
  for (const input of page.querySelectorAll("input")) {
    input.click();
    filters[input.labels[0].textContent.trim()] = seen();
    input.click();
  }
  const first = page.querySelector(".job details");
  first.open = true;
  const colors = all("summary > b", badge => getComputedStyle(badge).backgroundColor);
  return {
    filters, seen: seen(), colors: [...new Set(colors)].length,
    bars: all(".life, .bar", bar => bar.getBoundingClientRect().width),
    lanes: all(".lane", lane => lane.getBoundingClientRect().left),
    names: all("h3", name => name.getBoundingClientRect().right),
    opened: height(first.querySelector(".more")),
    focusable: all("summary, input, button", each => each.tabIndex),
    wide: root.scrollWidth - root.clientWidth,
  };
}"""


def many_jobs(directory: Path) -> History:
    """Two thousand jobs in six polls, with different progress and states."""
    base = response(2000)
    for poll in range(6):
        states = iter([STATES[(poll + number % 3) // 2] for number in range(2000)])
        body = re.sub(rb"(?<=<state>)Running", lambda _: next(states), base)  # noqa: B023
        body = re.sub(rb"(?<=<progress>)\d\d?\d?(?=<)", str(poll * 20).encode(), body)
        head = b"HTTP/1.1 200 OK\r\nDate: Mon, 27 May 2013 10:%02d:00 GMT\r\nContent-Type: text/xml\r\n\r\n"
        (directory / f"{poll}.http").write_bytes(head % poll + body)
    return history([directory])


@pytest.mark.slow
def test_two_thousand_jobs_fit_in_four_megabytes_and_render_in_seconds(tmp_path: Path) -> None:
    found = many_jobs(tmp_path)
    page = render_page(found, found.jobs)
    assert len(found.jobs) == 2000
    assert len(page.encode()) <= 4_000_000
    assert page.count("UploadAsyncTaskMonitor") == 2000
    if CHROMIUM is not None:
        begin = time.monotonic()
        measured = measured_in_chromium(page, (1400,), "() => ({jobs: all('.job', height).length})", tmp_path)
        assert measured[1400] == {"overflow": 0, "jobs": 2000}
        assert time.monotonic() - begin < 10  # including the start of Chromium


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, Any]]:
    """The layout of a page in Chromium at each width."""
    found = polled(tmp_path_factory.mktemp("polls"))
    short = job("j|short", 0, 1 / 60, company="c|8", outcome=Outcome("failed", "failed"))
    long = job("j|long", 0, 60 * 72, company="c|7", name="冬のカタログ" * 40, message="https://" + "a" * 400)
    done = replace(long, handle="j|done", name="x" * 500, outcome=Outcome("done", "done"))
    jobs = [short, long, replace(done, tasks=(task("com.example." + "A" * 90, *items(3)),))]
    page = render_page(found, jobs)
    return measured_in_chromium(page, WIDTHS, MEASURE, tmp_path_factory.mktemp("browser"))


@pytest.mark.parametrize("width", WIDTHS)
def test_in_a_browser_nothing_is_wider_than_the_window(
    measured: dict[int, dict[str, Any]], width: int
) -> None:
    assert (measured[width]["overflow"], measured[width]["wide"]) == (0, 0)
    assert measured[width]["opened"] > 50


@pytest.mark.parametrize("width", WIDTHS)
def test_in_a_browser_a_job_of_one_second_in_three_days_is_visible(
    measured: dict[int, dict[str, Any]], width: int
) -> None:
    assert min(measured[width]["bars"]) >= 4


def test_in_a_browser_lanes_are_next_to_the_names_or_below_them(
    measured: dict[int, dict[str, Any]],
) -> None:
    wide, narrow = measured[1400], measured[360]
    assert len(set(wide["lanes"])) == 1
    assert max(wide["names"]) < min(wide["lanes"])
    assert max(narrow["lanes"]) < min(narrow["names"])


@pytest.mark.parametrize("width", WIDTHS)
def test_in_a_browser_filters_work_and_can_be_reached_by_keyboard(
    measured: dict[int, dict[str, Any]], width: int
) -> None:
    found = measured[width]
    names = found["seen"]
    assert len(names) == 3
    assert {label: len(seen) for label, seen in found["filters"].items()} == {
        "failed 1": 1,
        "Running 1": 1,
        "done 1": 1,
        "c|7 2": 2,
        "c|8 1": 1,
    }
    assert found["filters"]["failed 1"] == ["j|short name"]
    assert found["colors"] == 3
    assert set(found["focusable"]) == {0}


def test_text_colors_have_the_contrast_that_wcag_requires() -> None:
    sheets = style_sheet("ipsxml", "web_page.css") + style_sheet(
        "ipsxml.job_history.render", "timeline_page.css"
    )
    found = re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", sheets)
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for name, color in found:
        (dark if name in light else light)[name] = color
    pairs = [(f"{name.removesuffix('-text')}", name) for name in light if name.endswith("-text")]
    pairs += [("page", "text"), ("page", "quiet"), ("panel", "quiet"), ("panel", "text"), ("panel", "accent")]
    low = [
        (ground, ink)
        for scheme in (light, dark)
        for ground, ink in pairs
        if contrast(scheme[ground], scheme[ink]) < 4.5
    ]
    assert low == []


def contrast(one: str, other: str) -> float:
    """The contrast of two colors as WCAG defines it."""
    bright, dim = sorted(map(luminance, (one, other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
