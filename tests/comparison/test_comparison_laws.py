"""Properties of every comparison."""

import copy
import json
import re
from itertools import combinations
from typing import Any

import jsonpointer
import pytest
from comparison_pairs import (
    as_new_document,
    as_tuples,
    handles,
    in_any_order,
    key_names,
    mirrored,
    pairs,
    task,
    tasks,
)
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from plain_values import VERSIONS, Leaf, as_values, full_document, leaves
from spellings import Spelling, as_cdata, as_references, spell, with_comments
from thoroughness import examples

import ipsxml
from ipsxml.codec import Document, write_json
from ipsxml.comparison.matching import labels_of
from ipsxml.contract import ComplexType, Version, XsdType, family
from ipsxml.testing.strategies.value_strategies import plain_documents, values
from ipsxml.xml_writing import write_plain

WIRE_VERSIONS = [version for version in VERSIONS if not version.is_reference]
often = settings(max_examples=examples(100), deadline=None, suppress_health_check=list(HealthCheck))


@often
@given(pair=pairs())
def test_a_document_does_not_differ_from_itself(pair: tuple[Document, Document]) -> None:
    for plain in pair:
        content = write_json(plain)

        found = ipsxml.diff(content, content)

        assert (found.changes, bool(found), len(found), found.summary) == ((), False, 0, ())


@often
@given(pair=pairs())
def test_the_reverse_comparison_is_the_mirror_image(
    pair: tuple[Document, Document],
) -> None:
    old, new = (write_json(plain) for plain in pair)

    forward, backward = ipsxml.diff(old, new), ipsxml.diff(new, old)

    assert in_any_order(forward.changes) == in_any_order(mirrored(change) for change in backward.changes)
    assert in_any_order(change.path for change in forward.changes) == in_any_order(
        change.path for change in backward.changes
    )


selections = st.lists(
    st.sampled_from(["**/state", "**/progress", "**/name", "**/jobHandle", "jobArray[*].*.*", "**/[*].*"]),
    min_size=1,
    unique=True,
)


@often
@given(pair=pairs(), other=pairs(), only=selections, ignore=st.just([]) | selections)
def test_the_reverse_comparison_with_a_selection_is_the_mirror_image(
    pair: tuple[Document, Document],
    other: tuple[Document, Document],
    only: list[str],
    ignore: list[str],
) -> None:
    for old, new in (pair, (pair[0], other[0])):
        sides = write_json(old), write_json(new)

        forward = ipsxml.diff(*sides, only=only, ignore=ignore)
        backward = ipsxml.diff(*sides[::-1], only=only, ignore=ignore)

        assert in_any_order(forward.changes) == in_any_order(mirrored(change) for change in backward.changes)


def named(name: str, value: Any, xsd_type: XsdType) -> dict[str, Any]:
    """All values of members with a name inside a plain value, by path."""
    if not isinstance(xsd_type, ComplexType):
        return {}
    if xsd_type.is_array:
        item_type = xsd_type.members["items"].type
        labels = labels_of(value, item_type.key if isinstance(item_type, ComplexType) else ())
        parts = [(f"[{label}]", inner, item_type) for label, inner in zip(labels, value, strict=True)]
    else:
        parts = [(each, inner, xsd_type.members[each].type) for each, inner in value.items()]
    found = {step: inner for step, inner, _ in parts if step == name}
    for step, inner, inner_type in parts:
        found |= {f"{step}.{path}": each for path, each in named(name, inner, inner_type).items()}
    return found


@often
@given(pair=pairs(), name=st.sampled_from(["state", "progress", "name", "taskState", "emailSetting"]))
def test_a_selected_name_differs_if_and_only_if_its_values_do(
    pair: tuple[Document, Document], name: str
) -> None:
    old, new = pair

    found = ipsxml.diff(write_json(old), write_json(new), only=[f"**/{name}"])

    values_of = [named(name, each.payload, family().elements[each.element]) for each in pair]
    assert bool(found) == (values_of[0] != values_of[1])


@often
@given(pair=pairs(of_python=True))
def test_there_is_a_change_if_and_only_if_values_differ(
    pair: tuple[Document, Document],
) -> None:
    old, new = pair
    assert old.type_name is not None

    found = ipsxml.diff(write_json(old), write_json(new))

    same = [as_values(plain.payload, old.type_name, old.version) for plain in pair]
    assert bool(found) == (same[0] != same[1])


@often
@given(pair=pairs())
def test_pointers_resolve_to_the_values_before_and_after(
    pair: tuple[Document, Document],
) -> None:
    old, new = (write_json(plain) for plain in pair)
    old_form, new_form = json.loads(old), json.loads(new)

    for change in ipsxml.diff(old, new).changes:
        if change.kind in ("changed", "removed"):
            assert jsonpointer.resolve_pointer(old_form, change.old_pointer) == change.before
        if change.kind in ("changed", "added"):
            assert jsonpointer.resolve_pointer(new_form, change.pointer) == change.after
        if change.kind == "removed":
            assert change.pointer == change.old_pointer
        if change.kind == "moved":
            assert change.old_pointer.endswith(f"/{change.before}")
            assert change.pointer.endswith(f"/{change.after}")
        if change.kind == "added":
            parent, _, missing = change.old_pointer.rpartition("/")
            holder = jsonpointer.resolve_pointer(old_form, parent)
            assert missing == "-" if isinstance(holder, list) else missing not in holder


def altered(leaf: Leaf) -> Any:
    value = leaf.holder[leaf.key]
    others: dict[str, Any] = {
        "xs:string": f"{value}x",
        "xs:int": 8 if value == 7 else 7,
        "xs:long": 8 if value == 7 else 7,
        "xs:double": 1.5 if value == 0.5 else 0.5,
        "xs:boolean": value is False,
        "xs:dateTime": "2031-01-01T00:00:00.123",
    }
    return others[leaf.builtin]


