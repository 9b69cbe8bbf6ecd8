"""The verdicts on a document: by every reading function of ipsxml, by libxml2, and by xmlschema."""

from functools import cache
from typing import NamedTuple

import xmlschema
from lxml import etree

import ipsxml
from ipsxml.capture import only_capture
from ipsxml.contract import Version, export_schema
from ipsxml.reading.door import read
from ipsxml.reading.question import Question

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
# xmlschema treats a comment in an lxml tree as an element, unless it parsed the document itself.
_PARSER_WITHOUT_COMMENTS = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
)


class Ours(NamedTuple):
    """Our verdict on a document. ``reason`` is the first issue, empty if it is valid.

    ``contradictions`` describe reading functions with another verdict.
    """

    reason: str
    contradictions: tuple[str, ...]

    @property
    def is_valid(self) -> bool:
        """Whether the document is valid."""
        return not self.reason


def judge_ourselves(content: bytes, *, thoroughly: bool = True) -> Ours:
    """Whether ``decode`` accepts a document, and whether all other reading functions agree.

    If ``decode`` refuses it, that is already the verdict of ``validate``, which is asked again only
    if ``thoroughly``.
    """
    try:
        return _judge_ourselves(content, thoroughly=thoroughly)
    except Exception as failure:  # noqa: BLE001 - every exception is a finding
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
        contradictions.append("the compiled codec accepts it")
    reason = "" if report is None else f"{report.errors[0].code}: {report.errors[0].message}"
    return Ours(reason, tuple(contradictions))


def _refusal(content: bytes) -> ipsxml.Report | None:
    """The report if ``decode`` refuses a document as invalid."""
    try:
        ipsxml.decode(content)
    except ipsxml.InvalidDocument as error:
        return error.report
    except ipsxml.DecodeError:  # valid, but not a Python datetime
        return None
    return None


def _is_read_fast(content: bytes) -> bool:
    """Whether the compiled codec accepts a document."""
    reading = read(only_capture(content), Question("plain"))
    return reading.document is not None and reading.opened is None


def parse(content: bytes, parser: etree.XMLParser = _PARSER) -> etree._Element | None:
    """The root of a document; ``None`` if it is not well-formed."""
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
    """The error that libxml2 reports with the contract of the version; ``""`` if valid."""
    root = parse(content)
    if root is None:
        return "not well-formed"
    schema = _libxml2_schema(version)
    if schema.validate(root):
        return ""
    error = schema.error_log.last_error
    return error.message if error else "invalid"


def judge_by_xmlschema(content: bytes, version: Version) -> str:
    """The first error that xmlschema reports with the contract of the version; ``""`` if valid."""
    root = parse(content, _PARSER_WITHOUT_COMMENTS)
    if root is None:
        return "not well-formed"
    try:
        errors = _xmlschema_schema(version).iter_errors(root)  # type: ignore[arg-type] # it accepts lxml elements
        error = next(iter(errors), None)
    except Exception as failure:  # noqa: BLE001 - an exception is a verdict, too
        return f"raises {type(failure).__name__}: {failure}"
    return "" if error is None else error.reason or "invalid"
