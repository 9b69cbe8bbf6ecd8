"""A payload's tags and text in one canonical spelling, for the decoders to match.

Visiting every element of a tree from Python takes longer than parsing it. libxml2 serializes the tree in
a fraction of that time, and always in the same form: ``<`` and ``>`` only appear in tags, and an element
without content is ``<a/>``.
"""

from lxml import etree


def tag_text(payload: etree._Element) -> str | None:
    """The XML of a payload with the prefix removed from all names; only inner elements can have attributes.

    ``None`` if the root has attributes, or if not all names have the same prefix.
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
    """``text`` with XML's predefined entities and ``&#13;``, the only character reference, resolved."""
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'")
    return text.replace("&#13;", "\r").replace("&amp;", "&")
