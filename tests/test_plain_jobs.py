"""Streaming without a parser yields the jobs that a parser yields, and raises the same errors after them."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mangled_answers import mangled_answers
from thoroughness import examples

import ipsxml
from ipsxml import plain_jobs
from ipsxml.reading import InvalidDocument, Report

FIXTURES = Path(__file__).parents[1] / "fixtures"
RESPONSE = (FIXTURES / "get_active_jobs.xml").read_bytes()
START, END = RESPONSE.index(b"<items>"), RESPONSE.index(b"</jobArray>")


def streamed(content: bytes) -> tuple[list[ipsxml.ActiveJob], Report | str | None]:
    """The jobs, and the error after them."""
    jobs: list[ipsxml.ActiveJob] = []
    try:
        jobs.extend(ipsxml.iter_jobs(content, ipsxml.ActiveJob))
    except InvalidDocument as error:
        return jobs, error.report
    except ipsxml.IpsXmlError as error:
        return jobs, repr(error)
    return jobs, None


def parsed(content: bytes) -> tuple[list[ipsxml.ActiveJob], Report | str | None]:
    """The jobs, and the error after them, if a parser reads everything."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(plain_jobs, "_start_of_items", lambda _content: None)
        return streamed(content)


@settings(max_examples=examples(300))
@given(mangled_answers(), st.sampled_from([100, 3000, 1 << 18]))
def test_mangled_answers_give_the_same_jobs_and_error(content: bytes, chunk: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(plain_jobs, "_CHUNK", chunk)
        found = streamed(content)

    jobs, error = parsed(content)
    assert found[0][: len(jobs)] == jobs
    # Whether an invalid job comes before bad syntax depends on the pieces that the parser is given.
    is_syntax_error = isinstance(error, Report) and error.element is None
    assert found[1] == error or (is_syntax_error and isinstance(found[1], Report))


@pytest.fixture
def parser_input(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The content given to the parser."""
    read_rest, given_to_parser = plain_jobs.PlainJobs.read_rest, []

    def recording(self: plain_jobs.PlainJobs) -> bytes:
        given_to_parser.append(read_rest(self))
        return given_to_parser[-1]

    monkeypatch.setattr(plain_jobs.PlainJobs, "read_rest", recording)
    return given_to_parser


def test_the_parser_gets_only_what_surrounds_plain_jobs(parser_input: list[bytes]) -> None:
    content = RESPONSE[:START] + RESPONSE[START:END] * 300 + RESPONSE[END:]

    jobs, error = streamed(content)

    assert (len(jobs), error) == (600, None)
    assert b"".join(parser_input).count(b"<items>") == 0
    assert b"".join(parser_input).count(b"\n") == content.count(b"\n")


def test_jobs_are_parsed_from_the_first_one_that_is_not_plain(parser_input: list[bytes]) -> None:
    jobs = RESPONSE[START:END]
    with_space = jobs.replace(b"<progress>42<", b"<progress> 42<", 1)

    found, error = streamed(RESPONSE[:START] + jobs * 20 + with_space + jobs + RESPONSE[END:])

    assert (len(found), error) == (44, None)
    assert b"".join(parser_input).count(b"</jobHandle>") == 4


def test_a_bad_job_after_plain_ones_has_its_number_and_line() -> None:
    jobs = RESPONSE[START:END]
    bad = jobs.replace(b"<progress>42<", b"<progress>42.5<", 1)
    before = RESPONSE[:START] + jobs * 5000

    found, report = streamed(before + bad + RESPONSE[END:])

    assert isinstance(report, Report)
    [issue] = report.errors
    assert len(found) == 10_000
    assert issue.path == "/Envelope/Body/getActiveJobsReturn/jobArray/items[10001]/progress"
    assert issue.line == before.count(b"\n") + bad[: bad.index(b"42.5")].count(b"\n") + 1
