"""The compiled codec agrees with xmlschema, and its code appears in tracebacks."""

import linecache
import math
import traceback
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
import xmlschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_values import VERSIONS, full_document
from thoroughness import examples

from ipsxml import export_schema
from ipsxml.codec import Document
from ipsxml.codec.decoder import decoders
from ipsxml.codec.encoder import encoders
from ipsxml.contract import ComplexType, Version, XsdType, contract, version_named
from ipsxml.testing.strategies.value_strategies import plain_documents
from ipsxml.xml_writing import write_plain

quickly = settings(max_examples=examples(8), deadline=None, suppress_health_check=list(HealthCheck))


@cache
def schema_of(name: str) -> xmlschema.XMLSchema10:
    return xmlschema.XMLSchema10(export_schema(api=name))


def as_plain(decoded: Any, complex_type: ComplexType) -> Any:
    """The values that xmlschema decodes, in the shape of the plain form."""
    children: dict[str, Any] = {}
    if isinstance(decoded, dict):
        children = {name: inner for name, inner in decoded.items() if not name.startswith("@")}
    if complex_type.is_array:
        items = children.get("items", [])
        return [_leaf_or_more(item, complex_type.members["items"].type) for item in items]
    return {name: _leaf_or_more(inner, complex_type.members[name].type) for name, inner in children.items()}


def _leaf_or_more(decoded: Any, xsd_type: XsdType) -> Any:
    if isinstance(xsd_type, ComplexType):
        return as_plain(decoded, xsd_type)
    if xsd_type.base == "xs:string":
        return decoded or ""
    if isinstance(decoded, float | Decimal):
        number = float(decoded)
        if math.isnan(number):
            return "NaN"
        return number if math.isfinite(number) else "INF" if number > 0 else "-INF"
    return decoded


def decoded_by_xmlschema(document: Document) -> Any:
    xml = write_plain(document).decode()
    decoded = schema_of(document.version.name).to_dict(xml, process_namespaces=True, use_defaults=False)
    assert document.complex_type is not None
    return as_plain(decoded, document.complex_type)


def as_text(value: Any) -> Any:
    """A plain value with the sizes of the reference pages as they are in XML: text."""
    if isinstance(value, dict):
        return {name: str(inner) if name == "totalSize" else as_text(inner) for name, inner in value.items()}
    return [as_text(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", ["reference", "pre-4.0", "2010-01-31", "2012-02-14", "2016-01-14-beta"])
@quickly
@given(data=st.data())
def test_xmlschema_decodes_the_same_values(name: str, data: st.DataObject) -> None:
    version = version_named(name)
    document = data.draw(plain_documents(version, of_python=True))

    expected = as_text(document.payload) if version.is_reference else document.payload
    assert decoded_by_xmlschema(document) == expected


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
def test_xmlschema_decodes_the_same_values_for_every_member(version: Version) -> None:
    for element in ("getActiveJobsReturn", "submitJobParam", "getJobLogsReturn"):
        document = full_document(version, element)

        expected = as_text(document.payload) if version.is_reference else document.payload
        assert decoded_by_xmlschema(document) == expected


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
def test_every_type_has_an_encoder_and_every_ordered_type_a_decoder(
    version: Version,
) -> None:
    types = contract(version).types
    ordered = [name for name, each in types.items() if each.ordered and each.members]

    assert list(encoders(version)) == list(encoders(version, typed=True)) == list(types)
    assert list(decoders(version)) == list(decoders(version, typed=True))
    assert list(decoders(version)) == ([] if version.is_reference else ordered)


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
def test_a_generated_function_shows_its_source(version: Version) -> None:
    for typed in (False, True):
        functions = [*decoders(version, typed=typed).items(), *encoders(version, typed=typed).items()]
        for name, function in functions:
            code = function.__code__
            line = linecache.getline(code.co_filename, code.co_firstlineno)
            assert line.startswith(f"def {name}(")
            assert version.name in code.co_filename


def test_a_traceback_shows_the_generated_line() -> None:
    linecache.checkcache()
    encode = encoders(version_named("2010-01-31"))["submitJobReturn"]

    with pytest.raises(TypeError) as caught:
        encode({"jobHandle": 7}, lambda _: None)

    shown = "".join(traceback.format_exception(caught.value))
    assert "<ipsxml generated encoders of 2010-01-31>" in shown
    assert """else write_text(x)""" in shown
