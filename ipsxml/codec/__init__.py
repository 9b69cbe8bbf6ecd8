"""Compiled, validating conversions between XML, the plain form (as in JSON), and the typed model."""

from ipsxml.codec.decoder import decode_text, decode_tree
from ipsxml.codec.document_class import Document
from ipsxml.codec.element_decoder import walk
from ipsxml.codec.encoder import encode_payload
from ipsxml.codec.json_form import parse_json, write_json
from ipsxml.codec.leaf_values import Plain, read_datetime, write_date_time
from ipsxml.codec.plain_faults import PlainFault, plain_faults
from ipsxml.codec.typed_values import to_model
from ipsxml.codec.valid_payload import valid_payload

__all__ = [
    "Document",
    "Plain",
    "PlainFault",
    "decode_text",
    "decode_tree",
    "encode_payload",
    "parse_json",
    "plain_faults",
    "read_datetime",
    "to_model",
    "valid_payload",
    "walk",
    "write_date_time",
    "write_json",
]
