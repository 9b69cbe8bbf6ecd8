"""Versions and printed names of the reference pages match the tables."""

import re

import pytest
from tables import rows

from ipsxml.contract import SEEN_VERSIONS, family, uses_of_printed_name, versions
from ipsxml.contract.documentation_languages import documentation
from ipsxml.contract.family import read_schema_file

MISPRINTED = tuple(row for row in rows("reference_pages") if row["printed_name"] != row["wire_name"])
PAGES = ("ko", "zh-Hant", "fr")


def test_versions_match_their_table_in_order() -> None:
    ours = [
        {
            "version": version.name,
            "namespace": version.namespace,
            "api_release": version.api_release,
            "evidence": version.evidence,
        }
        for version in versions()
    ]

    assert ours == list(rows("versions"))


def test_the_table_of_printed_names_matches_the_pages() -> None:
    states = {(row["wire_state"], row["language"], row["printed_state"]) for row in rows("printed_states")}
    states |= {(row["value"], language, row[language]) for row in rows("task_states") for language in PAGES}
    names = {
        (row["page"], row["wire_name"], row["language"], row["printed_name"])
        for row in (*rows("printed_names"), *MISPRINTED)
    }

    ours = {tuple(line.split("\t")) for line in _printed_names()}

    assert {row for row in ours if row[0] == "TaskState"} == {("TaskState", *row) for row in states}
    assert {row for row in ours if row[0] in ("ActiveJob", "TaskProgress") and row[1]} == names


def test_every_printed_name_refers_to_an_existing_name() -> None:
    for line in _printed_names():
        type_name, meant, _, printed = line.split("\t")
        if type_name in family().types:
            assert not meant or meant in family().types[type_name].members, line
        else:
            assert meant in family().simple_types[type_name].values, line
        assert (type_name, meant or type_name) in {
            (use.type_name, use.meant) for use in uses_of_printed_name(printed)
        }


def test_a_printed_name_has_one_meaning_per_type() -> None:
    for line in _printed_names():
        uses = uses_of_printed_name(line.split("\t")[3])
        assert len({use.type_name for use in uses}) == len(uses), line


def test_seen_versions_match_their_table() -> None:
    assert {version.name for version in SEEN_VERSIONS} == {
        row["namespace_date"] for row in rows("seen_namespaces")
    }


def _printed_names() -> list[str]:
    return read_schema_file("printed_names.tsv").decode().splitlines()[1:]


@pytest.mark.parametrize("lang", PAGES)
def test_the_documentation_of_a_task_state_starts_with_its_printed_name(lang: str) -> None:
    begins = {
        row["value"]: re.split(" ?[:：]", documentation(lang, "TaskState", row["value"]).text)[0]
        for row in rows("task_states")
    }

    assert begins == {row["value"]: row[lang] for row in rows("task_states")}
