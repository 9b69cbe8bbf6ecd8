"""The typed model: one class per type of the schemas, with the members of all API versions.

Arrays are lists of their items. ``types`` contains the classes, generated from the schemas, and
``base`` their base classes.
"""

from functools import lru_cache
from types import GenericAlias
from typing import Any

from ipsxml.contract import family
from ipsxml.model import types
from ipsxml.model.base import JobDetail, Payload, WithJobDetails


@lru_cache
def model_type(type_name: str) -> type | GenericAlias:
    """The Python type for a type of the schemas: a class of ``types``, or a list.

    >>> model_type("TaskProgress").__name__, model_type("HandleArray")
    ('TaskProgress', list[str])
    """
    if type_name == "xs:string":  # the only built-in that arrays contain
        return str
    complex_type = family().types[type_name]
    if complex_type.is_array:
        return GenericAlias(list, (model_type(complex_type.members["items"].type.name),))
    found: type = getattr(types, type_name[0].upper() + type_name[1:])
    return found


def field_names(type_name: str) -> dict[str, str]:
    """The field names of a class, by element name.

    >>> field_names("submitJobReturn")
    {'jobHandle': 'job_handle'}
    """
    model: Any = model_type(type_name)
    return dict(zip(model.__struct_encode_fields__, model.__struct_fields__, strict=True))


__all__ = ["JobDetail", "Payload", "WithJobDetails", "field_names", "model_type", "types"]
