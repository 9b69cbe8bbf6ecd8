"""A version's contract as an ``xmlschema.XMLSchema``, for your own tools."""

import xmlschema

from ipsxml.contract.compiled_contracts import own_decimals
from ipsxml.contract.export import export_schema
from ipsxml.contract.made_once import once


def xml_schema(api: str = "reference") -> xmlschema.XMLSchema:
    """The result of ``export_schema`` as a compiled ``xmlschema.XMLSchema``, compiled once per version.

    Use it in tools that work with schemas: it validates bare documents, converts them to dictionaries and
    back, and gives access to the types and their documentation. It opens local files, but never the
    network. Its verdict on a value differs from ``ipsxml validate`` where xmlschema deviates from XSD
    (see docs/conformance.md).

    Raises ``UnknownVersion``.

    >>> schema = xml_schema("2010-01-31")
    >>> schema.is_valid('<stopJobReturn xmlns="http://www.scene7.com/IpsApi/xsd/2010-01-31"/>')
    True
    """
    return _compiled(api)


@once(32)
def _compiled(api: str) -> xmlschema.XMLSchema:
    with own_decimals():
        return xmlschema.XMLSchema(export_schema(api=api), allow="local")
