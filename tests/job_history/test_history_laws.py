"""Properties of all histories, for any behavior of jobs and any order of captures."""

import json

from history_captures import captures, document_captured, history_of, job, page, poll
from hypothesis import given, settings
from hypothesis import strategies as st
from thoroughness import examples

from ipsxml.codec import Document
from ipsxml.job_history.render.history_formats import FORMATS
from ipsxml.job_history.render.text_layout import Look
from ipsxml.reading.read_all import Attempt
from ipsxml.testing.strategies import documents


@settings(max_examples=examples(600))
@given(captures().flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_the_order_of_sources_makes_no_difference(both: tuple[list[Attempt], list[Attempt]]) -> None:
    found, shuffled = both

    assert history_of(*shuffled) == history_of(*found)


@settings(max_examples=examples(600))
@given(captures(), st.data())
def test_histories_of_parts_merge_into_the_complete_history(
    found: list[Attempt], data: st.DataObject
) -> None:
    is_first = data.draw(st.lists(st.booleans(), min_size=len(found), max_size=len(found)))
    one = history_of(*(each for each, first in zip(found, is_first, strict=True) if first))
    other = history_of(*(each for each, first in zip(found, is_first, strict=True) if not first))
    before = one.jobs, other.jobs

    whole = history_of(*found)

    assert one | other == whole == other | one
    assert (one.jobs, other.jobs) == before


@settings(max_examples=examples(200))
@given(captures())
def test_captures_read_twice_add_nothing(found: list[Attempt]) -> None:
    once = history_of(*found)

    assert once | once == once == history_of(*found, *found)


@settings(max_examples=examples(200))
@given(captures())
def test_every_job_of_every_poll_appears_once(found: list[Attempt]) -> None:
    documents = [attempt.reading.document for attempt in found if attempt.reading]
    handles = {job.job_handle for document in documents if document for job in document.payload.job_array}

    history = history_of(*found)

    assert sorted(job.handle for job in history.jobs) == sorted(handles)
    for each in history.jobs:
        entered = [state.entered for state in each.states if state.entered]
        assert entered == sorted(entered) != []


def test_a_partly_written_file_counts_once_it_is_complete() -> None:
    whole = poll(job(), source="polls/1.xml")

    assert history_of(page("polls/1.xml"), whole) == history_of(whole)


@settings(max_examples=examples(300))
@given(st.lists(documents(), max_size=4))
def test_any_documents_make_a_history(found: list[Document]) -> None:
    history = history_of(
        *(document_captured(each, f"captures/{number}.xml") for number, each in enumerate(found))
    )

    outputs = {name: form.render(history, history.jobs, Look(80)).encode() for name, form in FORMATS.items()}

    assert len(json.loads(outputs["json"])["jobs"]) == len(outputs["jsonl"].splitlines()) == len(history.jobs)
    assert outputs["text"].startswith(b"NAME" if history.jobs else b"0 jobs")
