from hypothesis import given
from hypothesis import strategies as st

from ipsxml.contract import ComplexType, Member, SimpleType
from ipsxml.reading.content_alignment import ContentFault, content_faults, expected_at


def _type(*members: str, ordered: bool = True) -> ComplexType:
    """A type with these members: ``?`` marks an optional one, ``*`` a repeating one."""
    parsed, string = {}, SimpleType("xs:string", base="xs:string")
    for member in members:
        name = member.rstrip("?*")
        parsed[name] = Member(name, string, int(member == name), None if member.endswith("*") else 1)
    return ComplexType("Example", parsed, ordered)


def test_children_in_order_have_no_fault() -> None:
    assert content_faults(_type("a", "b?", "c"), ["a", "b", "c"]) == []
    assert content_faults(_type("a", "b?", "c"), ["a", "c"]) == []
    assert content_faults(_type("items*"), ["items"] * 5) == []


def test_a_missing_child_is_reported_with_its_place() -> None:
    assert content_faults(_type("a", "b", "c"), ["a", "c"]) == [ContentFault("missing", 1, "b", "after a")]
    assert content_faults(_type("a", "b", ordered=False), ["b"]) == [ContentFault("missing", 0, "a", "")]


def test_a_second_child_with_the_same_name_is_repeated() -> None:
    assert content_faults(_type("a", "b"), ["a", "b", "a"]) == [ContentFault("repeated", 2, "a")]


def test_as_few_children_as_possible_are_misplaced() -> None:
    faults = content_faults(_type("a", "b", "c", "d"), ["b", "c", "d", "a"])

    assert faults == [ContentFault("misplaced", 3, "a", "before b")]


def test_order_does_not_matter_if_the_type_is_unordered() -> None:
    assert content_faults(_type("a", "b", "c", ordered=False), ["c", "a", "b"]) == []


def test_expected_children_end_with_the_first_required_one() -> None:
    complex_type = _type("a", "b?", "c?", "d", "e")

    assert expected_at(complex_type, ["a", None], 1) == ["b", "c", "d"]
    assert expected_at(complex_type, [None], 0) == ["a"]
    assert expected_at(_type("items*"), ["items", None, "items"], 1) == ["items"]


_NAMES = st.lists(st.sampled_from(["a", "b", "c", "d", "e"]), max_size=12)


@given(children=_NAMES)
def test_fixing_the_reported_faults_makes_the_content_valid(children: list[str]) -> None:
    complex_type = _type("a", "b?", "c", "d?", "e")

    faults = content_faults(complex_type, children)
    wrong = {fault.place for fault in faults if fault.kind in ("repeated", "misplaced")}
    kept = [name for place, name in enumerate(children) if place not in wrong]
    moved = [fault.name for fault in faults if fault.kind in ("misplaced", "missing")]

    assert content_faults(complex_type, sorted(kept + moved)) == []
    assert kept == sorted(kept)
