"""Write the pages of the contract: one per schema file, with each type, member, and value in every language.

The pages are written to ``docs/contract/`` before Sphinx looks for pages. They consist of headings and
directives; the directives get their content from ``ipsxml.describe``.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from contract_nodes import (
    ROLE,
    TextIn,
    depart_text_in,
    operation_nodes,
    type_nodes,
    version_nodes,
    visit_text_in,
)
from docutils import nodes
from lxml import etree
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

import ipsxml
from ipsxml.contract.api_versions import SEEN_VERSIONS
from ipsxml.contract.family import XS, read_schema_file
from ipsxml.contract.operations import PARAMETERS, RETURN, all_operations

_FAMILY = "ips.xsd"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives, and write the pages that use them."""
    app.add_object_type(ROLE, ROLE, objname="contract")
    app.add_node(TextIn, html=(visit_text_in, depart_text_in))
    app.add_directive("contract-type", _Type)
    app.add_directive("contract-operation", _Operation)
    app.add_directive("contract-version", _Version)
    app.connect("config-inited", lambda app, _config: write_pages(Path(app.srcdir) / "contract"))
    return {"parallel_read_safe": True}


class _Described(SphinxDirective):
    """A directive that describes a name.

    Its section and its members become targets of links and of the search.
    """

    required_arguments = 1
    describe: Callable[[str], list[nodes.Node]]

    def run(self) -> list[nodes.Node]:
        """Build the nodes."""
        [name] = self.arguments
        section = self.state_machine.node
        assert isinstance(section, nodes.section)
        section["ids"].append(name)
        self._note(name)
        content = type(self).describe(name)
        for node in content:
            for term in node.findall(nodes.term):
                self._note(term["ids"][0])
        return content

    def _note(self, name: str) -> None:
        self.env.domains.standard_domain.note_object(ROLE, name, name, location=self.get_location())


class _Type(_Described):
    describe = staticmethod(type_nodes)


class _Operation(_Described):
    describe = staticmethod(operation_nodes)


class _Version(_Described):
    describe = staticmethod(version_nodes)


def write_pages(directory: Path) -> None:
    """Write the pages that changed. The others keep their time stamps, so Sphinx does not read them again."""
    pages = {
        "versions.md": _versions_page(),
        **{f"{Path(name).stem}.md": _page(name) for name in _files(_FAMILY)},
    }
    directory.mkdir(exist_ok=True)
    for old in set(directory.iterdir()) - {directory / name for name in pages}:
        old.unlink()
    for name, text in pages.items():
        path = directory / name
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")


def _files(name: str, seen: tuple[str, ...] = ()) -> Iterator[str]:
    """The schema files that a file includes, directly or indirectly, each once."""
    found = dict.fromkeys(seen)
    for include in _schema(name).iterfind(f"{XS}include"):
        included = include.attrib["schemaLocation"]
        if included not in found:
            yield included
            found[included] = None
            for other in _files(included, tuple(found)):
                yield other
                found[other] = None


def _schema(name: str) -> etree._Element:
    return etree.fromstring(read_schema_file(name))


def _page(file: str) -> str:
    schema = _schema(file)
    title = Path(file).stem.replace("_", " ").capitalize().replace("Http", "HTTP").replace("Post", "POST")
    about = " ".join((schema.findtext(f"{XS}annotation/{XS}documentation") or "").split())
    sections = [_section(node.attrib["name"]) for node in schema if _is_described(node)]
    return "\n".join([f"# {title}\n", f"{about}\n", *sections])


def _is_described(node: etree._Element) -> bool:
    """Whether a node defines a type, named or anonymous. An element of a named type is mentioned there."""
    return node.get("name") is not None and node.get("type") is None


def _section(name: str) -> str:
    operation = name.removesuffix(PARAMETERS)
    level, before = 2, ""
    if operation != name and operation in all_operations():
        before = _described("operation", operation, 2)
    if name.removesuffix(PARAMETERS).removesuffix(RETURN) in all_operations():
        level = 3
    return before + _described("type", name, level)


def _versions_page() -> str:
    versions = [version.name for version in (*ipsxml.versions(), *SEEN_VERSIONS)]
    about = "Each API version has a namespace of its own. Only known changes are listed."
    return "\n".join(["# Versions\n", f"{about}\n", *(_described("version", name, 2) for name in versions)])


def _described(kind: str, name: str, level: int) -> str:
    return f"{'#' * level} {name}\n\n```{{contract-{kind}}} {name}\n```\n"
