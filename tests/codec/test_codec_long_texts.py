"""The limits on text length are the same for writing and reading, in XML and in JSON."""

import json

import pytest
from thoroughness import share_of

import ipsxml
from ipsxml import Document, SubmitJobReturn
from ipsxml.capture import limits

LONGEST = 10_000_000
TOO_LONG = "a text is longer than the limit of 10,000,000 characters"
# The parser counts bytes of UTF-8, and counts a reference as the character it denotes.
WITHIN = [
    "j" * LONGEST,
    "é" * (LONGEST // 2),
    "회" * (LONGEST // 3),
    "\U0001f600" * (LONGEST // 4),
    "&" * LONGEST,
]


def document(text: str) -> Document:
    return Document(SubmitJobReturn(job_handle=text), "2010-01-31", "submitJobReturn")


@pytest.mark.parametrize("indent", share_of([None, 2], 0))
@pytest.mark.parametrize("text", WITHIN, ids=lambda text: text[0])
def test_the_longest_readable_text_survives_a_round_trip(text: str, indent: int | None) -> None:
    xml = ipsxml.encode(document(text), indent=indent)

    assert ipsxml.validate(xml).valid
    assert ipsxml.decode(xml) == document(text)
    assert ipsxml.from_json(ipsxml.to_json(xml, indent=indent)) == document(text)


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("text", [each + each[0] for each in WITHIN], ids=lambda text: text[0])
def test_a_longer_text_is_neither_written_nor_read(text: str, indent: int | None) -> None:
    form = json.dumps({"@apiVersion": "2010-01-31", "submitJobReturn": {"jobHandle": text}})

    with pytest.raises(ipsxml.EncodeError) as raised:
        ipsxml.encode(document(text), indent=indent)
    with pytest.raises(ipsxml.EncodeError) as raised_too:
        ipsxml.to_json(document(text), indent=indent)
    with pytest.raises(ipsxml.InvalidDocument) as refused:
        ipsxml.from_json(form)

    assert str(raised.value) == str(raised_too.value) == f"jobHandle: {TOO_LONG}"
    [issue] = refused.value.report.issues
    assert (issue.code, issue.path, issue.message) == (
        "limit-exceeded",
        "submitJobReturn.jobHandle",
        TOO_LONG,
    )


@pytest.mark.parametrize("indent", [None, 2])
def test_a_document_too_large_to_read_is_not_written(
    monkeypatch: pytest.MonkeyPatch, indent: int | None
) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 1 << 20)
    message = "the document would be larger than the limit of 1 MiB"

    with pytest.raises(ipsxml.EncodeError, match=message):
        ipsxml.encode(document("j" * (1 << 20)), indent=indent)
    with pytest.raises(ipsxml.EncodeError, match=message):
        ipsxml.to_json(document("j" * (1 << 20)), indent=indent)
