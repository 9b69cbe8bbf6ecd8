"""The verdicts of each engine on a document: of ours in all its ways, of libxml2 and of xmlschema."""

from functools import cache
from typing import NamedTuple

import xmlschema
from lxml import etree

import ipsxml
from ipsxml.capture import only_capture
from ipsxml.contract import Version, export_schema
from ipsxml.reading.door import Question, read

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
# xmlschema takes a comment in a tree of lxml for an element, unless it came with its own parser.
_PARSER_WITHOUT_COMMENTS = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
)


class Ours(NamedTuple):
    """What we say of a document: ``reason`` is the first issue, empty where it is valid.

    ``contradictions`` are ways of reading it that say something else.
    """

    reason: str
    contradictions: tuple[str, ...]

    @property
    def is_valid(self) -> bool:
        """Whether it is valid."""
        return not self.reason


def judge_ourselves(content: bytes, *, thoroughly: bool = True) -> Ours:
    """Whether ``decode`` takes a document, and whether all else that reads it agrees.

    What ``decode`` refuses it has asked of all that ``validate`` asks, so that only ``thoroughly``
    asks both.
    """
    try:
        return _judge_ourselves(content, thoroughly=thoroughly)
    except Exception as failure:  # noqa: BLE001 - whatever it is, it is to be found
        return Ours("", (f"raises {type(failure).__name__}: {failure}",))


def _judge_ourselves(content: bytes, *, thoroughly: bool) -> Ours:
    contradictions = []
    report = _refusal(content)
    is_valid = report is None
    if report is None or thoroughly:
        validated = ipsxml.validate(content)
        if validated.valid != is_valid:
            contradictions.append(f"validate says {validated.errors[:1]}, and decode {report}")
    if _is_read_fast(content) and not is_valid:
        contradictions.append("the fast way to the plain form takes it")
    reason = "" if report is None else f"{report.errors[0].code}: {report.errors[0].message}"
    return Ours(reason, tuple(contradictions))


def _refusal(content: bytes) -> ipsxml.Report | None:
    """Why a document is not taken as an object of the typed model."""
    try:
        ipsxml.decode(content)
    except ipsxml.InvalidDocument as error:
        return error.report
    except ipsxml.DecodeError:  # valid, and no datetime of Python
        return None
    return None


def _is_read_fast(content: bytes) -> bool:
    """Whether the compiled codec takes a document."""
    reading = read(only_capture(content), Question("plain"))
    return reading.document is not None and reading.opened is None


def parse(content: bytes, parser: etree.XMLParser = _PARSER) -> etree._Element | None:
    """The root of a document; ``None`` where it is not well-formed."""
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None


@cache
def _libxml2_schema(version: Version) -> etree.XMLSchema:
    return etree.XMLSchema(etree.fromstring(export_schema(api=version.name)))


@cache
def _xmlschema_schema(version: Version) -> xmlschema.XMLSchema10:
    return xmlschema.XMLSchema10(export_schema(api=version.name), allow="none")


def judge_by_libxml2(content: bytes, version: Version) -> str:
    """What libxml2 finds wrong, by the plain contract of the version; ``""`` if valid."""
    root = parse(content)
    if root is None:
        return "not well-formed"
    schema = _libxml2_schema(version)
    if schema.validate(root):
        return ""
    error = schema.error_log.last_error
    return error.message if error else "invalid"


def judge_by_xmlschema(content: bytes, version: Version) -> str:
    """What xmlschema finds wrong, by the plain contract of the version; ``""`` if valid."""
    root = parse(content, _PARSER_WITHOUT_COMMENTS)
    if root is None:
        return "not well-formed"
    try:
        errors = _xmlschema_schema(version).iter_errors(root)  # type: ignore[arg-type] # it takes lxml's, too
        error = next(iter(errors), None)
    except Exception as failure:  # noqa: BLE001 - that it cannot tell is what is to be found out
        return f"raises {type(failure).__name__}: {failure}"
    return "" if error is None else error.reason or "invalid"
