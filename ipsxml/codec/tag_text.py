"""A payload as text with only its tags and what is between them, for decoders to match.

Touching every element of a tree from Python costs more than parsing it did. libxml2 writes the
tree out again in a fraction of that time, and what it writes has one form only: ``<`` and
``>`` appear around tags and nowhere else, and an element without content is ``<a/>``.
"""

from lxml import etree


def tag_text(payload: etree._Element) -> str | None:
    """The XML of a payload, its names without their prefix; attributes can only be inside.

    ``None`` where the root has attributes, or not all names have the same prefix.
    """
    if payload.attrib:
        return None
    text = etree.tostring(payload, encoding="unicode", with_tail=False)
    if payload.prefix:
        start, end = f"<{payload.prefix}:", f"</{payload.prefix}:"
        if text.count(start) + text.count(end) != text.count("<"):
            return None
        text = text.replace(start, "<").replace(end, "</")
    return text


def unescape(text: str) -> str:
    """Text without the references of XML's own names; the only number among them is ``&#13;``."""
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'")
    return text.replace("&#13;", "\r").replace("&amp;", "&")
