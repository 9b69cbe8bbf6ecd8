"""The complete outputs for the differences between the fixtures."""

import copy
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from captured import plain_in
from comparison_pairs import NEWEST, document, job, key_names, response, task, tasks
from lxml import html
from plain_values import full_document, leaves
from rich.cells import cell_len

import ipsxml
from ipsxml.comparison import Diff, compare, rules_of
from ipsxml.comparison.change_words import elapsed, shown
from ipsxml.comparison.diff_text import render_step
from ipsxml.comparison.render.diff_formats import FORMATS
from ipsxml.comparison.render.diff_json import render_json, render_patch
from ipsxml.comparison.render.html import render_html
from ipsxml.contract import contract, family

OUTPUTS = Path(__file__).parent / "outputs"
NAMES = ("before.xml", "after.xml")


@pytest.fixture
def found(fixtures: Path) -> Diff:
    return ipsxml.diff(fixtures / "diff/before.xml", fixtures / "diff/after.xml")


def expected(name: str) -> str:
    return (OUTPUTS / name).read_text("utf-8").removesuffix("\n")


def test_the_fixtures_have_every_kind_of_change(found: Diff) -> None:
    assert dict(found.counts) == {"added": 3, "removed": 2, "changed": 22, "moved": 2}


def test_text_groups_the_changes_by_job(found: Diff) -> None:
    assert found.text(NAMES) == expected("diff.txt")


def test_text_fits_the_columns_of_a_terminal(found: Diff) -> None:
    narrow = found.text(NAMES, width=60)

    assert narrow == expected("diff-60.txt")
    assert max(cell_len(line) for line in narrow.splitlines()) <= 60


@pytest.mark.parametrize("width", [40, 50, 60, 70, 80, 100, 120])
def test_no_line_is_wider_than_the_terminal_in_any_script(width: int) -> None:
    handles = ["夜間アップロード" * 8, "j|7||" + "x" * 200]
    old = response(*(job(handle, progressMessage="読み込み中" * 20) for handle in handles))
    new = response(*(job(handle, progressMessage="完了" * 30, description="설명" * 40) for handle in handles))

    text = ipsxml.diff(old, new).text(NAMES, width=width)

    assert max(cell_len(line) for line in text.splitlines()) <= width


def test_the_style_function_gets_a_role_for_each_kind(found: Diff) -> None:
    roles: dict[str, list[str]] = {
        "added": [],
        "removed": [],
        "changed": [],
        "moved": [],
        "job": [],
        "heading": [],
    }

    def style(text: str, role: str) -> str:
        roles[role].append(text)
        return text

    found.text(NAMES, style=style)

    assert {role: texts[:2] for role, texts in roles.items()} == {
        "added": ["after.xml: getActiveJobsReturn, 2013-02-15, SOAP 1.1", "+"],
        "removed": ["before.xml: getActiveJobsReturn, 2013-02-15, SOAP 1.1", "42%"],
        "changed": ["~", "~"],
        "moved": ["夜間アップロード_2013-03-04-09:20:00.000", "taskItemProgressArray[hat.tif]"],
        "job": ["winter-catalogue_2013-03-04-09:30:00.000", "weekly-publish_2013-03-04-09:31:00.000"],
        "heading": ["taskProgressArray[com.example.upload.UploadTask]", "taskItemProgressArray[hat.tif]"],
    }


FORGED = "x\n- production-job (was Running)\r\x1b[2K\x85\x9b31m\u2028\u202e\u2066\u200f\u200b\ufeff\x7f "


@pytest.mark.parametrize("keys", ["their own", "forged"])
@pytest.mark.parametrize("element", sorted(contract(NEWEST).elements))
@pytest.mark.parametrize("width", [None, 60])
def test_no_string_of_a_document_reaches_a_terminal_raw(element: str, keys: str, width: int | None) -> None:
    old = full_document(NEWEST, element)
    assert old.type_name is not None
    payload = copy.deepcopy(old.payload)
    for leaf in leaves(payload, old.type_name, NEWEST):
        if leaf.builtin == "xs:string" and (keys == "forged" or leaf.key not in key_names()):
            leaf.holder[leaf.key] = FORGED + leaf.holder[leaf.key]
    new = replace(old, payload=payload)

    for sides in ((old, new), (new, old), (new, plain_in(document("stopJobReturn", {})))):
        found = compare(*sides, rules_of())
        names = ("a\n", FORGED)
        for text in (found.text(names, width=width), render_step(found.roots, names, width=width)):
            assert text.replace("\n", "").isprintable()
            assert "\n- production-job" not in text


ALIKE = [
    ("caf\u00e9", "cafe\u0301", r'"caf\u00e9" → "cafe\u0301"'),
    ("Done", "D\u043ene", r'"Done" → "D\u043ene"'),
    ("done", "done ", '"done" → "done "'),
    ("", '""', r'"" → "\"\""'),
    ("a\nb", r"a\nb", r'"a\nb" → "a\\nb"'),
    ("a\tb", "a b", r"a\tb → a b"),
    ("a\u3000b", "a b", r'"a\u3000b" → "a b"'),
    ("caf\u00e9", "caf\u00e8", "caf\u00e9 → caf\u00e8"),
    ("読み込み中", "完了", "読み込み中 → 完了"),
]


