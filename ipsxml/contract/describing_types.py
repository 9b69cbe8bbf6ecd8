"""Descriptions of types, their members, and their values, from the family of schemas."""

from ipsxml.contract.api_versions import PRE_4_0, later_of, sooner_of
from ipsxml.contract.compiled_contracts import family
from ipsxml.contract.contract_types import ComplexType, Member, SimpleType, XsdType
from ipsxml.contract.descriptions import (
    MemberDescription,
    TypeDescription,
    ValueDescription,
    ValuesDescription,
)
from ipsxml.contract.documentation_languages import documentation
from ipsxml.contract.made_once import once
from ipsxml.contract.operations import PARAMETERS, RETURN, all_operations
from ipsxml.contract.printed_names import printed_names_of


def describe_type(complex_type: ComplexType, lang: str) -> TypeDescription:
    """Describe a type with members."""
    name = complex_type.name
    prose = documentation(lang, name)
    return TypeDescription(
        name=name,
        text=prose.text,
        lang=prose.lang,
        since=complex_type.since or PRE_4_0.name,
        until=complex_type.until,
        members=tuple(describe_member(complex_type, each, lang) for each in complex_type.members.values()),
        documents=tuple(element for element, each in family().elements.items() if each is complex_type),
        operation=operation_of(name),
        occurs_in=_occurrences(complex_type),
        roots=_roots_above()[name],
        printed=printed_names_of(name, name),
    )


def describe_member(complex_type: ComplexType, member: Member, lang: str) -> MemberDescription:
    """Describe one element inside a type."""
    prose = documentation(lang, complex_type.name, member.name)
    exists = member.alias_of is None
    since = later_of(complex_type.since, member.since) or PRE_4_0.name
    return MemberDescription(
        name=f"{complex_type.name}.{member.name}",
        element=member.name,
        type=member.type.name,
        base=member.wire_type or member.builtin,
        limits=_limits(member, lang),
        text=prose.text,
        lang=prose.lang,
        since=since if exists else None,
        until=sooner_of(complex_type.until, member.until) if exists else None,
        required_since=member.required_since or (since if member.min_occurs and exists else None),
        repeats=member.repeats,
        alias_of=member.alias_of,
        printed=printed_names_of(complex_type.name, member.name),
        roots=(complex_type.name,) if operation_of(complex_type.name) else _roots_above()[complex_type.name],
    )


def describe_values(simple_type: SimpleType, lang: str) -> ValuesDescription:
    """Describe a type of single values."""
    prose = documentation(lang, simple_type.name)
    return ValuesDescription(
        name=simple_type.name,
        text=prose.text,
        lang=prose.lang,
        base=simple_type.base,
        values=tuple(_describe_value(simple_type, value, lang) for value in simple_type.values),
        minimum=simple_type.minimum,
        maximum=simple_type.maximum,
        pattern=simple_type.pattern,
        occurs_in=_occurrences(simple_type),
    )


def _limits(member: Member, lang: str) -> ValuesDescription | None:
    if isinstance(member.type, SimpleType) and member.type.is_limited:
        return describe_values(member.type, lang)
    return None


def operation_of(element: str) -> str | None:
    """The operation whose request or response the element is, if any."""
    operation = element.removesuffix(PARAMETERS).removesuffix(RETURN)
    return operation if operation in all_operations() else None


def _describe_value(simple_type: SimpleType, value: str, lang: str) -> ValueDescription:
    prose = documentation(lang, simple_type.name, value)
    return ValueDescription(
        value=value,
        constant=simple_type.constants.get(value),
        text=prose.text,
        lang=prose.lang,
        printed=printed_names_of(simple_type.name, value),
    )


def _occurrences(wanted: XsdType) -> tuple[str, ...]:
    return tuple(
        f"{complex_type.name}.{member.name}"
        for complex_type in family().types.values()
        for member in complex_type.members.values()
        if member.type == wanted and member.alias_of is None
    )


@once(1)
def _roots_above() -> dict[str, tuple[str, ...]]:
    """The requests and responses that may contain each type, at any depth."""
    roots: dict[str, list[str]] = {name: [] for name in family().types}
    for root in filter(operation_of, family().elements):
        waiting, inside = [family().elements[root]], set[str]()
        while waiting:
            for member in waiting.pop().members.values():
                if isinstance(member.type, ComplexType) and member.type.name not in inside:
                    inside.add(member.type.name)
                    waiting.append(member.type)
        for name in inside:
            roots[name].append(root)
    return {name: tuple(found) for name, found in roots.items()}
