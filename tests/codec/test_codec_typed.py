"""The typed model represents the values of a document, and reports those it cannot."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from captured import plain_in, plain_in_json
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_values import VERSIONS, as_values, full_value
from thoroughness import examples

import ipsxml
from ipsxml.codec import Document, Plain, write_json
from ipsxml.contract import Version, version_named
from ipsxml.document import builtins_of
from ipsxml.model import Payload
from ipsxml.testing.strategies.leaf_strategies import date_times_beyond_python
from ipsxml.testing.strategies.value_strategies import plain_documents
from ipsxml.xml_writing import write_plain, write_typed

quickly = settings(max_examples=examples(10), deadline=None, suppress_health_check=list(HealthCheck))
every_version = pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)

OUTSIDE_OF_PYTHON = (
    "10000-01-01T00:00:00Z",
    "123456-12-31T23:59:59.5",
    "-0001-01-01T00:00:00",
    "-2011-03-30T14:32:08.858-05:00",
    "2011-03-30T14:32:08.1234567",
    "2011-03-30T14:32:08.0000001-05:00",
    "9999-12-31T24:00:00",
)
WITH_START_DATE = version_named("2010-01-31")


def read(xml: bytes) -> Document:
    return plain_in(xml)


def meaning(document: Document) -> Any:
    assert document.type_name is not None
    return as_values(document.payload, document.type_name, document.contract_version)


def job_with(start_date: str) -> dict[str, Plain]:
    return {**full_value(WITH_START_DATE, "ActiveJob"), "startDate": start_date}


def response_with(start_date: str) -> Document:
    jobs: list[Plain] = [job_with(start_date), job_with("2011-03-30T14:32:08")]
    return Document({"jobArray": jobs}, WITH_START_DATE.name, "getActiveJobsReturn")


@every_version
@quickly
@given(data=st.data())
def test_decoding_and_encoding_keeps_the_values(version: Version, data: st.DataObject) -> None:
    document = data.draw(plain_documents(version, of_python=True, soap_versions=(None, "1.1", "1.2")))
    xml = write_plain(document)

    typed = ipsxml.decode(xml)
    again = read(ipsxml.encode(typed))

    assert (typed.api_version, typed.element, typed.soap_version) == (
        version.name,
        document.element,
        document.soap_version,
    )
    assert meaning(again) == meaning(document)


@every_version
@given(data=st.data(), target=st.sampled_from(VERSIONS))
@settings(max_examples=examples(30), deadline=None, suppress_health_check=list(HealthCheck))
def test_typed_and_plain_encoders_write_and_reject_the_same(
    version: Version, data: st.DataObject, target: Version
) -> None:
    plain = data.draw(plain_documents(version, of_python=True))
    typed = replace(plain, payload=ipsxml.decode(write_plain(plain)).payload, api_version=target.name)
    fields = list(fields_in(typed.payload))
    if data.draw(st.booleans()) and fields:
        holder, field = data.draw(st.sampled_from(fields))
        setattr(holder, field, data.draw(st.sampled_from([None, 7, "x", 2**31, [], "\0", "\ud800", object])))
    try:
        expected = write_plain(replace(typed, payload=builtins_of(typed.payload)))
    except ipsxml.EncodeError:
        expected = None

    written = write_typed(typed) if typed.type_name else None

    assert written == (None if target.is_reference else expected)


def fields_in(value: object) -> Iterator[tuple[Any, str]]:
    """Each field of each object in a value of the model."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, Payload):
            for field in item.__struct_fields__:
                yield item, field
                yield from fields_in(getattr(item, field))


@every_version
@quickly
@given(data=st.data())
def test_json_and_xml_decode_to_the_same_document(version: Version, data: st.DataObject) -> None:
    xml = write_plain(data.draw(plain_documents(version, of_python=True, soap_versions=(None, "1.1", "1.2"))))

    from_json = ipsxml.from_json(ipsxml.to_json(xml))

    # Compared as texts because NaN equals nothing.
    assert repr(from_json) == repr(ipsxml.decode(xml)) == repr(ipsxml.decode(ipsxml.to_json(xml)))


@every_version
@quickly
@given(data=st.data())
def test_json_of_a_typed_document_has_the_same_values(version: Version, data: st.DataObject) -> None:
    document = data.draw(plain_documents(version, of_python=True, soap_versions=(None, "1.1", "1.2")))

    again = plain_in_json(ipsxml.to_json(ipsxml.decode(write_plain(document))))

    assert meaning(again) == meaning(document)
    assert (again.element, again.version, again.soap_version) == (
        document.element,
        document.version,
        document.soap_version,
    )


