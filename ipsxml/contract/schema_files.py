"""All contracts as files for editors and validators: XSDs, an XML catalog for them, and JSON Schemas."""

from collections.abc import Iterator

from lxml import etree

from ipsxml.contract.api_versions import versions
from ipsxml.contract.export import export_schema
from ipsxml.contract.json_schema import export_json_schema

_CATALOG = "urn:oasis:names:tc:entity:xmlns:xml:catalog"
_NOTE = "The contracts of IPS job documents, by namespace; ips-reference.xsd is for documents without one."


def schema_files() -> Iterator[tuple[str, str]]:
    """The file names and texts: an XSD and a JSON Schema per version, then ``catalog.xml``."""
    for version in versions():
        yield _xsd_name(version.name), export_schema(api=version.name)
        yield f"ips-{version.name}.schema.json", export_json_schema(api=version.name)
    yield "catalog.xml", _catalog()


def _xsd_name(version_name: str) -> str:
    return f"ips-{version_name}.xsd"


def _catalog() -> str:
    """An OASIS XML catalog 1.1 that maps each document namespace to the XSD next to the catalog.

    Editors look up a namespace as a ``uri``. Tools that take the namespace as the schema's address, such as
    ``xmllint --schema``, look it up as a ``system`` identifier.
    """
    catalog = etree.Element(f"{{{_CATALOG}}}catalog", nsmap={None: _CATALOG})
    catalog.append(etree.Comment(f" {_NOTE} "))
    for version in versions():
        if not version.is_reference:
            file = _xsd_name(version.name)
            etree.SubElement(catalog, f"{{{_CATALOG}}}uri", name=version.namespace, uri=file)
            etree.SubElement(catalog, f"{{{_CATALOG}}}system", systemId=version.namespace, uri=file)
    etree.indent(catalog)
    return etree.tostring(catalog, encoding="unicode") + "\n"
