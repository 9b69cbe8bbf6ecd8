"""Base classes of the typed model."""

from typing import NamedTuple

import msgspec


class Payload(msgspec.Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, rename="camel"):
    """The base of every class of the model: a job document, or a part of one.

    The fields have snake_case names and cover all API versions. A field that some version lacks or does
    not require is ``None`` if the element is absent. Objects are mutable and compare by value.
    """


class JobDetail(NamedTuple):
    """A job detail and the name of its element, such as ``uploadUrlsJob``."""

    name: str
    value: Payload


class WithJobDetails(Payload, kw_only=True):
    """A job. At most one job detail says what it was asked to do."""

    @property
    def details(self) -> JobDetail | None:
        """The job detail, with its name. If there are several, the first; ``None`` if there is none."""
        for name, wire_name in zip(self.__struct_fields__, self.__struct_encode_fields__, strict=True):
            value = getattr(self, name)
            if wire_name.endswith("Job") and value is not None:
                return JobDetail(wire_name, value)
        return None