@pytest.mark.parametrize(("before", "after", "text"), ALIKE)
def test_different_values_that_look_alike_are_distinguishable(before: str, after: str, text: str) -> None:
    old, new = (response(job("a", progressMessage=value, state=value)) for value in (before, after))
    found = ipsxml.diff(old, new)

    lines = found.text(NAMES).splitlines()
    page = html.document_fromstring(render_html(found, NAMES))

    assert lines[4:6] == [f"  ~ state: {text}", f"  ~ progressMessage: {text}"]
    sides = [page.xpath(f"string((//main//{tag})[1])") for tag in ("del", "ins")]
    assert (sides == text.split(" → ")) == (before != "a\tb")  # a page shows a tab as a tab
    assert sides[0] != sides[1]


def test_different_states_that_look_alike_are_distinguishable() -> None:
    old, new = response(job("a", state="Running")), response(job("a", state="Running\u200b "))

    assert ipsxml.diff(old, new).text(NAMES).splitlines()[3] == (r"a_name (Running → Running\u200b )")


def test_percentages_that_round_alike_are_distinguishable() -> None:
    old, new = (tasks(task("a", progress=value)) for value in (0.123451, 0.123452))

    assert "  ~ progress: 0.123451 → 0.123452" in ipsxml.diff(old, new).text(NAMES).splitlines()


def test_the_documentation_has_the_table_of_formats(fixtures: Path) -> None:
    rows = re.findall(
        r"^\| `([a-z-]+)` \| (.*) \|$", (fixtures.parent / "docs/diff.md").read_text("utf-8"), re.MULTILINE
    )

    assert [row for row in rows if row[0] in FORMATS] == [
        (name, each.about) for name, each in FORMATS.items()
    ]


def test_a_step_of_a_series_is_summarized(fixtures: Path) -> None:
    names = ["before.xml", "after.xml", "later.xml"]
    paths = [fixtures / "diff" / name for name in names]
    steps = [
        render_step(ipsxml.diff(paths[n], paths[n + 1]).roots, (names[n], names[n + 1])) for n in range(2)
    ]

    assert "\n\n".join(steps) == expected("follow.txt")


def test_no_difference_is_reported_as_such(fixtures: Path) -> None:
    path = fixtures / "diff/before.xml"
    same = ipsxml.diff(path, path)

    assert same.text(("a", "b")).splitlines()[3:] == ["no difference"]
    assert (render_patch(same), json.loads(render_json(same, ("a", "b")))["changes"]) == ("[]", [])


def test_json_has_every_change_with_its_pointers(found: Diff) -> None:
    assert render_json(found, NAMES) == expected("diff.json")


def test_a_patch_has_one_operation_per_line(found: Diff) -> None:
    assert render_patch(found) == expected("patch.json")


@pytest.mark.parametrize(
    ("value", "type_name", "name", "text"),
    [
        (42, "xs:int", "progress", "42%"),
        (0.5, "Fraction", "progress", "50%"),
        (1 / 3, "Fraction", "progress", "33.33%"),
        ("INF", "Fraction", "progress", "INF"),
        (42, "xs:int", "numPending", "42"),
        (True, "xs:boolean", "overwrite", "true"),
        ("", "xs:string", "progressMessage", '""'),
        ({"process": "None"}, "PhotoshopOptions", "photoshopOptions", '{"process": "None"}'),
        ([], "HandleArray", "projectHandleArray", "[]"),
    ],
)
def test_a_value_is_shown_in_readable_form(value: object, type_name: str, name: str, text: str) -> None:
    assert shown(value, type_name, name) == text


def test_members_shown_as_percentages_are_named_progress() -> None:
    types = {
        member.builtin
        for complex_type in family().types.values()
        for member in complex_type.members.values()
        if member.name == "progress"
    }

    assert types == {"xs:int", "xs:double"}


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("2013-03-04T09:30:00Z", "2013-03-04T09:30:04.5Z", "4.5 s later"),
        ("2013-03-04T09:30:00Z", "2013-03-04T10:29:00+01:00", "1 min earlier"),
        ("2013-03-04T09:30:00", "2013-03-05T12:30:10", "1 d 3 h later"),
        ("2013-03-04T09:30:00", "2013-03-04T09:31:00.25", "1 min 0.25 s later"),
        ("2013-03-04T09:30:00", "2013-03-04T09:30:00Z", None),
        ("12013-03-04T09:30:00", "2013-03-04T09:30:00", None),
    ],
)
def test_the_time_between_two_instants_is_shown_if_defined(before: str, after: str, text: str | None) -> None:
    assert elapsed(before, after) == text
