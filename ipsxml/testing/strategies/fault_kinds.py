"""The kinds of faults in documents: where each is possible, and how to make it."""

from collections.abc import Callable
from copy import deepcopy
from typing import NamedTuple

from hypothesis import strategies as st
from lxml import etree

from ipsxml.capture import local_name
from ipsxml.contract import FAMILY_NAMESPACE, credentials, family
from ipsxml.testing.strategies.fault_places import Place
from ipsxml.testing.strategies.traps import TRAPS

_OTHER_NAMESPACE = "http://example.com/other"
_UNKNOWN = "unheardOf"  # unlike any known name, so that no message suggests one
_TEXTS = ("x", "0", "true", "2013-02-15T12:00:00Z")
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"


class Made(NamedTuple):
    """A fault that was made: a description, and the element that the issue is about."""

    words: str
    element: etree._Element


class Kind(NamedTuple):
    """A kind of fault.

    ``code`` is the code of its issue. ``is_possible`` decides whether a place can have the fault, and
    ``make`` makes it there.
    """

    code: str
    is_possible: Callable[[Place], bool]
    make: Callable[[st.DrawFn, Place], Made]


def _is_required(place: Place) -> bool:
    return place.member is not None and bool(place.member.min_occurs)


def _drop(_: st.DrawFn, place: Place) -> Made:
    parent = place.parent
    parent.remove(place.element)
    return Made(f"{place.name} was removed from {local_name(parent)}", parent)


def _cannot_repeat(place: Place) -> bool:
    return place.member is not None and not place.member.repeats


def _double(_: st.DrawFn, place: Place) -> Made:
    again = deepcopy(place.element)
    place.element.addnext(again)
    return Made(f"{place.name} was duplicated", again)


def _follows_another(place: Place) -> bool:
    before = place.element.getprevious()
    is_ordered = place.holder is not None and place.holder.ordered
    return is_ordered and before is not None and before.tag != place.element.tag


def _swap(_: st.DrawFn, place: Place) -> Made:
    before = place.element.getprevious()
    assert before is not None
    before.addprevious(place.element)
    return Made(f"{place.name} was moved before {local_name(before)}", place.element)


def _is_inside(place: Place) -> bool:
    return place.holder is not None


def _rename(_: st.DrawFn, place: Place) -> Made:
    new = place.name[0].swapcase() + place.name[1:]
    words = f"{place.name} was renamed to {new}"
    place.element.tag = place.tag(new)
    return Made(words, place.element)


def _move_to_namespace(draw: st.DrawFn, place: Place) -> Made:
    own = etree.QName(place.element).namespace or ""
    others = [namespace for namespace in (_OTHER_NAMESPACE, FAMILY_NAMESPACE) if namespace != own]
    other = draw(st.sampled_from(others))
    place.element.tag = f"{{{other}}}{place.name}"
    return Made(f"{place.name} was moved to the namespace {other}", place.element)


def _has_traps(place: Place) -> bool:
    return place.builtin in TRAPS


def _lay_trap(draw: st.DrawFn, place: Place) -> Made:
    return _write(place, draw(st.sampled_from(TRAPS[place.builtin or ""])))


def _write(place: Place, text: str) -> Made:
    words = f"the value of {place.name} was changed from {place.element.text or ''!r} to {text!r}"
    place.element.text = text
    return Made(words, place.element)


def _is_listed(place: Place) -> bool:
    """Whether the allowed values are listed or have a pattern."""
    return place.limit is not None and bool(place.limit.values or place.limit.pattern)


def _write_unlisted(_: st.DrawFn, place: Place) -> Made:
    return _write(place, "999999" if place.builtin == "xs:int" else "Unlisted")


def _has_range(place: Place) -> bool:
    return place.limit is not None and place.limit.maximum is not None


def _write_out_of_range(draw: st.DrawFn, place: Place) -> Made:
    assert place.limit is not None
    assert place.limit.maximum is not None
    beyond = repr(float(place.limit.maximum) + 0.5)
    return _write(place, draw(st.sampled_from([beyond, "-0.5", "INF", "NaN"])))


def _anywhere(_: Place) -> bool:
    return True


def _add_attribute(draw: st.DrawFn, place: Place) -> Made:
    complex_type = place.complex_type
    takes_foreign = complex_type is not None and complex_type.takes_foreign_attributes
    foreign = [] if takes_foreign else [f"{{{_OTHER_NAMESPACE}}}note"]
    attribute = draw(st.sampled_from(["id", f"{_XSI}nil", *foreign]))
    place.element.set(attribute, "true")
    return Made(f"the attribute {attribute} was added to {place.name}", place.element)


def _has_element_content(place: Place) -> bool:
    return place.complex_type is not None


def _add_text(draw: st.DrawFn, place: Place) -> Made:
    text, index = draw(st.sampled_from(_TEXTS)), draw(st.integers(0, len(place.element)))
    if index:
        place.element[index - 1].tail = text
    else:
        place.element.text = text
    return Made(f"the text {text!r} was added between the elements of {place.name}", place.element)


def _add_unknown(draw: st.DrawFn, place: Place) -> Made:
    return _insert(draw, place, _UNKNOWN)


def _insert(draw: st.DrawFn, place: Place, name: str) -> Made:
    element = etree.Element(place.tag(name))
    place.element.insert(draw(st.integers(0, len(place.element))), element)
    return Made(f"{name}, which is not allowed there, was added to {place.name}", element)


def _of_other_versions(place: Place) -> list[str]:
    """The members that the element has only in other versions; credentials are never validated."""
    complex_type = place.complex_type
    if complex_type is None:
        return []
    in_family = family().types[complex_type.name].members
    return [
        name
        for name, member in in_family.items()
        if name not in complex_type.members and member.alias_of is None
        if name not in credentials().get(complex_type.name, ())
    ]


def _has_other_versions(place: Place) -> bool:
    return bool(_of_other_versions(place))


def _add_of_other_version(draw: st.DrawFn, place: Place) -> Made:
    return _insert(draw, place, draw(st.sampled_from(_of_other_versions(place))))


def _is_root(place: Place) -> bool:
    return place.holder is None


def _rename_root(_: st.DrawFn, place: Place) -> Made:
    name, place.element.tag = place.name, place.tag(_UNKNOWN)
    return Made(f"{name} was renamed to {_UNKNOWN}", place.element)


def _move_root(_: st.DrawFn, place: Place) -> Made:
    name, place.element.tag = place.name, f"{{{_OTHER_NAMESPACE}}}{place.name}"
    return Made(f"{name} was moved to the namespace {_OTHER_NAMESPACE}", place.element)


# A document that cannot have a kind of fault gets the next possible one. So a kind that is rarely possible is
# followed by a similar one.
KINDS = (
    Kind("missing-element", _is_required, _drop),
    Kind("repeated-element", _cannot_repeat, _double),
    Kind("misplaced-element", _follows_another, _swap),
    Kind("unexpected-element", _is_inside, _rename),
    Kind("wrong-namespace", _is_inside, _move_to_namespace),
    Kind("unlisted-value", _is_listed, _write_unlisted),
    Kind("out-of-range", _has_range, _write_out_of_range),
    Kind("bad-value", _has_traps, _lay_trap),
    Kind("unexpected-text", _has_element_content, _add_text),
    Kind("unexpected-element", _anywhere, _add_unknown),
    Kind("unexpected-element", _has_other_versions, _add_of_other_version),
    Kind("unexpected-attribute", _anywhere, _add_attribute),
    Kind("unsupported-payload", _is_root, _rename_root),
    Kind("unsupported-payload", _is_root, _move_root),
)
