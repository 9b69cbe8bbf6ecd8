"""Replacing what identifies people and places by stable pseudonyms.

The schemas say which elements those are (``ips:identifies``). The same value gives the same
pseudonym within a run, so that handles still join; another run gives others.
"""

import hashlib
import secrets
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from ipsxml.codec import PlainDocument
from ipsxml.contract import Contract, family

_DIGITS = 10


class Redactor:
    """Redacts the documents of one run."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def redact(self, document: PlainDocument) -> PlainDocument:
        """The document with every identifying value replaced; it stays valid."""
        reading = family()
        type_name = reading.elements[document.element]
        return replace(document, value=self._redact(document.value, type_name, reading))

    def _redact(self, value: Any, type_name: str, reading: Contract) -> Any:
        complex_type = reading.types.get(type_name)
        if complex_type is None:
            return value
        if complex_type.is_array:
            item = complex_type.members["items"]
            return [self._member(each, item.type, item.identifies, reading) for each in value]
        return {
            name: self._member(each, member.type, member.identifies, reading)
            for name, each in value.items()
            for member in [complex_type.members[name]]
        }

    def _member(self, value: Any, type_name: str, identifies: str | None, reading: Contract) -> Any:
        if identifies is None:
            return self._redact(value, type_name, reading)
        return self._pseudonym(value, identifies) if value else value

    def _pseudonym(self, value: str, kind: str) -> str:
        if kind == "email":
            return f"user-{self._digest(value)}@example.com"
        return self._url(value) if kind == "url" else f"{kind}-{self._digest(value)}"

    def _url(self, value: str) -> str:
        """A URL with its user info and its query replaced; text that is no URL as a whole.

        So is a URL that would come back written in another way, as another one may be.
        """
        try:
            parts = urlsplit(value)
        except ValueError:
            return f"url-{self._digest(value)}"
        if urlunsplit(parts) != value:
            return f"url-{self._digest(value)}"
        user_info, at, host = parts.netloc.rpartition("@")
        netloc = f"user-{self._digest(user_info)}@{host}" if at else parts.netloc
        query = f"query-{self._digest(parts.query)}" if parts.query else ""
        return urlunsplit(parts._replace(netloc=netloc, query=query))

    def _digest(self, value: str) -> str:
        return hashlib.blake2b(value.encode("utf-8", "surrogatepass"), key=self._key).hexdigest()[:_DIGITS]
