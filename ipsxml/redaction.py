"""Replacing what identifies people and places by stable pseudonyms.

The schemas say which elements those are (``ips:identifies``). The same value gives the same
pseudonym within a run, so that handles still join; another run gives others.
"""

import hashlib
import re
import secrets
from dataclasses import replace
from typing import Any

from ipsxml.codec import Document
from ipsxml.contract import ComplexType, Member, XsdType, family

_DIGITS = 10

# Of a URL that is written in another way nobody can tell where the password ends: in
# ftp://me:pass/word@host it reaches into the path, for one reader, and for another it does not.
_PLAIN_URL = re.compile(
    r"""(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*://)
        (?:(?P<user_info>[\w.~!$&'()*+,;=:%-]+)@)?
        (?P<host>(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]+)?)
        (?P<path>(?:/[\w.~!$&'()*+,=:/%-]*)?)
        (?:\?(?P<query>[^@#\\\s\x00-\x1f\x7f-\x9f]+))?""",
    re.VERBOSE,
)
# @ \ # ; ? and controls, percent-encoded however often: a path that holds another URL.
_HIDDEN_SIGN = re.compile(r"%(?:25)*(?:40|5c|23|3b|3f|[01][0-9a-f]|7f)", re.IGNORECASE)


class Redactor:
    """Redacts the documents of one run."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def redact(self, document: Document) -> Document:
        """The document with every identifying value replaced; it stays valid."""
        return replace(document, payload=self._redact(document.payload, family().elements[document.element]))

    def _redact(self, value: Any, xsd_type: XsdType) -> Any:
        if not isinstance(xsd_type, ComplexType):
            return value
        if xsd_type.is_array:
            item = xsd_type.members["items"]
            return [self._member(each, item) for each in value]
        return {name: self._member(each, xsd_type.members[name]) for name, each in value.items()}

    def _member(self, value: Any, member: Member) -> Any:
        if member.identifies is None:
            return self._redact(value, member.type)
        return self._pseudonym(value, member.identifies) if value else value

    def _pseudonym(self, value: str, kind: str) -> str:
        if kind == "email":
            return f"user-{self._digest(value)}@example.com"
        return self._url(value) if kind == "url" else f"{kind}-{self._digest(value)}"

    def _url(self, value: str) -> str:
        """A plain URL with its user info and its query replaced; whatever else as a whole."""
        plain = _PLAIN_URL.fullmatch(value)
        if plain is None or _HIDDEN_SIGN.search(plain["path"]):
            return f"url-{self._digest(value)}"
        user_info, query = plain["user_info"], plain["query"]
        user = f"user-{self._digest(user_info)}@" if user_info else ""
        asked = f"?query-{self._digest(query)}" if query else ""
        return f"{plain['scheme']}{user}{plain['host']}{plain['path']}{asked}"

    def _digest(self, value: str) -> str:
        return hashlib.blake2b(value.encode("utf-8", "surrogatepass"), key=self._key).hexdigest()[:_DIGITS]
