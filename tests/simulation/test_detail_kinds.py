"""The tables of job kinds contain exactly the names in the schemas."""

from ipsxml.contract import ComplexType, family
from ipsxml.simulation.detail_kinds import job_details, kind_with, list_in

NOT_INPUT = "projectHandleArray"  # the projects that the assets are added to


def arrays_in(detail: str) -> set[str]:
    detail_type = family().types["ActiveJob"].members[detail].type
    assert isinstance(detail_type, ComplexType)
    return {
        member.name
        for member in detail_type.members.values()
        if isinstance(member.type, ComplexType) and member.type.is_array
    }


def test_a_job_works_on_the_array_in_its_detail() -> None:
    listed = {detail: {list_in(detail)} - {None} for detail in job_details()}

    assert listed == {detail: arrays_in(detail) - {NOT_INPUT} for detail in job_details()}


def test_every_detail_has_a_kind_of_job() -> None:
    values = family().simple_types
    kinds = [kind_with(detail) for detail in job_details()]

    assert {kind.job_type for kind in kinds} <= set(values["JobType"].values)
    assert {log_type for kind in kinds for log_type in kind.log} <= set(values["JobLogType"].values)
