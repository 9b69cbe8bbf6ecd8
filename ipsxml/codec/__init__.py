"""Between XML and the plain form, which is JSON's: compiled decoders and encoders, and their checks."""

from ipsxml.codec.check import PlainFault, plain_faults
from ipsxml.codec.decoder import decode_payload
from ipsxml.codec.encoder import encode_payload
from ipsxml.codec.json_form import read_json, write_json
from ipsxml.codec.plain_document import PlainDocument
from ipsxml.codec.tokens import tokens_of
from ipsxml.codec.values import Plain, read_datetime, write_date_time

__all__ = [
    "Plain",
    "PlainDocument",
    "PlainFault",
    "decode_payload",
    "encode_payload",
    "plain_faults",
    "read_datetime",
    "read_json",
    "tokens_of",
    "write_date_time",
    "write_json",
]
