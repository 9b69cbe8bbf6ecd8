"""The times in parameters, with any number of fractional digits."""

from datetime import datetime, timedelta, timezone

import pytest
from queue_calls import COMPANY, PUBLISHING, Caller, handles

from ipsxml.contract import family

TEN_PAST = "2014-04-01T12:10:00"
FRACTIONS = {
    "": "000",
    ".5": "500",
    ".123": "123",
    ".1239999": "123",
    ".123999999": "123",
    ".123999999999": "123",
    ".0000000": "000",
}
ZONES = {"": "+02:00", "Z": "+00:00", "-05:00": "-05:00"}
of_every_zone = pytest.mark.parametrize("zone", ZONES)
of_every_fraction = pytest.mark.parametrize("fraction", FRACTIONS)


def moment_of(fraction: str, zone: str) -> datetime:
    """Ten past twelve, truncated to milliseconds."""
    return datetime.fromisoformat(f"{TEN_PAST}.{FRACTIONS[fraction]}{ZONES[zone]}")


def caller_in_summer(moment: datetime) -> Caller:
    """A queue at that moment, two hours ahead of UTC."""
    return Caller(start=moment.astimezone(timezone(timedelta(hours=2))))


def test_all_time_parameters_are_covered() -> None:
    times = {
        member.name
        for name, complex_type in family().types.items()
        if name.endswith("Param")
        for member in complex_type.members.values()
        if member.builtin == "xs:dateTime"
    }

    assert times == {"execTime", "startDate", "endDate"}


@of_every_zone
@of_every_fraction
def test_an_exec_time_is_truncated_to_milliseconds(fraction: str, zone: str) -> None:
    moment = moment_of(fraction, zone)
    caller = caller_in_summer(moment - timedelta(minutes=1))

    handle = caller.submit(execTime=TEN_PAST + fraction + zone)

    (scheduled,) = caller.scheduled()
    assert datetime.fromisoformat(scheduled["nextFireTime"]) == moment
    caller.clock.advance(seconds=60)
    assert handles(caller.active()) == [handle]


@of_every_zone
@of_every_fraction
def test_the_dates_of_a_log_query_are_truncated_to_milliseconds(fraction: str, zone: str) -> None:
    moment = moment_of(fraction, zone)
    caller = caller_in_summer(moment)
    handle = caller.submit(PUBLISHING)
    caller.finish()

    (log,) = caller.logs(companyHandle=COMPANY, endDate=TEN_PAST + fraction + zone)

    assert (log["jobHandle"], datetime.fromisoformat(log["startDate"])) == (handle, moment)
    assert caller.logs(startDate=TEN_PAST + fraction + zone) == [log]
    before = (moment - timedelta(milliseconds=1)).isoformat(timespec="milliseconds")
    assert caller.logs(endDate=f"{before[:23]}9999{before[23:]}") == []


@pytest.mark.parametrize("time", ["9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00.000000001Z"])
def test_the_first_and_the_last_year_are_in_range(time: str) -> None:
    assert Caller().logs(startDate=time, endDate=time) == []


@pytest.mark.parametrize("time", ["10000-01-01T00:00:00.0000000Z", "-0001-12-31T00:00:00.1234567"])
def test_other_years_are_out_of_range(time: str) -> None:
    caller = Caller()

    for operation, parameters in (
        ("getJobLogs", {"startDate": time}),
        ("getJobLogs", {"endDate": time}),
        ("submitJob", {"companyHandle": COMPANY, "jobName": "nightly", "execTime": time, **PUBLISHING}),
    ):
        (name,) = {"startDate", "endDate", "execTime"} & parameters.keys()
        fault = ("ipsApiFault", 30001, f"{name}: {time} is outside the supported range of times")
        assert caller.fault(operation, parameters) == fault
