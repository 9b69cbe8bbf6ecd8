"""``ipsxml schema --all``: the files, and programs of others that find the XSDs through the catalog."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator
from lxml import etree
from referencing import Registry, Resource

import ipsxml
from ipsxml.cli import main

CATALOG = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}"
WIRE = [version for version in ipsxml.versions() if version.namespace]
NAMES = [version.name for version in ipsxml.versions()]
# Where Debian puts them; an editor has them inside.
XERCES = [Path("/usr/share/java", name) for name in ("xercesImpl.jar", "xml-resolver.jar")]
needs_xerces = pytest.mark.skipif(
    shutil.which("javac") is None or not all(jar.exists() for jar in XERCES),
    reason="Xerces and its resolver of catalogs are not installed",
)
needs_xmllint = pytest.mark.skipif(shutil.which("xmllint") is None, reason="xmllint is not installed")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["schema", *arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of all versions."""
    folder = tmp_path_factory.mktemp("schemas") / "ips"
    result = run("--all", "-o", str(folder))
    said = f"23 files; {folder}/catalog.xml maps each namespace to its XSD\n"
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", said)
    return folder


@pytest.fixture
def documents(tmp_path: Path) -> dict[str, tuple[Path, Path]]:
    """A bare document of each version with a namespace, and one like it with a wrong element."""
    made = {}
    for version in WIRE:
        name = "getActiveJobsReturn" if version.name != "pre-4.0" else "authenticationFault"
        good = tmp_path / f"{version.name}.xml"
        good.write_bytes(ipsxml.encode(ipsxml.sample(name, api=version.name, jobs=1, seed=3), indent=2))
        bad = good.with_suffix(".bad.xml")
        bad.write_bytes(re.sub(rb"<(/?)(jobArray|reason)>", rb"<\1wrong>", good.read_bytes()))
        made[version.namespace] = (good, bad)
    return made


def test_every_version_has_an_xsd_and_a_json_schema_as_they_are_printed(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {
        "catalog.xml",
        *(f"ips-{name}.{ending}" for name in NAMES for ending in ("xsd", "schema.json")),
    }
    for name in NAMES:
        assert (folder / f"ips-{name}.xsd").read_text("utf-8") == ipsxml.export_schema(api=name)
        assert (folder / f"ips-{name}.schema.json").read_text("utf-8") == ipsxml.export_json_schema(api=name)


def test_the_catalog_leads_from_each_namespace_to_the_xsd_of_that_namespace(folder: Path) -> None:
    catalog = etree.parse(folder / "catalog.xml").getroot()

    for tag, key in (("uri", "name"), ("system", "systemId")):
        entries = {entry.get(key): entry.get("uri") for entry in catalog.iter(CATALOG + tag)}
        targets = {
            namespace: etree.parse(folder / str(file)).getroot().get("targetNamespace")
            for namespace, file in entries.items()
        }
        assert targets == {version.namespace: version.namespace for version in WIRE}


def test_json_schemas_can_be_referred_to_by_their_ids(folder: Path) -> None:
    schemas = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]
    registry: Registry[Any] = Registry().with_resources(
        (each["$id"], Resource.from_contents(each)) for each in schemas
    )

    validator = Draft202012Validator({"$ref": "urn:ipsxml:json-schema:2013-02-15"}, registry=registry)

    assert len({each["$id"] for each in schemas}) == len(NAMES)
    for api in ("2013-02-15", "2012-02-14"):
        document = json.loads(ipsxml.to_json(ipsxml.sample("ActiveJob", api=api)))
        assert validator.is_valid(document) == (api == "2013-02-15")


def test_a_json_schema_of_one_type_has_an_id_of_its_own() -> None:
    schema = json.loads(run("TaskProgress", "--api", "2010-01-31", "--format", "json-schema").stdout)

    assert schema["$id"] == "urn:ipsxml:json-schema:2010-01-31:TaskProgress"


@needs_xmllint
@pytest.mark.parametrize("variable", ["XML_CATALOG_FILES", "SGML_CATALOG_FILES"])
def test_xmllint_finds_the_schema_of_a_namespace_through_the_catalog(
    variable: str, folder: Path, documents: dict[str, tuple[Path, Path]]
) -> None:
    surroundings = {**os.environ, variable: str(folder / "catalog.xml")}
    options = ["--nonet", "--noout", *(["--catalogs"] if variable == "SGML_CATALOG_FILES" else [])]

    for namespace, (good, bad) in documents.items():
        command = ["xmllint", *options, "--schema", namespace, str(good), str(bad)]
        said = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False).stderr  # noqa: S603

        assert said.splitlines()[0] == f"{good} validates"
        assert "}wrong': This element is not expected." in said.splitlines()[1]
        assert said.splitlines()[-1] == f"{bad} fails to validate"


@pytest.mark.slow
@needs_xerces
def test_xerces_finds_the_schema_of_a_bare_document_by_its_namespace(
    folder: Path, documents: dict[str, tuple[Path, Path]]
) -> None:
    def said_of(*files: Path) -> list[str]:
        program = Path(__file__).with_name("ByCatalog.java")
        path = os.pathsep.join(map(str, XERCES))
        command = ["java", "-cp", path, str(program), str(folder / "catalog.xml"), *map(str, files)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S603

    assert said_of(*(good for good, _ in documents.values())) == []
    complaints = said_of(*(bad for _, bad in documents.values()))
    assert len(complaints) == len(WIRE)
    assert all("}' is expected." in each and ":wrong}" in each for each in complaints)


def test_all_wants_a_directory_and_nothing_that_chooses(tmp_path: Path) -> None:
    assert "--all needs -o with a directory" in run("--all").stderr
    for choice in (["TaskProgress"], ["--api", "2013-02-15"], ["--format", "xsd"]):
        result = run("--all", "-o", str(tmp_path / "a"), *choice)

        assert (result.exit_code, "cannot be combined with TYPE, --api, or --format" in result.stderr) == (
            2,
            True,
        )
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_exists_is_kept_without_force(tmp_path: Path) -> None:
    target = tmp_path / "task.xsd"
    arguments = ("TaskProgress", "--api", "2010-01-31", "-o", str(target))

    first, second, forced = run(*arguments), run(*arguments), run(*arguments, "--force")

    assert [result.exit_code for result in (first, second, forced)] == [0, 2, 0]
    assert second.stderr == f"error: {target} already exists; use --force to overwrite it\n"
    assert target.read_text("utf-8") == ipsxml.export_schema("TaskProgress", api="2010-01-31")
