import json

import click
import pytest
from click.testing import CliRunner
from lxml import etree

import ipsxml
from ipsxml.cli import main


def test_versions_are_listed_oldest_first_with_their_evidence() -> None:
    result = CliRunner().invoke(main, ["versions"])

    lines = result.output.splitlines()
    assert lines[0].split() == ["VERSION", "API", "NAMESPACE", "EVIDENCE"]
    known = len(ipsxml.versions())
    assert [line.split()[0] for line in lines[1 : 1 + known]] == [each.name for each in ipsxml.versions()]
    seen = [line.split()[0] for line in lines[1 + known :]]
    assert (seen[0], seen[-1], len(seen)) == ("2011-11-04-beta", "2023-01-15", 6)
    assert all("shape unknown" in line for line in lines[1 + known :])
    assert lines[5].split(maxsplit=3)[1:] == [
        "4.4",
        "http://www.scene7.com/IpsApi/xsd/2009-07-31",
        "change log",
    ]


def test_versions_are_printed_as_json() -> None:
    result = CliRunner().invoke(main, ["versions", "--format", "json"])

    assert json.loads(result.output)[7] == {
        "version": "2013-02-15",
        "namespace": "http://www.scene7.com/IpsApi/xsd/2013-02-15",
        "apiRelease": "6.6",
        "evidence": "the published WSDL",
        "shapeIsKnown": True,
    }
    assert [each["version"] for each in json.loads(result.output) if not each["shapeIsKnown"]][
        -1
    ] == "2023-01-15"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--api", "2013-02-15"],
        ["TaskProgress", "--api", "2010-01-31"],
        ["authenticationFault", "--api", "2013-02-15"],
    ],
    ids=" ".join,
)
def test_a_printed_schema_compiles(arguments: list[str]) -> None:
    result = CliRunner().invoke(main, ["schema", *arguments])

    assert result.exit_code == 0
    assert isinstance(etree.XMLSchema(etree.fromstring(result.output)), etree.XMLSchema)


def test_an_unknown_type_is_a_usage_error_with_a_suggestion() -> None:
    result = CliRunner().invoke(main, ["schema", "TaskProgres", "--api", "2010-01-31"])

    assert result.exit_code == 2
    assert "2010-01-31 has no type or element TaskProgres; did you mean TaskProgress?" in result.output


def test_help_lists_every_command() -> None:
    result = CliRunner().invoke(main, ["--help"])

    commands = main.list_commands(click.Context(main))
    assert [name for name in commands if f"\n  {name} " in result.output] == commands
    assert commands[0] == "validate"