@every_version
@quickly
@given(data=st.data())
def test_decoding_without_validation_gives_the_same_document(version: Version, data: st.DataObject) -> None:
    xml = write_plain(data.draw(plain_documents(version, of_python=True)))

    assert repr(ipsxml.decode(xml, validate=False)) == repr(ipsxml.decode(xml))


@pytest.mark.parametrize("text", OUTSIDE_OF_PYTHON)
def test_a_date_time_python_cannot_represent_is_named_by_path(text: str) -> None:
    xml = write_plain(response_with(text))
    expected = f"jobArray[0].startDate: a Python datetime cannot represent {text!r}"
    if re.search(r"\.\d{7}", text):
        expected += '; fraction="cut" drops the digits beyond microseconds'

    with pytest.raises(ipsxml.DecodeError) as from_xml:
        ipsxml.decode(xml)
    with pytest.raises(ipsxml.DecodeError) as from_json:
        ipsxml.from_json(ipsxml.to_json(xml))

    assert (str(from_xml.value), str(from_json.value)) == (expected, expected)


@pytest.mark.parametrize("text", OUTSIDE_OF_PYTHON)
def test_a_date_time_python_cannot_represent_is_kept_in_json(text: str) -> None:
    document = response_with(text)
    xml = write_plain(document)

    json = ipsxml.to_json(xml)

    assert ipsxml.validate(xml).valid
    assert plain_in_json(json) == document
    assert write_plain(plain_in_json(json)) == xml


@quickly
@given(text=date_times_beyond_python)
def test_an_error_in_a_job_on_its_own_names_only_the_member(text: str) -> None:
    xml = write_plain(Document(job_with(text), WITH_START_DATE.name, "activeJob"))

    with pytest.raises(ipsxml.DecodeError, match=r"^startDate: "):
        ipsxml.decode(xml)


WEST = timezone(-timedelta(hours=5))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2011-03-30T14:32:08", datetime(2011, 3, 30, 14, 32, 8)),
        ("2011-03-30T14:32:08Z", datetime(2011, 3, 30, 14, 32, 8, tzinfo=UTC)),
        ("2011-03-30T14:32:08.8-05:00", datetime(2011, 3, 30, 14, 32, 8, 800_000, WEST)),
        ("2011-03-30T14:32:08.858-05:00", datetime(2011, 3, 30, 14, 32, 8, 858_000, WEST)),
        ("2011-03-30T14:32:08.000001", datetime(2011, 3, 30, 14, 32, 8, 1)),
        ("2011-03-30T14:32:08.8580000000", datetime(2011, 3, 30, 14, 32, 8, 858_000)),
        ("2011-03-30T14:32:08.858000000Z", datetime(2011, 3, 30, 14, 32, 8, 858_000, UTC)),
        ("0001-01-01T00:00:00", datetime(1, 1, 1)),
        ("2011-03-30T24:00:00", datetime(2011, 3, 31)),
        ("2011-12-31T24:00:00-05:00", datetime(2012, 1, 1, tzinfo=WEST)),
        ("2012-02-28T24:00:00.000Z", datetime(2012, 2, 29, tzinfo=UTC)),
    ],
)
def test_a_date_time_is_aware_or_naive_as_written(text: str, moment: datetime) -> None:
    xml = write_plain(response_with(text))

    for document in (
        ipsxml.decode(xml, ipsxml.GetActiveJobsReturn),
        ipsxml.from_json(ipsxml.to_json(xml), ipsxml.GetActiveJobsReturn),
    ):
        found = document.payload.job_array[0].start_date
        assert (found, found.utcoffset()) == (moment, moment.utcoffset())


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2011, 3, 30, 14, 32, 8), "2011-03-30T14:32:08"),
        (datetime(2011, 3, 30, 14, 32, 8, 858_000, WEST), "2011-03-30T14:32:08.858-05:00"),
        (datetime(2011, 3, 30, 14, 32, 8, 858_001, WEST), "2011-03-30T14:32:08.858001-05:00"),
        (datetime(2011, 3, 30, 14, 32, 8, tzinfo=UTC), "2011-03-30T14:32:08Z"),
        (datetime(7, 3, 30), "0007-03-30T00:00:00"),
    ],
)
def test_a_datetime_is_written_as_the_service_writes_it(moment: datetime, text: str) -> None:
    document = ipsxml.decode(write_plain(response_with("2011-03-30T14:32:08")), ipsxml.GetActiveJobsReturn)
    document.payload.job_array[0].start_date = moment

    assert read(ipsxml.encode(document)) == response_with(text)
    assert plain_in_json(ipsxml.to_json(document)) == response_with(text)


