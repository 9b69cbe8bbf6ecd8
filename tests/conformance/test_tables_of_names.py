"""The versions, and the names that the reference pages print, are those of the tables."""

import pytest
from tables import rows

from ipsxml.contract import family, uses_of_printed_name, versions

MISPRINTED = tuple(row for row in rows("reference_pages") if row["printed_name"] != row["wire_name"])


def test_versions_are_the_rows_of_their_table_in_its_order() -> None:
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


@pytest.mark.parametrize("row", MISPRINTED, ids=lambda row: "-".join(row.values()))
def test_a_name_that_a_page_prints_leads_to_the_name_on_the_wire(row: dict[str, str]) -> None:
    uses = uses_of_printed_name(row["printed_name"])

    languages = {(use.type_name, use.wire_name): use.languages for use in uses}

    assert row["language"] in languages.get((row["page"], row["wire_name"]), ())


def test_the_schemas_hold_the_misprinted_names_of_the_pages_and_no_others() -> None:
    held = {
        (name, printed.language, printed.name, member.name)
        for name, found in family().types.items()
        for member in found.members.values()
        for printed in member.printed_names
    }

    assert held == {
        (row["page"], row["language"], row["printed_name"], row["wire_name"]) for row in MISPRINTED
    }
