"""The hand-written schemas: their location, and a list of all their components."""

import os.path  # not pathlib: importing it takes longer than parsing the schemas
from typing import TYPE_CHECKING, cast

from lxml import etree

from ipsxml.contract.made_once import once
from ipsxml.errors import IpsXmlError

if TYPE_CHECKING:
    from importlib.abc import FileLoader

XS = "{http://www.w3.org/2001/XMLSchema}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ENGLISH = "en"

# The vocabulary of schemas/README.md.
_IPS = "{urn:ipsxml:contract}"
SINCE = _IPS + "since"
UNTIL = _IPS + "until"
REQUIRED_SINCE = _IPS + "requiredSince"
ALIAS_OF = _IPS + "aliasOf"
WIRE_TYPE = _IPS + "wireType"
WIRE_ORDER = _IPS + "wireOrder"
NAMESPACE = _IPS + "namespace"
TRANSPORT = _IPS + "transport"
IDENTIFIES = _IPS + "identifies"
KEY = _IPS + "key"
FILL = _IPS + "fill"
FILL_FROM = _IPS + "fillFrom"
VOCABULARY = (
    SINCE,
    UNTIL,
    REQUIRED_SINCE,
    ALIAS_OF,
    WIRE_TYPE,
    WIRE_ORDER,
    NAMESPACE,
    TRANSPORT,
    IDENTIFIES,
    KEY,
    FILL,
    FILL_FROM,
)
_TRANSLATIONS = etree.XPath(f"//xs:documentation[@xml:lang != '{ENGLISH}']", namespaces={"xs": XS[1:-1]})


def schema_directory() -> str:
    """The schema directory: inside an installed package, possibly a zip file, or next to it in a checkout."""
    package = os.path.dirname(os.path.dirname(__file__))
    for parent in (package, os.path.dirname(package)):
        directory = os.path.join(parent, "schemas")
        try:
            _read(os.path.join(directory, "ips.xsd"))
        except OSError:
            continue
        return directory
    raise IpsXmlError(f"the installation is damaged: no schemas/ips.xsd in or next to {package}")


def read_schema_file(name: str) -> bytes:
    """The bytes of a file in the schema directory."""
    return _read(os.path.join(schema_directory(), name))


def _read(path: str) -> bytes:
    """The bytes of a file of this package, read by the loader of this module.

    ``importlib.resources`` does the same, but its import takes a tenth of the run time of a short command.
    """
    return cast("FileLoader", __spec__.loader).get_data(path)


@once(2)
def fixed_namespaces() -> dict[str, str]:
    """The global elements with the same namespace in every version (the faults), and that namespace."""
    return {
        component.attrib["name"]: component.attrib[NAMESPACE]
        for component in family_components(documented=False)
        if NAMESPACE in component.attrib
    }


@once(2)
def multipart_elements() -> frozenset[str]:
    """The global elements of a ``multipart/form-data`` POST or its response, which are not in SOAP."""
    return frozenset(
        component.attrib["name"]
        for component in family_components(documented=False)
        if component.get(TRANSPORT) == "multipart"
    )


@once(3)
def family_components(*, documented: bool = True, translated: bool = False) -> tuple[etree._Element, ...]:
    """Every top-level type and element of the family, in inclusion order.

    ``documented`` keeps the English documentation, and ``translated`` the other languages, too. Schemas
    compile faster without documentation. The elements are shared: copy an element before changing it.
    """
    directory = schema_directory()
    parser = etree.XMLParser(
        remove_blank_text=True, remove_comments=True, no_network=True, resolve_entities=False
    )
    components: list[etree._Element] = []
    seen: set[str] = set()

    def add_file(name: str) -> None:
        if name in seen:
            return
        seen.add(name)
        schema = etree.fromstring(_read(os.path.join(directory, name)), parser)
        if not documented:
            etree.strip_elements(schema, XS + "annotation")
        elif not translated:
            for prose in _TRANSLATIONS(schema):
                prose.getparent().remove(prose)
        for node in schema:
            if node.tag == XS + "include":
                add_file(node.attrib["schemaLocation"])
            elif node.tag != XS + "annotation":
                components.append(node)

    add_file("ips.xsd")
    return tuple(components)
