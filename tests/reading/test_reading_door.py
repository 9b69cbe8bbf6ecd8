"""The function ``read``: its results, and which validators it runs."""

import gzip
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import ipsxml
from ipsxml import Document
from ipsxml.capture import captures
from ipsxml.errors import SourceError
from ipsxml.reading import decoding, door, json_door, judging, pattern_judge, pattern_worth, payload_explainer
from ipsxml.reading.question import Question, Wanted
from ipsxml.testing.strategies import documents, invalid_documents

NAMESPACE = "http://www.scene7.com/IpsApi/xsd/2010-01-31"
GOOD = f'<submitJobReturn xmlns="{NAMESPACE}"><jobHandle>j|7|winter||</jobHandle></submitJobReturn>'.encode()
BAD = GOOD.replace(b"jobHandle", b"jobHandel")
JSON = b'{"@apiVersion": "2010-01-31", "submitJobReturn": {"jobHandle": "j|7|winter||"}}'
BAD_JSON = JSON.replace(b"jobHandle", b"jobHandel")


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each validator ran."""
    counts: Counter[str] = Counter()

    def count(module: Any, name: str, validator: str) -> None:
        original = getattr(module, name)

        def counted(*args: Any, **options: Any) -> Any:
            counts[validator] += 1
            return original(*args, **options)

        monkeypatch.setattr(module, name, counted)

    count(decoding, "decode_text", "compiled")
    count(decoding, "decode_tree", "compiled")
    count(json_door, "accepts", "compiled")
    count(judging, "libxml2_schema", "libxml2")
    count(judging, "unlimited_libxml2_schema", "libxml2")
    count(payload_explainer, "explain", "explainer")
    count(json_door, "plain_faults", "explainer")
    count(pattern_judge, "valid_pattern", "compiled")
    monkeypatch.setattr(pattern_worth._Judged, "bytes", 0)
    return counts


COMPILED, LIBXML2, EXPLAINED = "compiled", "libxml2", "explainer"


@pytest.mark.parametrize(
    ("content", "wanted", "validators"),
    [
        (GOOD, "verdict", [LIBXML2]),
        (GOOD, "plain", [COMPILED]),
        (GOOD, "typed", [COMPILED]),
        (GOOD.replace(b"j|", b"<!-- -->j|"), "plain", [COMPILED]),
        (gzip.compress(GOOD), "typed", [COMPILED]),
        (b"HTTP/1.1 200 OK\r\n\r\n" + GOOD, "typed", [COMPILED]),
        (GOOD.replace(b"<submit", b"<a:submit").replace(b"</submit", b"</a:submit"), "plain", []),
        (BAD, "verdict", [LIBXML2, EXPLAINED]),
        (BAD, "plain", [COMPILED, LIBXML2, EXPLAINED]),
        (BAD, "typed", [COMPILED, LIBXML2, EXPLAINED]),
        (JSON, "typed", [COMPILED]),
        (BAD_JSON, "plain", [COMPILED, EXPLAINED]),
        (JSON, "verdict", [COMPILED]),
    ],
)
def test_each_validator_runs_at_most_once(
    content: bytes, wanted: Wanted, validators: list[str], runs: Counter[str]
) -> None:
    [capture] = captures(content)

    door.read(capture, Question(wanted))

    assert runs == Counter(validators)


@pytest.mark.parametrize(
    ("content", "validators"),
    [
        (GOOD, [COMPILED]),
        (BAD, [COMPILED, LIBXML2, EXPLAINED]),
        (GOOD.replace(b"j|", b"<!-- -->j|"), [LIBXML2]),
    ],
)
def test_a_process_that_has_validated_much_tries_a_pattern_first(
    content: bytes, validators: list[str], runs: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    [capture] = captures(content)
    before = door.read(capture, Question(advises=True))
    runs.clear()
    monkeypatch.setattr(pattern_worth._Judged, "bytes", 1 << 30)

    after = door.read(capture, Question(advises=True))

    assert (after.report, runs) == (before.report, Counter(validators))


@pytest.mark.parametrize("strict", [False, True])
@given(document=documents() | invalid_documents().map(lambda invalid: invalid.document))
def test_advice_on_json_does_not_depend_on_the_validators(document: Document, strict: bool) -> None:
    content = ipsxml.to_json(document)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(json_door, "accepts", lambda *_, **__: False)
        walked = ipsxml.validate(content, strict=strict)

    assert ipsxml.validate(content, strict=strict) == walked


def test_json_without_advice_is_accepted_without_a_walk(
    runs: Counter[str],
) -> None:
    [capture] = captures(JSON)

    door.read(capture, Question(advises=True))

    assert runs == Counter([COMPILED])


@pytest.mark.parametrize("content", [GOOD, JSON, b"HTTP/1.1 200 OK\r\n\r\n" + GOOD, gzip.compress(GOOD)])
def test_a_reading_has_the_verdict_and_the_document(content: bytes) -> None:
    [capture] = ipsxml.captures(content)

    reading = ipsxml.read(capture)

    assert (reading.report.valid, reading.report.element) == (True, "submitJobReturn")
    assert reading.document == ipsxml.decode(GOOD)
    assert reading.form == ("json" if content == JSON else "xml")


@pytest.mark.parametrize("content", [BAD, BAD_JSON, b"<", b"", b"no XML", gzip.compress(GOOD)[:-9]])
def test_the_reading_of_an_invalid_document_has_no_document(content: bytes) -> None:
    [capture] = ipsxml.captures(content)

    reading = ipsxml.read(capture)

    assert (reading.document, reading.report.valid) == (None, False)
    assert reading.report == ipsxml.validate(content)
    with pytest.raises(ipsxml.InvalidDocument):
        reading.valid_document  # noqa: B018 - raises


def test_a_reading_has_the_warnings_for_every_question() -> None:
    unknown = GOOD.replace(b"2010-01-31", b"2011-01-31")
    [capture] = ipsxml.captures(unknown)

    for wanted in ("verdict", "plain", "typed"):
        reading = door.read(capture, Question(wanted))
        assert [issue.code for issue in reading.report.warnings] == ["unknown-version"]


def test_a_public_reading_has_advice_and_the_document() -> None:
    task = ipsxml.sample("TaskProgress", api="2013-02-15").payload
    task.progress = 1.7
    content = ipsxml.encode(task, api="2013-02-15")
    [capture] = ipsxml.captures(content)

    reading = ipsxml.read(capture)

    assert [(issue.severity, issue.code) for issue in reading.report.issues] == [("warning", "out-of-range")]
    assert reading.document is not None
    assert reading.document.payload == task
    strict = ipsxml.read(capture, strict=True)
    assert (strict.report.valid, strict.document) == (False, None)


def test_a_directory_contains_captures_each_with_its_origin(tmp_path: Path) -> None:
    (tmp_path / "polls").mkdir()
    (tmp_path / "a.xml").write_bytes(GOOD)
    (tmp_path / "polls" / "b.json").write_bytes(JSON)
    (tmp_path / "notes.md").write_bytes(b"notes")

    found = list(ipsxml.captures(tmp_path))

    origins = [str(tmp_path / "a.xml"), str(tmp_path / "polls" / "b.json")]
    assert [str(capture.origin) for capture in found] == origins
    assert [ipsxml.read(capture).document for capture in found] == [ipsxml.decode(GOOD)] * 2


def test_a_function_for_one_document_points_to_the_one_for_several(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(GOOD)
    (tmp_path / "b.xml").write_bytes(GOOD)

    for ask in (ipsxml.validate, ipsxml.decode, ipsxml.to_json):
        with pytest.raises(SourceError, match=r"a directory with 2 captures: use ipsxml\.captures"):
            ask(tmp_path)


def test_an_unreadable_capture_raises_when_it_is_read(tmp_path: Path) -> None:
    [capture] = ipsxml.captures(tmp_path / "nowhere.xml")

    with pytest.raises(SourceError, match="No such file"):
        ipsxml.read(capture)


@pytest.mark.parametrize("most", [1, 2, 3])
@pytest.mark.parametrize(
    "content",
    [
        b'\n<?xml version="1.0"?>' + BAD,
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Type: text/xml;charset=none\r\n\r\n" + BAD,
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Type: text/xml;charset=none\r\n\r\n" + BAD_JSON,
    ],
)
def test_a_verdict_does_not_depend_on_the_maximum_number_of_issues(content: bytes, most: int) -> None:
    report = ipsxml.validate(content, max_issues=most)

    assert not report.valid
    assert len(report.issues) <= most
    assert report.truncated == (len(ipsxml.validate(content).issues) > most)
