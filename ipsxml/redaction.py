"""Replacing values that identify people and places with stable pseudonyms.

The schemas mark the elements that have such values (``ips:identifies``). With the same key, equal values get
equal pseudonyms, so that handles still match. A replaced value is also replaced in every other text of the
document. In any text, email addresses and URLs with credentials are replaced, too.
"""

import hmac
import re
import secrets
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ipsxml.codec import Document
from ipsxml.contract import ComplexType, Member, XsdType, family
from ipsxml.free_text import Replacements

_DIGITS = 16  # hexadecimal: among two million values, the odds of any collision are 1 in 9 million

# Any other URL is ambiguous: in ftp://me:pass/word@host, some parsers take "/word" as part of the password,
# others as part of the path.
_PLAIN_URL = re.compile(
    r"""(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*://)
        (?:(?P<user_info>[\w.~!$&'()*+,;=:%-]+)@)?
        (?P<host>(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]+)?)
        (?P<path>(?:/[\w.~!$&'()*+,=:/%-]*)?)
        (?:\?(?P<query>[^@#\\\s\x00-\x1f\x7f-\x9f]+))?""",
    re.VERBOSE,
)
# @ \ # ; ? and control characters, percent-encoded once or more: the path may contain another URL.
_HIDDEN_SIGN = re.compile(r"%(?:25)*(?:40|5c|23|3b|3f|[01][0-9a-f]|7f)", re.IGNORECASE)
_PARTS_OF_A_PATH = re.compile(r"[^/\\]+")
_FILE_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")
_SENSITIVE = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]{0,20}://[^\s<>\"']{1,2000}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
)


class Redactor:
    """Redacts documents consistently: within one run or, with the same ``key``, across several.

    Pseudonyms are HMACs (RFC 2104), so anyone with the key can test guesses. Without a ``key``, each
    Redactor uses a random one.
    """

    def __init__(self, key: bytes | None = None) -> None:
        self._key = secrets.token_bytes(32) if key is None else key

    def redact(self, document: Document) -> Document:
        """Return the document with every identifying value replaced; it stays valid."""
        xsd_type = family().elements[document.element]
        known = {
            part: self._pseudonym(part, kind)
            for value, member in _identifying(document.payload, xsd_type)
            for part, kind in _values_to_replace(value, member.identifies or "")
        }
        elsewhere = Replacements(known)
        return replace(document, payload=self._redact(document.payload, xsd_type, elsewhere))

    def _redact(self, value: Any, xsd_type: XsdType, elsewhere: Replacements) -> Any:
        if not isinstance(xsd_type, ComplexType):
            is_free = isinstance(value, str) and xsd_type.name == "xs:string"
            return self._free_text(value, elsewhere) if is_free else value
        if isinstance(value, list):
            item = xsd_type.members["items"]
            return [self._member(each, item, elsewhere) for each in value]
        members = xsd_type.members
        return {name: self._member(each, members[name], elsewhere) for name, each in value.items()}

    def _member(self, value: Any, member: Member, elsewhere: Replacements) -> Any:
        if member.identifies is None:
            return self._redact(value, member.type, elsewhere)
        return self._pseudonym(value, member.identifies) if value else value

    def _free_text(self, text: str, elsewhere: Replacements) -> str:
        """Replace email addresses, URLs with credentials, and values that are replaced elsewhere."""
        pieces, end = [], 0
        for found in _SENSITIVE.finditer(text):
            pieces.append(elsewhere.applied_to(text[end : found.start()]))
            pieces.append(self._in_text(found[0], elsewhere))
            end = found.end()
        return "".join([*pieces, elsewhere.applied_to(text[end:])])

    def _in_text(self, found: str, elsewhere: Replacements) -> str:
        if "://" not in found:
            return self._pseudonym(found, "email")
        return self._url(found) if "@" in found or "?" in found else elsewhere.applied_to(found)

    def _pseudonym(self, value: str, kind: str) -> str:
        if kind == "email":
            return f"user-{self._digest(value)}@example.com"
        if kind == "path":
            return _PARTS_OF_A_PATH.sub(self._part_of_a_path, value)
        return self._url(value) if kind == "url" else f"{kind}-{self._digest(value)}"

    def _part_of_a_path(self, part: re.Match[str]) -> str:
        """The pseudonym of a folder or a file, which keeps its extension."""
        ending = _FILE_ENDING.search(part[0])
        return f"part-{self._digest(part[0])}{ending[0] if ending else ''}"

    def _url(self, value: str) -> str:
        """Replace the user info and the query of a plain URL; replace any other URL as a whole."""
        plain = _PLAIN_URL.fullmatch(value)
        if plain is None or _HIDDEN_SIGN.search(plain["path"]):
            return f"url-{self._digest(value)}"
        user_info, query = plain["user_info"], plain["query"]
        user = f"user-{self._digest(user_info)}@" if user_info else ""
        asked = f"?query-{self._digest(query)}" if query else ""
        return f"{plain['scheme']}{user}{plain['host']}{plain['path']}{asked}"

    def _digest(self, value: str) -> str:
        return hmac.digest(self._key, value.encode("utf-8", "surrogatepass"), "sha256").hex()[:_DIGITS]


def _identifying(value: Any, xsd_type: XsdType) -> Iterator[tuple[str, Member]]:
    """Every identifying value, with the member that has it."""
    if not isinstance(xsd_type, ComplexType):
        return
    if isinstance(value, list):
        inner = ((each, xsd_type.members["items"]) for each in value)
    else:
        inner = ((each, xsd_type.members[name]) for name, each in value.items())
    for each, member in inner:
        if member.identifies is None:
            yield from _identifying(each, member.type)
        elif each:
            yield each, member


def _values_to_replace(value: str, kind: str) -> Iterator[tuple[str, str]]:
    """What to replace in other texts, with its kind: the value, a URL's secrets, a path's last part."""
    if kind != "url":
        yield value, kind
        if kind == "path":
            yield from ((part, kind) for part in _PARTS_OF_A_PATH.findall(value)[-1:])
        return
    plain = _PLAIN_URL.fullmatch(value)
    if plain is None:
        yield value, kind
        return
    user_info, query = plain["user_info"] or "", plain["query"] or ""
    password = user_info.partition(":")[2]
    yield from ((secret, "user") for secret in (user_info, password) if secret)
    yield from ((secret, "query") for secret in (query, *_values_in(query)) if secret)


def _values_in(query: str) -> Iterator[str]:
    for field in query.split("&"):
        yield field.partition("=")[2]
