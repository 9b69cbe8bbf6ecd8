"""The peers, each set up once for the measured contract: classes are generated and schemas loaded."""

import importlib
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pandas
import xmlschema
import zeep.xsd
from lxml import etree
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.handlers import LxmlEventHandler
from xsdata.formats.dataclass.serializers import XmlSerializer

from benchmarks.pydantic_models import pydantic_class
from ipsxml.contract import export_schema

API = "2013-02-15"
_ROOT = f"{{http://www.scene7.com/IpsApi/xsd/{API}}}getActiveJobsReturn"


class Peers:
    """xmlschema, xsdata, zeep, pydantic-xml, and pandas, working on the payload of one response."""

    def __init__(self, document: bytes) -> None:
        self._payload = etree.tostring(etree.fromstring(document)[0][0])
        schema: Any = xmlschema.XMLSchema10(export_schema(api=API))
        self._xmlschema = schema
        root: Any = etree.fromstring(self._payload)
        self._plain: Any = self._xmlschema.decode(root)
        self._class = _xsdata_class()
        self._parser = XmlParser(handler=LxmlEventHandler)
        self._serializer = XmlSerializer()
        self._object = self._parser.from_bytes(self._payload, self._class)
        self._zeep_schema: Any = zeep.xsd.Schema(etree.fromstring(export_schema(api=API).encode()))  # type: ignore[no-untyped-call]
        self._pydantic = pydantic_class("getActiveJobsReturn", API)
        self._zeep: Any = self._zeep_schema.get_element(_ROOT)

    def xmlschema_decodes(self) -> None:
        """Validate and decode to dicts."""
        self._xmlschema.decode(etree.fromstring(self._payload))

    def xmlschema_encodes(self) -> None:
        """Encode dicts and serialize the elements."""
        etree.tostring(self._xmlschema.encode(self._plain, path=_ROOT, etree_element_class=etree.Element))

    def xsdata_decodes(self) -> None:
        """Decode to generated dataclasses, without validation."""
        self._parser.from_bytes(self._payload, self._class)

    def xsdata_encodes(self) -> None:
        """Encode generated dataclasses."""
        self._serializer.render(self._object)

    def zeep_decodes(self) -> None:
        """Decode to zeep's own objects, without validation."""
        self._zeep.parse(etree.fromstring(self._payload), self._zeep_schema)

    def pydantic_decodes(self) -> None:
        """Decode to pydantic-xml models, which check types; times stay strings."""
        self._pydantic.from_xml(self._payload)

    def pandas_reads(self) -> None:
        """Read the job members that have a single value, as a table of strings and numbers."""
        pandas.read_xml(BytesIO(self._payload), xpath="//*[local-name()='jobArray']/*")


def _xsdata_class() -> type[Any]:
    """The class that xsdata generates for the root element."""
    if "ipsxml_peer" not in sys.modules:
        folder = Path(mkdtemp())
        (folder / "contract.xsd").write_text(export_schema(api=API), "utf-8")
        command = [sys.executable, "-m", "xsdata", "generate", "contract.xsd", "--package", "ipsxml_peer"]
        beside_python = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        subprocess.run(
            [*command, "--structure-style", "single-package"],
            cwd=folder,
            env={**os.environ, "PATH": beside_python},  # xsdata finds ruff on the PATH
            check=True,
            capture_output=True,
        )
        sys.path.insert(0, str(folder))
    found: type[Any] = importlib.import_module("ipsxml_peer").GetActiveJobsReturn
    return found
