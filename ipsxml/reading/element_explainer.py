"""Explaining what is wrong inside an element: its children, its attributes, its values.

xmlschema decides, looking at the smallest piece of the document around each fault; this module adds the
messages. It also decides three things that xmlschema cannot: lexical forms about which xmlschema is too
lenient (``1_0``), text between elements that is white space in Unicode but not in XML, and the promises of
the reference pages, which are advice on the wire.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from lxml import etree

from ipsxml.capture import Paths, line_of, local_name, namespace_of
from ipsxml.capture.paths import qualified
from ipsxml.contract import ComplexType, Version, libxml2_schema, xmlschema_schema
from ipsxml.contract.compiled_contracts import own_decimals
from ipsxml.contract.hints import hint_for_value
from ipsxml.contract.lexical_forms import collapse
from ipsxml.contract.value_judgement import broken_promise, describe_builtin, is_value_of, quote
from ipsxml.issues import Issue, Severity
from ipsxml.reading.attribute_faults import attribute_faults, is_empty_nil, take_unresolved_type
from ipsxml.reading.child_faults import child_faults
from ipsxml.reading.skeleton import Skeleton, cut_skeleton

if TYPE_CHECKING:
    from xml.etree import ElementTree

_XS_NAMESPACE = "{http://www.w3.org/2001/XMLSchema}"


def is_valid_as(item: etree._Element, complex_type: ComplexType, schema: etree.XMLSchema) -> bool:
    """Whether libxml2 accepts an item; renamed to its type, it is a complete document."""
    name, item.tag = item.tag, qualified(complex_type.name, namespace_of(item))
    try:
        return schema.validate(item)
    finally:
        item.tag = name


class ElementExplainer:
    """Explains elements of one version; ``line_offset`` is added to their lines."""

    def __init__(self, version: Version, namespace: str, line_offset: int) -> None:
        self._version = version
        self._namespace = namespace
        self._line_offset = line_offset
        self._paths = Paths()
        self._libxml2 = libxml2_schema(version, namespace)
        self._xsd = xmlschema_schema(version, namespace)
        # Breaking the pages' promises is an error in the reference contract, and only advice on the wire.
        self._promise_severity: Severity = "error" if version.is_reference else "warning"

    def explain(self, element: etree._Element, complex_type: ComplexType) -> Iterator[Issue]:
        """The issues of ``element``, which has the given type, and of everything in it."""
        skeleton = cut_skeleton(element, complex_type, self._namespace)
        yield from self._explain_skeleton(skeleton)
        for item, item_type in skeleton.items:
            if not is_valid_as(item, item_type, self._libxml2):
                yield from self.explain(item, item_type)

    def _explain_skeleton(self, skeleton: Skeleton) -> list[Issue]:
        if skeleton.root.tag not in self._xsd.elements:
            skeleton.root.tag = qualified(skeleton.types[skeleton.root].name, self._namespace)
        issues = [
            self._issue(original, "unexpected-attribute", message)
            for copy, original in skeleton.originals.items()
            if (message := take_unresolved_type(copy, self._xsd))
        ]
        faults = self._faults(skeleton.root)
        for copy in skeleton.types:
            if copy in faults:
                issues += self._explain_attributes(copy, skeleton)
            issues += self._explain_text(copy, skeleton)
            if is_empty_nil(copy):  # do not report its missing content as a second fault
                continue
            if copy in faults:
                issues += self._explain_content(copy, skeleton)
            issues += self._explain_value(copy, skeleton, is_faulty=copy in faults)
        if faults and not any(issue.severity == "error" for issue in issues):
            issues += [
                self._issue(skeleton.originals[copy], "not-allowed", why) for copy, why in faults.items()
            ]
        return issues

    def _faults(self, root: etree._Element) -> dict[etree._Element, str]:
        """The elements that xmlschema rejects, each with its reason."""
        # xmlschema accepts lxml's elements, but its annotations allow only those of ElementTree.
        with own_decimals():
            errors = self._xsd.iter_errors(cast("ElementTree.Element", root))
            return {cast("etree._Element", error.elem): error.reason or "" for error in errors}

    def _explain_attributes(self, copy: etree._Element, skeleton: Skeleton) -> Iterator[Issue]:
        xsd_type = skeleton.types[copy]
        if isinstance(xsd_type, ComplexType):
            declared = qualified(xsd_type.name, self._namespace)
            takes_foreign = xsd_type.takes_foreign_attributes
        else:
            declared, takes_foreign = xsd_type.base.replace("xs:", _XS_NAMESPACE), False
        for message, hint in attribute_faults(copy, declared, self._xsd, takes_foreign=takes_foreign):
            yield self._issue(skeleton.originals[copy], "unexpected-attribute", message, hint)

    def _explain_text(self, copy: etree._Element, skeleton: Skeleton) -> Iterator[Issue]:
        original = skeleton.originals[copy]
        texts = (copy.text, *(child.tail for child in copy))
        is_complex = isinstance(skeleton.types[copy], ComplexType)
        if is_complex and any(text and collapse(text) for text in texts):
            message = f"text is not allowed in {local_name(original)}, which may contain only elements"
            yield self._issue(original, "unexpected-text", message)

    def _explain_content(self, copy: etree._Element, skeleton: Skeleton) -> Iterator[Issue]:
        original, xsd_type = skeleton.originals[copy], skeleton.types[copy]
        if not isinstance(xsd_type, ComplexType):
            for child in copy:
                message = (
                    f"{local_name(child)} is not allowed in {local_name(original)}, which has only a value"
                )
                yield self._issue(skeleton.originals[child], "unexpected-element", message)
            return
        for fault in child_faults(copy, xsd_type, self._version, self._namespace):
            place = original if fault.child is None else skeleton.originals[fault.child]
            yield self._issue(place, fault.code, fault.message, fault.hint)

    def _explain_value(self, copy: etree._Element, skeleton: Skeleton, *, is_faulty: bool) -> Iterator[Issue]:
        original, xsd_type = skeleton.originals[copy], skeleton.types[copy]
        if isinstance(xsd_type, ComplexType) or len(copy):
            return
        text = original.text or ""
        is_value = is_value_of(xsd_type.base, text)
        promise = broken_promise(xsd_type, text) if is_value else None
        if promise is not None:
            yield self._issue(original, *promise, hint_for_value(xsd_type, text), self._promise_severity)
        elif not is_value or (is_faulty and not copy.attrib):
            message = f"{quote(text)} is not {describe_builtin(xsd_type.base)}"
            yield self._issue(original, "bad-value", message, hint_for_value(xsd_type, text))

    def _issue(
        self,
        element: etree._Element,
        code: str,
        message: str,
        hint: str | None = None,
        severity: Severity = "error",
    ) -> Issue:
        return Issue(
            severity, code, message, self._paths.of(element), line_of(element, self._line_offset), hint
        )
