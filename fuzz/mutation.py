"""Mutations that understand tags and JSON tokens, so that most results are still readable."""

import gzip
import random
import re
import zlib
from collections.abc import Callable, Sequence

from fuzz.words import ATTRIBUTES, HTTP_SCRAPS, JSON_SCRAPS, NAMES, NAMESPACES, VALUES, XML_SCRAPS

Mutate = Callable[[bytes, int], bytes]
"""Mutates bytes at random, up to a maximum length: libFuzzer's own mutation, a black box here."""

SEPARATOR = b"\0\0"  # between a document and a patch
_XML_TOKEN = re.compile(rb"<[^<>]*>|[^<>]+|[<>]")
_JSON_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}:,]|[^"\[\]{}:,\s]+|\s+|"', re.DOTALL)
_NAME_IN_TAG = re.compile(rb"(?<=[</:])[A-Za-z]\w*(?=[\s/>])")


def mutated(data: bytes, most: int, seed: int, mutate: Mutate) -> bytes:
    """``data`` with a few random changes, in at most ``most`` bytes."""
    chance = random.Random(seed)  # noqa: S311 - not a secret
    document, separator, patch = data.partition(SEPARATOR)
    if separator and chance.random() < 0.7:
        return (document + separator + _json_mutated(patch, chance, mutate))[:most]
    if data.startswith(b"\x1f\x8b") and chance.random() < 0.8:
        return gzip.compress(mutated(_gunzipped(data), most, seed + 1, mutate), 1, mtime=0)[:most]
    if chance.random() < 0.25:
        return mutate(data, most)
    change = _json_mutated if document.lstrip()[:1] in (b"{", b"[") else _xml_mutated
    return (change(document, chance, mutate) + separator + patch)[:most]


def _gunzipped(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(data, 1 << 16)
    except zlib.error:
        return data


def _xml_mutated(data: bytes, chance: random.Random, mutate: Mutate) -> bytes:
    tokens = _XML_TOKEN.findall(data) or [b""]
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(tokens))
        token = tokens[at]
        if chance.random() < 0.3:
            _rearrange(tokens, chance)
        elif token.startswith(b"<") and token != b"<":
            tokens[at] = _tag_mutated(token, chance)
        elif chance.random() < 0.3:
            tokens[at] = mutate(token, len(token) + 20)
        else:
            tokens[at] = _word(chance, VALUES, VALUES, XML_SCRAPS, HTTP_SCRAPS)
        if not tokens:
            return b""
    return b"".join(tokens)


def _tag_mutated(tag: bytes, chance: random.Random) -> bytes:
    draw = chance.random()
    if draw < 0.3:
        name = _word(chance, NAMES)
        return _NAME_IN_TAG.sub(lambda _: name, tag, count=1)
    if draw < 0.5 and not tag.startswith(b"</"):
        end = -2 if tag.endswith(b"/>") else -1
        return tag[:end] + b" " + _word(chance, ATTRIBUTES) + tag[end:]
    if draw < 0.65 and b'xmlns="' in tag:
        namespace = _word(chance, NAMESPACES)
        return re.sub(rb'(?<=xmlns=")[^"]*', lambda _: namespace, tag, count=1)
    if draw < 0.8:
        name = re.split(rb"[\s/>]", tag.lstrip(b"</"))[0]
        return b"<" + name + b"></" + name + b">"
    return _word(chance, XML_SCRAPS)


def _json_mutated(data: bytes, chance: random.Random, mutate: Mutate) -> bytes:
    tokens = _JSON_TOKEN.findall(data) or [b""]
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(tokens))
        token, draw = tokens[at], chance.random()
        if draw < 0.35:
            _rearrange(tokens, chance)
        elif draw < 0.5:
            tokens[at] = mutate(token, len(token) + 20)
        elif draw < 0.7:
            tokens[at] = b'"' + _word(chance, NAMES, VALUES).replace(b'"', b"") + b'"'
        elif draw < 0.8 and token.startswith(b'"/'):
            tokens[at] = token[:-1] + b"/" + _word(chance, NAMES, ("0", "1", "-")) + b'"'
        else:
            tokens[at] = _word(chance, JSON_SCRAPS, VALUES)
        if not tokens:
            return b""
    return b"".join(tokens)


def _rearrange(tokens: list[bytes], chance: random.Random) -> None:
    """Drop, move, or copy a few tokens."""
    start = chance.randrange(len(tokens))
    end = start + chance.choice((1, 3, 10, 60))
    taken = tokens[start:end]
    way = chance.choice(("drop", "move", "copy"))
    if way != "copy":
        del tokens[start:end]
    if way != "drop":
        at = chance.randint(0, len(tokens))
        tokens[at:at] = taken


def _word(chance: random.Random, *lists: Sequence[str]) -> bytes:
    return chance.choice(chance.choice(lists)).encode("utf-8", "surrogatepass")


def crossed(one: bytes, other: bytes, most: int, seed: int) -> bytes:
    """The beginning of ``one`` and the end of ``other``, cut between tokens."""
    chance = random.Random(seed)  # noqa: S311 - not a secret
    cuts = [[0, *(m.end() for m in _XML_TOKEN.finditer(each))] for each in (one, other)]
    return (one[: chance.choice(cuts[0])] + other[chance.choice(cuts[1]) :])[:most]
