"""Compiling a version's decoders: from a payload's text to plain values or the typed model.

A decoder has the contract built in: which element must come next, which may, and what its text
means. It accepts only valid payloads in the plainest spelling:

- What it accepts needs no further validation.
- What it rejects may still be valid.

How it works:

1. Each type gets a generated function, such as ``TaskProgress(text, at)``. ``at`` is a tag position: the
   index right after the tag's ``<``.
2. Runs of flat members (nothing in them repeats) become one regular expression each
   (``decoder_patterns``); one match reads them all.
3. A member that is not flat ends the run with its start tag, and the function of its type reads its
   content.
4. The groups of the match become variables, and generated code builds the object from them
   (``decoded_objects``).
"""

from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from ipsxml.codec.code_writer import Source
from ipsxml.codec.decoded_objects import ModelObjects, Objects, PlainObjects, groups, variable
from ipsxml.codec.decoder_patterns import (
    compiled,
    end_pattern,
    flat_pattern,
    is_compilable,
    is_flat,
    start_pattern,
)
from ipsxml.codec.tag_text import tag_text
from ipsxml.contract import ComplexType, Member, SimpleType, Version, contract, versions
from ipsxml.contract.made_once import once

Decoder = Callable[[str, int], tuple[Any, int]]
"""Takes the text and the position of the first tag inside an element. Returns the value and the
position of the element's end tag. A tag's position is the index right after its ``<``."""


_match_space = compiled(r"\s*+<").match


class NotDecodable(ValueError):
    """A compiled decoder does not accept the payload."""


def decode_tree(
    payload: etree._Element, complex_type: ComplexType, version: Version, *, typed: bool = False
) -> Any:
    """Decode a payload in a version's namespace, which also proves that it is valid.

    Returns the plain form or, if ``typed``, an object of the typed model (a list of them for an array).
    Raises ``ValueError`` if the payload is not valid, is not in the plainest spelling, or has a type
    without a decoder.
    """
    text = tag_text(payload)
    if text is None:
        raise NotDecodable
    if text.endswith("/>"):  # an empty payload
        text = f"{text[:-2]}></>"
    return decode_text(text, text.index(">") + 1, text.rindex("<"), complex_type, version, typed=typed)


def decode_text(  # noqa: PLR0913 - a text, and what it is
    text: str, start: int, end: int, complex_type: ComplexType, version: Version, *, typed: bool = False
) -> Any:
    """Like ``decode_tree``, for a payload whose content is ``text[start:end]``; its end tag is at ``end``.

    Checks tags and values. The caller guarantees the rest, as ``payload_text_of`` and ``tag_text`` do: valid
    characters, normalized line ends, and known references.
    """
    decoder = decoders(version, typed=typed).get(complex_type.name)
    first = _match_space(text, start)
    if decoder is None or first is None:
        raise NotDecodable
    value, at = decoder(text, first.end())
    if at != end + 1:
        raise NotDecodable
    return value


@once(2 * len(versions()))
def decoders(version: Version, *, typed: bool = False) -> dict[str, Decoder]:
    """The decoders of a version's types that have members in a fixed order, by type name.

    If ``typed``, they build objects of the typed model; otherwise, plain values. The reference contract
    has no decoders, because it limits values and does not fix the order.
    """
    if version.is_reference:
        return {}
    writer = _Writer(ModelObjects() if typed else PlainObjects())
    types = [each for each in contract(version).types.values() if each.members and is_compilable(each)]
    for complex_type in types:
        writer.write(complex_type)
    module = writer.compile(f"{'typed ' if typed else ''}decoders of {version.name}")
    return {complex_type.name: module[complex_type.name] for complex_type in types}


class _Writer:
    """Writes the decoder functions and collects the patterns they use."""

    def __init__(self, objects: Objects) -> None:
        self._source = Source()
        self._patterns: dict[str, str] = {}
        self._objects = objects

    def write(self, complex_type: ComplexType) -> None:
        """Write the decoder of one type: a function with the type's name."""
        with self._source.block(f"def {complex_type.name}(text, at):"):
            if complex_type.is_array:
                self._write_array(complex_type)
            else:
                self._write_members(complex_type)
        self._source.line()

    def compile(self, name: str) -> dict[str, Any]:
        """Compile the generated module and return all its names."""
        module = self._source.compile(name, {"NotDecodable": NotDecodable, **self._objects.names})
        for matcher, pattern in self._patterns.items():
            module[matcher] = _compiled_on_first_use(module, matcher, pattern)
        return module

    def _write_array(self, array: ComplexType) -> None:
        item = array.members["items"]._replace(min_occurs=1)
        flat = is_flat(item)
        matcher = self._matcher(f"{array.name}_item", flat_pattern(item) if flat else start_pattern(item))
        self._source.line("items = []")
        with self._source.block(f"while match := {matcher}(text, at):"):
            self._source.line("at = match.end()")
            self._write_groups(groups(item) if flat else [variable(item)])
            if isinstance(item.type, SimpleType):
                self._source.line(f"items.append({self._objects.leaf(item, variable(item))})")
            elif flat:
                self._objects.write(self._source, item.type, "items.append({})", variable(item))
            else:
                self._write_nested(item)
                self._source.line(f"items.append({variable(item)})")
        self._source.line("return items, at")

    def _write_members(self, complex_type: ComplexType) -> None:
        """Write one match per run of flat members, with the start tag of the member that ends the run."""
        for number, (run, nested) in enumerate(self._runs(complex_type)):
            pattern = "".join(flat_pattern(member) for member in run)
            if nested:
                pattern += start_pattern(nested)
            if pattern:
                self._write_match(self._matcher(f"{complex_type.name}_{number}", pattern))
            found = [group for member in run for group in groups(member)]
            self._write_groups(found + ([variable(nested)] if nested else []))
            if nested:
                with self._source.block(f"if {variable(nested)} is not None:"):
                    self._write_nested(nested)
        self._objects.write(self._source, complex_type, "return {}, at")

    def _runs(self, complex_type: ComplexType) -> Iterator[tuple[list[Member], Member | None]]:
        run: list[Member] = []
        for member in complex_type.members.values():
            if is_flat(member):
                run.append(member)
            else:
                yield run, member
                run = []
        yield run, None

    def _matcher(self, what: str, pattern: str) -> str:
        name = f"match_{what}"
        self._patterns[name] = pattern
        return name

    def _write_match(self, matcher: str) -> None:
        self._source.line(f"match = {matcher}(text, at)")
        with self._source.block("if match is None:"):
            self._source.line("raise NotDecodable")
        self._source.line("at = match.end()")

    def _write_groups(self, names: list[str]) -> None:
        if names:
            self._source.line(f"{', '.join(names)}, = match.groups()")

    def _write_nested(self, member: Member) -> None:
        """Write the code that replaces the group of a start tag with the element's value."""
        assert isinstance(member.type, ComplexType)
        name = variable(member)
        with self._source.block(f"if {name}:"):
            self._source.line(f"{name} = {self._objects.empty(member.type)}")
        with self._source.block("else:"):
            self._source.line(f"{name}, at = {member.type.name}(text, at)")
            self._write_match(self._matcher(f"end_of_{member.name}", end_pattern(member.name)))


def _compiled_on_first_use(module: dict[str, Any], name: str, pattern: str) -> Callable[..., Any]:
    """A ``match`` that compiles its pattern on the first call; a document needs few of the patterns."""

    def match(text: str, at: int) -> Any:
        module[name] = compiled(pattern).match
        return module[name](text, at)

    return match