@often
@given(data=st.data(), version=st.sampled_from(WIRE_VERSIONS))
def test_one_changed_value_is_one_change(data: st.DataObject, version: Version) -> None:
    plain = data.draw(plain_documents(version))
    assert plain.type_name is not None
    changed = copy.deepcopy(plain.payload)
    places = [
        leaf
        for leaf in leaves(changed, plain.type_name, version)
        if isinstance(leaf.key, str)
        and leaf.key not in key_names()
        and leaf.holder[leaf.key] != altered(leaf)
    ]
    assume(places)
    leaf = data.draw(st.sampled_from(places))
    before, after = leaf.holder[leaf.key], altered(leaf)
    leaf.holder[leaf.key] = after

    [change] = ipsxml.diff(write_json(plain), as_new_document(plain, changed)).changes

    assert (change.kind, change.before, change.after) == ("changed", before, after)
    parts = [f".{step}" if isinstance(step, str) else f"[{step.old}]" for step in change.steps]
    assert "".join(parts).removeprefix(".") == leaf.path
    place = "/".join(re.findall(r"[^.\[\]]+", leaf.path))
    assert change.pointer == change.old_pointer == f"/{plain.element}/{place}"


def without_repeated_keys(items: list[Any]) -> list[Any]:
    return list({item["jobHandle"] or item["name"]: item for item in items}.values())


@often
@given(data=st.data(), version=st.sampled_from(VERSIONS))
def test_the_order_of_jobs_affects_only_moves(data: st.DataObject, version: Version) -> None:
    plain = data.draw(values(version, "ActiveJobArray")), data.draw(values(version, "ActiveJobArray"))
    jobs = without_repeated_keys(plain[0])
    others = without_repeated_keys([*plain[1], *jobs[:2]])
    shuffled = data.draw(st.permutations(jobs))

    def found(old: list[Any], new: list[Any]) -> list[Any]:
        contents = [write_json(Document(side, version.name, "activeJobArray")) for side in (old, new)]
        return in_any_order(as_tuples(ipsxml.diff(*contents).changes))

    def without_moves(changes: list[Any]) -> list[Any]:
        return [change for change in changes if change[0] != "moved"]

    assert without_moves(found(jobs, shuffled)) == []
    assert without_moves(found(jobs, others)) == without_moves(found(shuffled, others))


def longest_rising(numbers: list[int]) -> int:
    return max(
        size
        for size in range(len(numbers) + 1)
        for chosen in combinations(numbers, size)
        if list(chosen) == sorted(chosen)
    )


@often
@given(
    order=st.integers(0, 7).flatmap(lambda size: st.permutations(range(size))),
    removed=st.lists(st.integers(0, 7), max_size=3),
    added=st.lists(st.integers(0, 7), max_size=3),
)
def test_as_few_items_as_possible_are_reported_as_moved(
    order: list[int], removed: list[int], added: list[int]
) -> None:
    old, new = [str(number) for number in sorted(order)], [str(number) for number in order]
    for place in removed:
        old.insert(place, f"removed-{len(old)}")
    for place in added:
        new.insert(place, f"added-{len(new)}")

    counts = ipsxml.diff(tasks(*(task(kind) for kind in old)), tasks(*(task(kind) for kind in new))).counts

    assert counts == {
        "added": len(added),
        "removed": len(removed),
        "changed": 0,
        "moved": len(order) - longest_rising(order),
    }


def longest_common(old: list[str], new: list[str]) -> int:
    if not old or not new:
        return 0
    if old[0] == new[0]:
        return 1 + longest_common(old[1:], new[1:])
    return max(longest_common(old[1:], new), longest_common(old, new[1:]))


few_texts = st.lists(st.sampled_from("abc"), max_size=8)


@often
@given(old=few_texts, new=few_texts)
def test_as_few_strings_as_possible_are_added_and_removed(old: list[str], new: list[str]) -> None:
    found = ipsxml.diff(handles(*old), handles(*new))

    common = longest_common(old, new)
    assert found.counts == {
        "added": len(new) - common,
        "removed": len(old) - common,
        "changed": 0,
        "moved": 0,
    }
    backward = ipsxml.diff(handles(*new), handles(*old))
    assert in_any_order(found.changes) == in_any_order(mirrored(change) for change in backward.changes)


@often
@given(data=st.data(), version=st.sampled_from(VERSIONS))
def test_xml_does_not_differ_from_its_own_json(data: st.DataObject, version: Version) -> None:
    plain = data.draw(plain_documents(version, soap_versions=(None, "1.1", "1.2")))

    found = ipsxml.diff(write_plain(plain), write_json(plain))

    assert found.changes == ()


@pytest.mark.parametrize(
    "spelling",
    [
        Spelling(prefix="p:"),
        Spelling(text=as_cdata),
        Spelling(text=as_references),
        Spelling(text=with_comments),
        Spelling(leaf_padding="\n ", between="\n  ", empty_in_short=True),
        Spelling(xsi_type=True, root_attributes=' xsi:schemaLocation="a b"'),
    ],
)
@pytest.mark.parametrize("version", WIRE_VERSIONS[::3], ids=lambda version: version.name)
def test_the_spelling_of_xml_makes_no_difference(version: Version, spelling: Spelling) -> None:
    plain = full_document(version, "getActiveJobsReturn")

    found = ipsxml.diff(spell(plain, Spelling()).encode(), spell(plain, spelling).encode())

    assert found.changes == ()
