"""A payload as a list of short strings, which compiled decoders walk through.

Touching every element of a tree from Python costs more than parsing it did. libxml2 writes the
tree out again in a fraction of that time, and in what it writes ``<`` stands at the beginning
of a tag and nowhere else. So one split gives every tag with the text behind it:

    <a><b>1</b><c/></a>   becomes   ["", "a>", "b>1", "/b>", "c/>", "/a>"]
"""

from lxml import etree

from ipsxml.capture import local_name, namespace_of


def tokens_of(payload: etree._Element) -> list[str]:
    """The tokens of a payload; its root is the second, the first is empty.

    Names are local, attributes are left out (those of the root are not, it is of no use
    anyway). Text is escaped as in XML.
    """
    if _has_one_prefix(payload):
        text = etree.tostring(payload, encoding="unicode", with_tail=False)
        root_tag = text[: text.index(">")]
        if '"' not in text[len(root_tag) :] or not _may_have_attributes(text, root_tag):
            if payload.prefix:
                text = text.replace(f"<{payload.prefix}:", "<").replace(f"</{payload.prefix}:", "</")
            return text.split("<")
    # Attributes, text that looks like one, several prefixes: rare, and a copy without any does it.
    return etree.tostring(_bare_copy(payload), encoding="unicode", with_tail=False).split("<")


def _has_one_prefix(payload: etree._Element) -> bool:
    """Whether elements of the payload's namespace can have its prefix only, further declarations aside."""
    namespace = namespace_of(payload) or None
    return [uri for uri in payload.nsmap.values() if uri == namespace] in ([], [namespace])


def _may_have_attributes(text: str, root_tag: str) -> bool:
    """Whether some tag but the root's has attributes, or some text looks like one."""
    return text.count('="') != root_tag.count('="')


def _bare_copy(element: etree._Element) -> etree._Element:
    copy = etree.Element(local_name(element))
    copy.text = element.text
    for child in element:
        child_copy = _bare_copy(child)
        child_copy.tail = child.tail
        copy.append(child_copy)
    return copy


def unescape(text: str) -> str:
    """Text as it was before libxml2 wrote it: it escapes these four, and nothing else."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&#13;", "\r").replace("&amp;", "&")