@pytest.mark.parametrize(
    "offset",
    [
        timedelta(hours=15),
        -timedelta(hours=14, minutes=1),
        timedelta(hours=5, seconds=15),
        timedelta(hours=5, microseconds=15),
    ],
    ids=str,
)
def test_an_offset_xml_cannot_express_is_rejected_by_path(offset: timedelta) -> None:
    document = ipsxml.decode(write_plain(response_with("2011-03-30T14:32:08")), ipsxml.GetActiveJobsReturn)
    document.payload.job_array[0].start_date = datetime(2011, 3, 30, tzinfo=timezone(offset))

    with pytest.raises(ipsxml.EncodeError, match=r"^jobArray\[0\]\.startDate: "):
        ipsxml.encode(document)


def test_a_typed_document_json_cannot_express_is_an_encode_error() -> None:
    document = ipsxml.decode(write_plain(response_with("2011-03-30T14:32:08")), ipsxml.GetActiveJobsReturn)
    document.payload.job_array[0].start_date = datetime(2011, 3, 30, tzinfo=timezone(timedelta(seconds=15)))

    with pytest.raises(ipsxml.EncodeError):
        ipsxml.to_json(document)


@pytest.mark.parametrize("api", ["reference", "2010-01-31"])
def test_a_fault_is_decoded_and_encoded_bare_and_in_an_envelope(api: str) -> None:
    version = version_named(api)
    version = version if version.is_reference else version_named("pre-4.0")
    for soap_version in (None, "1.1", "1.2"):
        plain = Document(_fault_value(version), version.name, "ipsApiFault", soap_version)

        document = ipsxml.decode(write_plain(plain))

        assert document.soap_version == soap_version
        assert read(ipsxml.encode(document)) == plain
        assert ipsxml.from_json(ipsxml.to_json(document)) == document


def _fault_value(version: Version) -> dict[str, Any]:
    found: dict[str, Any] = full_value(version, "ipsApiFault")
    return {"code": found["code"], "reason": found["reason"]}


def test_a_fault_can_be_written_in_every_version() -> None:
    written = write_plain(Document(_fault_value(VERSIONS[1]), VERSIONS[1].name, "ipsApiFault"))
    fault = ipsxml.decode(written, ipsxml.IpsApiFault).payload

    for version in VERSIONS:
        for envelope in ("none", "1.1", "1.2"):
            xml = ipsxml.encode(fault, api=version.name, envelope=envelope)

            assert ipsxml.validate(xml).errors == ()
            assert ipsxml.decode(xml).payload == fault


def test_json_of_a_fault_is_decoded_in_every_version() -> None:
    for version in VERSIONS:
        json = write_json(Document(_fault_value(VERSIONS[1]), version.name, "ipsApiFault"))

        assert ipsxml.validate(json).errors == ()
        assert ipsxml.from_json(json).api_version == version.name


TOO_FINE = {
    "2021-02-21T21:43:03.1121296+01:00": "2021-02-21T21:43:03.112129+01:00",
    "2021-02-21T21:43:03.9999999Z": "2021-02-21T21:43:03.999999+00:00",
    "2021-02-21T21:43:03.12345678901234567890": "2021-02-21T21:43:03.123456",
}


@pytest.mark.parametrize("text", TOO_FINE)
def test_fractions_of_a_second_are_cut_on_request(text: str) -> None:
    xml = write_plain(response_with(text))
    expected = datetime.fromisoformat(TOO_FINE[text])

    as_json = ipsxml.to_json(xml)
    answer = ipsxml.GetActiveJobsReturn
    documents = [ipsxml.decode(source, answer, fraction="cut") for source in (xml, as_json)]
    documents += [ipsxml.from_json(as_json, answer, fraction="cut")]
    jobs = [document.payload.job_array[0] for document in documents]
    jobs += [next(ipsxml.iter_jobs(source, ipsxml.ActiveJob, fraction="cut")) for source in (xml, as_json)]

    assert [job.start_date for job in jobs] == [expected] * 5
    with pytest.raises(ipsxml.DecodeError, match=r'^job 1: startDate: .* fraction="cut" drops'):
        list(ipsxml.iter_jobs(xml))


def test_a_year_python_cannot_represent_is_an_error_even_with_fraction_cut() -> None:
    with pytest.raises(ipsxml.DecodeError):
        ipsxml.decode(write_plain(response_with("12021-02-21T21:43:03.1121296Z")), fraction="cut")
