"""A version's contract as an ``xmlschema.XMLSchema``, for tools of one's own."""

import xmlschema

from ipsxml.contract.compiled_contracts import own_decimals
from ipsxml.contract.export import export_schema
from ipsxml.contract.made_once import once


def xml_schema(api: str = "reference") -> xmlschema.XMLSchema:
    """The compiled ``xmlschema.XMLSchema`` of a version: what ``export_schema`` gives, compiled once.

    It is for tools that work with schemas: it validates bare documents, turns them into dictionaries and
    back, and has the types, with their documentation. It opens files, but nothing on a network. Its verdict
    on a value may differ from ours where xmlschema deviates from XSD (docs/conformance.md lists where).

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
