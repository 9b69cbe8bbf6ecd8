"""When values are equal despite different notations."""

import math
from typing import Any

import pytest
from comparison_pairs import as_tuples, document, job, task

import ipsxml
from ipsxml.contract import version_named


def changes_of_progress(old: Any, new: Any, tolerance: float | None) -> list[Any]:
    sides = (document("taskProgress", task("t", progress=progress)) for progress in (old, new))
    return as_tuples(ipsxml.diff(*sides, tolerance=tolerance).changes)


def changes_of(member: str, old: Any, new: Any, **options: Any) -> list[Any]:
    return as_tuples(
        ipsxml.diff(
            document("activeJob", job("j|1", **{member: old})),
            document("activeJob", job("j|1", **{member: new})),
            **options,
        ).changes
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2013-05-01T12:00:00Z", "2013-05-01T12:00:00+00:00"),
        ("2013-05-01T12:00:00-00:00", "2013-05-01T12:00:00Z"),
        ("2013-05-01T12:00:00Z", "2013-05-01T07:00:00-05:00"),
        ("2013-05-01T01:30:00+05:30", "2013-04-30T20:00:00.000Z"),
        ("2013-04-30T24:00:00", "2013-05-01T00:00:00"),
        ("2012-12-31T24:00:00.0Z", "2013-01-01T00:00:00Z"),
        ("2013-05-01T12:00:00.5", "2013-05-01T12:00:00.500"),
        ("2013-05-01T12:00:00.123456789Z", "2013-05-01T13:00:00.1234567890+01:00"),
        ("9999-12-31T24:00:00Z", "10000-01-01T00:00:00Z"),
        ("123456-02-29T23:00:00-02:00", "123456-03-01T01:00:00Z"),
        ("-0001-12-31T24:00:00Z", "0001-01-01T00:00:00Z"),
        ("0001-01-01T00:30:00+01:00", "-0001-12-31T23:30:00Z"),
        ("-0004-02-28T24:00:00", "-0004-02-29T00:00:00"),
        ("-0401-12-31T24:00:00", "-0400-01-01T00:00:00"),
    ],
)
def test_one_instant_is_equal_in_any_offset_and_notation(one: str, other: str) -> None:
    assert changes_of("startDate", one, other) == []
    assert changes_of("startDate", other, one) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2013-05-01T12:00:00Z", "2013-05-01T12:00:00"),
        ("2013-05-01T12:00:00Z", "2013-05-01T12:00:00+00:01"),
        ("2013-05-01T12:00:00Z", "2013-05-01T12:00:01Z"),
        ("2013-05-01T12:00:00.1234567Z", "2013-05-01T12:00:00.1234568Z"),
        ("12013-05-01T12:00:00Z", "2013-05-01T12:00:00Z"),
        ("-2013-05-01T12:00:00Z", "2013-05-01T12:00:00Z"),
        ("-0001-12-31T00:00:00Z", "0001-01-01T00:00:00Z"),
        ("2012-02-28T24:00:00Z", "2012-03-01T00:00:00Z"),
        ("1" + "0" * 5000 + "-01-01T00:00:00Z", "1" + "0" * 5000 + "-01-01T00:00:00+00:00"),
    ],
)
def test_different_instants_and_times_without_an_offset_differ(one: str, other: str) -> None:
    assert changes_of("startDate", one, other) == [("changed", "startDate", one, other)]


def test_all_differences_between_times_can_be_ignored() -> None:
    def log(message: str, **times: str) -> dict[str, Any]:
        aux = {"logMessage": "m", "logType": "Info", "dateCreated": times.pop("aux")}
        return {"logMessage": message, "logType": "Info", **times, "auxArray": [aux]}

    day, next_day = "2013-05-01T12:00:00Z", "2013-05-02T12:00:00"
    before = [log("a", aux=day, dateCreated=day), log("b", aux=day)]
    after = [log("a", aux=next_day), log("c", aux=day, dateCreated=next_day)]
    old, new = (
        document("jobLogDetailArray", value, version_named("2013-08-29-beta")) for value in (before, after)
    )

    assert [(change.kind, change.path) for change in ipsxml.diff(old, new).changes] == [
        ("removed", "[0].dateCreated"),
        ("changed", "[0].auxArray[0].dateCreated"),
        ("changed", "[1].logMessage"),
        ("added", "[1].dateCreated"),
    ]
    assert as_tuples(ipsxml.diff(old, new, ignore_times=True).changes) == [
        ("changed", "[1].logMessage", "b", "c")
    ]


@pytest.mark.parametrize(
    ("old", "new", "tolerance", "is_same"),
    [
        (10.0, 10.5, None, False),
        (10.0, 10.5, 0.5, True),
        (10.0, 10.5, 0.4999, False),
        (0.7, 0.8, 0.1, True),
        (-0.1, 0.1, 0.2, True),
        (0.1, 0.2, 0, False),
        (1e308, -1e308, 1e308, False),
        (1e308, -1e308, math.inf, True),
        (1, 1.0, None, True),
        (0.0, -0.0, None, True),
        ("NaN", "NaN", None, True),
        ("INF", "INF", None, True),
        ("INF", "-INF", math.inf, False),
        ("NaN", 1.0, math.inf, False),
        (1.7e308, "INF", math.inf, False),
    ],
)
def test_numbers_may_differ_by_the_tolerance(
    old: Any, new: Any, tolerance: float | None, *, is_same: bool
) -> None:
    expected = [] if is_same else [("changed", "progress", old, new)]

    assert changes_of_progress(old, new, tolerance) == expected


def test_the_tolerance_applies_only_to_doubles() -> None:
    assert changes_of("totalSize", 4, 5, tolerance=10) == [("changed", "totalSize", 4, 5)]


@pytest.mark.parametrize("tolerance", [-0.1, -math.inf, math.nan])
def test_a_tolerance_must_not_be_negative_or_nan(tolerance: float) -> None:
    with pytest.raises(ValueError, match="the tolerance must be 0 or more, not"):
        changes_of_progress(0.5, 0.5, tolerance)
