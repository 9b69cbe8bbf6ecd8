"""Decoding to an expected class: its static type, and the error if the document is of another class."""

from pathlib import Path
from typing import assert_type

import pytest

import ipsxml
from ipsxml.contract import family
from ipsxml.model import model_type, types

NAMESPACE = "http://www.scene7.com/IpsApi/xsd/2010-01-31"
STOPPED = f'<stopJobReturn xmlns="{NAMESPACE}"/>'.encode()
NO_JOBS = f'<activeJobArray xmlns="{NAMESPACE}"/>'.encode()


def test_a_document_has_the_expected_class() -> None:
    document = assert_type(
        ipsxml.decode(STOPPED, ipsxml.StopJobReturn), ipsxml.Document[ipsxml.StopJobReturn]
    )
    from_json = ipsxml.from_json(ipsxml.to_json(document), ipsxml.StopJobReturn)

    assert document == assert_type(from_json, ipsxml.Document[ipsxml.StopJobReturn])
    assert document == ipsxml.decode(STOPPED)


def test_an_array_is_expected_as_a_list() -> None:
    document = ipsxml.decode(NO_JOBS, list[ipsxml.ActiveJob])

    assert assert_type(document.payload, list[ipsxml.ActiveJob]) == []


def test_migrated_and_redacted_documents_keep_their_class() -> None:
    document = ipsxml.decode(STOPPED, ipsxml.StopJobReturn)
    moved, _ = ipsxml.migrate(document, "2013-02-15")

    assert assert_type(moved.payload, ipsxml.StopJobReturn) == document.payload
    assert assert_type(ipsxml.redact(moved).payload, ipsxml.StopJobReturn) == document.payload


@pytest.mark.parametrize(
    ("source", "expected", "message"),
    [
        (STOPPED, ipsxml.GetActiveJobsReturn, "the document is StopJobReturn, not GetActiveJobsReturn"),
        (STOPPED, list[ipsxml.ActiveJob], "the document is StopJobReturn, not list[ActiveJob]"),
        (NO_JOBS, list[ipsxml.JobLog], "the document is list[ActiveJob], not list[JobLog]"),
        (NO_JOBS, ipsxml.ActiveJob, "the document is list[ActiveJob], not ActiveJob"),
        (
            Path("fixtures/good/fault.xml"),
            ipsxml.StopJobReturn,
            "the document is a fault, AuthenticationFault 10001, not StopJobReturn",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.usefixtures("in_checkout")
def test_another_document_is_an_error_that_names_what_was_found(
    source: ipsxml.Source, expected: type[object], message: str
) -> None:
    with pytest.raises(ipsxml.UnexpectedPayload) as refusal:
        ipsxml.decode(source, expected)

    assert str(refusal.value) == message
    assert isinstance(refusal.value, ipsxml.DecodeError)


@pytest.mark.usefixtures("in_checkout")
def test_jobs_have_the_expected_class() -> None:
    jobs = list(ipsxml.iter_jobs("fixtures/get_active_jobs.xml", ipsxml.ActiveJob))

    assert assert_type(jobs, list[ipsxml.ActiveJob]) == list(ipsxml.iter_jobs("fixtures/get_active_jobs.xml"))
    with pytest.raises(ipsxml.UnexpectedPayload, match=r"^the jobs are ActiveJob, not JobLog$"):
        next(ipsxml.iter_jobs("fixtures/get_active_jobs.xml", ipsxml.JobLog))


def test_all_classes_of_the_model_are_public() -> None:
    assert {*types.__all__} <= {*ipsxml.__all__}
    assert [name for name in ipsxml.__all__ if not hasattr(ipsxml, name)] == []
    assert len(ipsxml.__all__) == len({*ipsxml.__all__})


def test_any_payload_covers_the_payload_of_every_element() -> None:
    covered = {model_type(complex_type.name) for complex_type in family().elements.values()}

    assert {*ipsxml.AnyPayload.__args__} == covered
