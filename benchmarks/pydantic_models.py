"""pydantic-xml classes for the measured contract, as a user would write them."""

from typing import Any

from pydantic import create_model
from pydantic_xml import BaseXmlModel, element, wrapped

from ipsxml.contract import ComplexType, contract, version_named

_PYTHON = {"xs:int": int, "xs:long": int, "xs:double": float, "xs:boolean": bool}


def pydantic_class(element_name: str, api: str) -> type[BaseXmlModel]:
    """The class of an element, including the classes of its members; times stay strings."""
    version = version_named(api)
    namespaces = {"": version.namespace or ""}
    made: dict[str, type[BaseXmlModel]] = {}

    def class_of(complex_type: ComplexType) -> type[BaseXmlModel]:
        if complex_type.name not in made:
            fields: dict[str, Any] = {
                member.name: field_of(member.name, member.type) for member in complex_type.members.values()
            }
            base = type("Base", (BaseXmlModel,), {}, nsmap=namespaces)
            made[complex_type.name] = create_model(complex_type.name, __base__=base, **fields)
        return made[complex_type.name]

    def field_of(name: str, of: Any) -> tuple[Any, Any]:
        if not isinstance(of, ComplexType):
            return _PYTHON.get(of.base, str) | None, element(tag=name, default=None)
        if not of.is_array:
            return class_of(of) | None, element(tag=name, default=None)
        items = of.members["items"].type
        item = class_of(items) if isinstance(items, ComplexType) else str
        return list[item], wrapped(name, element(tag="items", default_factory=list))  # type: ignore[valid-type]

    root = contract(version).elements[element_name]
    fields: dict[str, Any] = {m.name: field_of(m.name, m.type) for m in root.members.values()}
    base = type("Base", (BaseXmlModel,), {}, nsmap=namespaces)
    made_root: type[BaseXmlModel] = create_model(element_name, __base__=base, **fields)
    return made_root
