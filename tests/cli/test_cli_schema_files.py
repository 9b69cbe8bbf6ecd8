"""``ipsxml schema --all``: its files, and other programs that find the XSDs through the catalog."""

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
# Where Debian installs them; editors bundle them.
XERCES = [Path("/usr/share/java", name) for name in ("xercesImpl.jar", "xml-resolver.jar")]
needs_xerces = pytest.mark.skipif(
    shutil.which("javac") is None or not all(jar.exists() for jar in XERCES),
    reason="Xerces and its catalog resolver are not installed",
)
needs_xmllint = pytest.mark.skipif(shutil.which("xmllint") is None, reason="xmllint is not installed")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["schema", *arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the files of all versions."""
    folder = tmp_path_factory.mktemp("schemas") / "ips"
    result = run("--all", "-o", str(folder))
    summary = f"23 files; {folder}/catalog.xml maps each namespace to its XSD\n"
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", summary)
    return folder


@pytest.fixture
def documents(tmp_path: Path) -> dict[str, tuple[Path, Path]]:
    """By namespace: a bare document of its version, and a copy with a wrong element."""
    documents = {}
    for version in WIRE:
        name = "getActiveJobsReturn" if version.name != "pre-4.0" else "authenticationFault"
        good = tmp_path / f"{version.name}.xml"
        good.write_bytes(ipsxml.encode(ipsxml.sample(name, api=version.name, jobs=1, seed=3), indent=2))
        bad = good.with_suffix(".bad.xml")
        bad.write_bytes(re.sub(rb"<(/?)(jobArray|reason)>", rb"<\1wrong>", good.read_bytes()))
        documents[version.namespace] = (good, bad)
    return documents


def test_every_version_has_its_xsd_and_json_schema(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {
        "catalog.xml",
        *(f"ips-{name}.{ending}" for name in NAMES for ending in ("xsd", "schema.json")),
    }
    for name in NAMES:
        assert (folder / f"ips-{name}.xsd").read_text("utf-8") == ipsxml.export_schema(api=name)
        assert (folder / f"ips-{name}.schema.json").read_text("utf-8") == ipsxml.export_json_schema(api=name)


def test_the_catalog_maps_each_namespace_to_its_xsd(folder: Path) -> None:
    catalog = etree.parse(folder / "catalog.xml").getroot()

    for tag, key in (("uri", "name"), ("system", "systemId")):
        entries = {entry.get(key): entry.get("uri") for entry in catalog.iter(CATALOG + tag)}
        targets = {
            namespace: etree.parse(folder / str(file)).getroot().get("targetNamespace")
            for namespace, file in entries.items()
        }
        assert targets == {version.namespace: version.namespace for version in WIRE}


def test_json_schemas_can_be_referenced_by_id(folder: Path) -> None:
    schemas = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]
    registry: Registry[Any] = Registry().with_resources(
        (each["$id"], Resource.from_contents(each)) for each in schemas
    )

    validator = Draft202012Validator({"$ref": "urn:ipsxml:json-schema:2013-02-15"}, registry=registry)

    assert len({each["$id"] for each in schemas}) == len(NAMES)
    for api in ("2013-02-15", "2012-02-14"):
        document = json.loads(ipsxml.to_json(ipsxml.sample("ActiveJob", api=api)))
        assert validator.is_valid(document) == (api == "2013-02-15")


def test_a_json_schema_of_one_type_has_its_own_id() -> None:
    schema = json.loads(run("TaskProgress", "--api", "2010-01-31", "--format", "json-schema").stdout)

    assert schema["$id"] == "urn:ipsxml:json-schema:2010-01-31:TaskProgress"


@needs_xmllint
@pytest.mark.parametrize("variable", ["XML_CATALOG_FILES", "SGML_CATALOG_FILES"])
def test_xmllint_finds_the_schema_of_a_namespace_through_the_catalog(
    variable: str, folder: Path, documents: dict[str, tuple[Path, Path]]
) -> None:
    environment = {**os.environ, variable: str(folder / "catalog.xml")}
    options = ["--nonet", "--noout", *(["--catalogs"] if variable == "SGML_CATALOG_FILES" else [])]

    for namespace, (good, bad) in documents.items():
        command = ["xmllint", *options, "--schema", namespace, str(good), str(bad)]
        printed = subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stderr  # noqa: S603

        assert printed.splitlines()[0] == f"{good} validates"
        assert "}wrong': This element is not expected." in printed.splitlines()[1]
        assert printed.splitlines()[-1] == f"{bad} fails to validate"


@pytest.mark.slow
@needs_xerces
def test_xerces_finds_the_schema_of_a_document_by_its_namespace(
    folder: Path, documents: dict[str, tuple[Path, Path]]
) -> None:
    def complaints_about(*files: Path) -> list[str]:
        program = Path(__file__).with_name("ByCatalog.java")
        path = os.pathsep.join(map(str, XERCES))
        command = ["java", "-cp", path, str(program), str(folder / "catalog.xml"), *map(str, files)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S603

    assert complaints_about(*(good for good, _ in documents.values())) == []
    complaints = complaints_about(*(bad for _, bad in documents.values()))
    assert len(complaints) == len(WIRE)
    assert all("}' is expected." in each and ":wrong}" in each for each in complaints)


def test_all_needs_a_directory_and_no_selection(tmp_path: Path) -> None:
    assert "--all needs -o with a directory" in run("--all").stderr
    for choice in (["TaskProgress"], ["--api", "2013-02-15"], ["--format", "xsd"]):
        result = run("--all", "-o", str(tmp_path / "a"), *choice)

        assert (result.exit_code, "cannot be combined with TYPE, --api, or --format" in result.stderr) == (
            2,
            True,
        )
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_is_kept_without_force(tmp_path: Path) -> None:
    target = tmp_path / "task.xsd"
    arguments = ("TaskProgress", "--api", "2010-01-31", "-o", str(target))

    first, second, forced = run(*arguments), run(*arguments), run(*arguments, "--force")

    assert [result.exit_code for result in (first, second, forced)] == [0, 2, 0]
    assert second.stderr == f"error: {target} already exists; use --force to overwrite it\n"
    assert target.read_text("utf-8") == ipsxml.export_schema("TaskProgress", api="2010-01-31")
