"""The tables of job kinds name what the schemas have, and all of it."""

from ipsxml.contract import ComplexType, family
from ipsxml.simulation.detail_kinds import job_details, kind_with, list_in

NOT_WORKED_ON = "projectHandleArray"  # which projects the assets go to


def arrays_in(detail: str) -> set[str]:
    detail_type = family().types["ActiveJob"].members[detail].type
    assert isinstance(detail_type, ComplexType)
    return {
        member.name
        for member in detail_type.members.values()
        if isinstance(member.type, ComplexType) and member.type.is_array
    }


def test_what_a_job_works_on_is_the_array_of_its_detail() -> None:
    listed = {detail: {list_in(detail)} - {None} for detail in job_details()}

    assert listed == {detail: arrays_in(detail) - {NOT_WORKED_ON} for detail in job_details()}


def test_every_detail_that_can_be_submitted_has_a_kind_of_job() -> None:
    types = set(family().simple_types["JobType"].values)
    submitted = family().types["submitJobParam"].members.keys() & set(job_details())

    assert len(submitted) == len(job_details()) - 1  # uploadPostJob is begun by an HTTP upload
    assert {kind_with(detail).job_type for detail in submitted} <= types
