"""What all classes of the model have in common."""

from typing import NamedTuple

import msgspec


class Payload(msgspec.Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, rename="camel"):
    """The base of every class of the model: a job document, or a part of one.

    Its fields are in snake case and hold the union of all API versions: what some version
    lacks, or does not require, is ``None`` where it is absent. Objects can be changed, and
    compare by value.
    """


class JobDetail(NamedTuple):
    """A job detail and the name of the element that holds it: ``uploadUrlsJob``."""

    name: str
    value: Payload


class WithJobDetails(Payload, kw_only=True):
    """A job, which says in at most one job detail what it was asked to do."""

    @property
    def details(self) -> JobDetail | None:
        """The job detail that is present, with its name; the first, should there be several.

        ``None`` where there is none.
        """
        for name, wire_name in zip(self.__struct_fields__, self.__struct_encode_fields__, strict=True):
            value = getattr(self, name)
            if wire_name.endswith("Job") and value is not None:
                return JobDetail(wire_name, value)
        return None
