"""Looking up a name: everything the schemas say about it, and where it occurs."""

from collections.abc import Iterable, Iterator

from ipsxml.contract.api_versions import SEEN_VERSIONS, versions
from ipsxml.contract.compiled_contracts import family
from ipsxml.contract.describing_types import describe_member, describe_type, describe_values
from ipsxml.contract.describing_versions import describe_version
from ipsxml.contract.descriptions import (
    Description,
    ElementDescription,
    MemberDescription,
    OperationDescription,
    TypeDescription,
    ValuesDescription,
)
from ipsxml.contract.documentation_languages import languages
from ipsxml.contract.family import ENGLISH, fixed_namespaces
from ipsxml.contract.operations import PARAMETERS, RETURN, all_operations, is_upload
from ipsxml.contract.printed_names import uses_of_printed_name
from ipsxml.errors import UnknownName
from ipsxml.near_misses import did_you_mean


def describe(name: str, *, lang: str = ENGLISH) -> Description:
    """Describe a name used in job documents, from the schemas' own documentation.

    ``name`` is a type (``"TaskProgress"``, ``"TaskState"``), an element (``"taskState"``,
    ``"getActiveJobsReturn"``), one element of a type (``"TaskProgress.progress"``), an operation
    (``"getActiveJobs"``), or an API version (``"2013-02-15"``). Each kind has its subclass of
    ``Description``. ``lang`` is ``"en"``, ``"ko"``, ``"zh-Hant"``, or ``"fr"``. Texts that are not
    translated are in English; each text names its language.

    Raises ``UnknownName``, with a suggestion, and ``ValueError`` for any other ``lang``.

    >>> state = describe("TaskProgress.taskState")
    >>> state.type, state.since, state.text
    ('TaskState', '2012-02-14', "The task's current state.")
    """
    _check(lang)
    found = _version(name) or _operation(name, lang) or _member(name, lang) or _type(name, lang)
    found = found or _element(name, lang)
    if found is None:
        raise UnknownName(f"unknown name {name}{_hint(name)}")
    return found


def describe_all(
    *, lang: str = ENGLISH
) -> tuple[OperationDescription | TypeDescription | ValuesDescription, ...]:
    """The operations, then the types with members, then the types of single values, in schema order.

    Requests and responses are parts of their operations. Raises ``ValueError`` as ``describe`` does.
    """
    _check(lang)
    types = [each for each in family().types.values() if each.name not in _parts_of_operations()]
    return (
        *(_describe_operation(name, lang) for name in all_operations()),
        *(describe_type(each, lang) for each in types),
        *(describe_values(each, lang) for each in family().simple_types.values()),
    )


def describable_names() -> tuple[str, ...]:
    """Every name that ``describe`` accepts, except those of the form ``Type.element``."""
    known = family()
    members = (member for complex_type in known.types.values() for member in complex_type.members)
    dated = (version.name for version in (*versions(), *SEEN_VERSIONS))
    names = (*all_operations(), *known.types, *known.simple_types, *known.elements, *members, *dated)
    return tuple(dict.fromkeys(names))


def member_names(type_name: str) -> tuple[str, ...]:
    """The names that ``describe`` accepts for the elements of a type; empty for an unknown type."""
    known = family()
    complex_type = known.types.get(type_name) or known.elements.get(type_name)
    return tuple(f"{type_name}.{member}" for member in complex_type.members) if complex_type else ()


def _version(name: str) -> Description | None:
    found = (version for version in (*versions(), *SEEN_VERSIONS) if version.name == name)
    return next(map(describe_version, found), None)


def _operation(name: str, lang: str) -> Description | None:
    return _describe_operation(name, lang) if name in all_operations() else None


def _describe_operation(name: str, lang: str) -> OperationDescription:
    types = family().types
    request = describe_type(types[name + PARAMETERS], lang)
    return OperationDescription(
        name=name,
        text=request.text,
        lang=request.lang,
        since=request.since,
        until=request.until,
        transport="multipart" if is_upload(name) else "soap",
        request=request,
        answer=describe_type(types[name + RETURN], lang),
        faults=tuple(fixed_namespaces()),
    )


def _member(name: str, lang: str) -> Description | None:
    type_name, _, element = name.partition(".")
    complex_type = family().types.get(type_name) or family().elements.get(type_name)
    if complex_type is None or element not in complex_type.members:
        return None
    return describe_member(complex_type, complex_type.members[element], lang)


def _type(name: str, lang: str) -> Description | None:
    known = family()
    if name in known.simple_types:
        return describe_values(known.simple_types[name], lang)
    return describe_type(known.types[name], lang) if name in known.types else None


def _element(name: str, lang: str) -> Description | None:
    document, occurrences = family().elements.get(name), tuple(_occurrences(name, lang))
    if document is not None and not occurrences:
        return describe_type(document, lang)
    if not occurrences:
        return None
    return ElementDescription(
        name=name, document=document.name if document else None, occurrences=occurrences
    )


def _occurrences(name: str, lang: str) -> Iterator[MemberDescription]:
    for complex_type in family().types.values():
        if name in complex_type.members:
            yield describe_member(complex_type, complex_type.members[name], lang)


def _parts_of_operations() -> set[str]:
    return {name + part for name in all_operations() for part in (PARAMETERS, RETURN)}


def _check(lang: str) -> None:
    if lang not in languages():
        raise ValueError(f"no documentation in {lang!r}; available languages: {', '.join(languages())}")


def _hint(name: str) -> str:
    """A suggestion: the name is printed on a reference page, is a value, or is misspelled."""
    for use in uses_of_printed_name(name):
        return f"; {name} is {use.describe()}"
    for simple_type in family().simple_types.values():
        if name in simple_type.values:
            return f"; {name} is a value of {simple_type.name}"
    return did_you_mean(name, _candidates(name))


def _candidates(name: str) -> Iterable[str]:
    type_name, dot, _ = name.partition(".")
    return member_names(type_name) or (describable_names() if not dot else _all_members())


def _all_members() -> Iterator[str]:
    for type_name in family().types:
        yield from member_names(type_name)
