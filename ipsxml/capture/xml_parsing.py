"""Parse XML defensively: no DTD, no entities, no network, limited depth and text."""

from typing import NamedTuple

from lxml import etree

from ipsxml.capture.encoding import UTF_8, Lead, as_utf_8, check_declaration, encoding_of, take_lead
from ipsxml.capture.namespaces import check_namespaces
from ipsxml.errors import CaptureError

_UNSUPPORTED_ENCODING = (etree.ErrorTypes.ERR_UNKNOWN_ENCODING, etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING)


class ParsedXml(NamedTuple):
    """A document's root, without comments and processing instructions, and what precedes the document."""

    root: etree._Element
    lead: Lead


def parse_xml(content: bytes, charset: str | None = None, lines_before: int = 0) -> ParsedXml:
    """Parse the bytes of one document.

    ``charset`` is HTTP's charset. It overrides the XML declaration, and a byte order mark overrides both
    (RFC 7303). ``lines_before`` is the number of lines in the file before ``content``. Raises
    ``CaptureError`` with the code ``not-well-formed``, ``bad-encoding``, ``doctype-forbidden``, or
    ``limit-exceeded``.
    """
    lead = take_lead(content, lines_before)
    if not lead.rest:
        raise CaptureError("not-well-formed", "the content is empty", line=lines_before + 1)
    if charset is None or lead.bom:
        check_declaration(lead)
        charset = None
    syntax_error: etree.XMLSyntaxError | None = None
    try:
        root = _parse_any_encoding(lead, charset)
        if root.getroottree().docinfo.internalDTD is None:
            check_namespaces(root, lead, charset)
            return ParsedXml(root, lead)
    except etree.XMLSyntaxError as error:
        syntax_error = error
    # Raised outside the handler, so that the error has no context: the parser's messages quote the document.
    from ipsxml.capture.xml_syntax_messages import doctype_error, explain  # needed only for bad documents

    raise explain(syntax_error, lead, charset) if syntax_error else doctype_error(lead, charset)


def _parse_any_encoding(lead: Lead, charset: str | None) -> etree._Element:
    try:
        return _parse(lead.rest, charset)
    except etree.XMLSyntaxError as error:
        from ipsxml.capture.encoding_names import is_renamed  # needed only for bad documents

        if error.code not in _UNSUPPORTED_ENCODING and not is_renamed(encoding_of(lead, charset)):
            raise
    except LookupError:  # a charset that libxml2 does not know
        pass
    # Python may know an encoding that libxml2 does not, such as EBCDIC.
    return _parse(as_utf_8(lead, charset), UTF_8)


def _parse(content: bytes, charset: str | None) -> etree._Element:
    parser = etree.XMLParser(
        encoding=charset,
        load_dtd=False,
        no_network=True,
        resolve_entities=False,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(content, parser)
    check_log(parser.error_log)
    return root


def check_log(log: etree._ListErrorLog) -> None:
    """Raise the ``XMLSyntaxError`` that lxml omits if names break the rules of namespaces.

    lxml raises only libxml2's last message. If that is a warning, for example about a namespace that is a
    relative URI, lxml ignores an undeclared prefix before it.
    """
    for entry in log:
        if entry.level >= etree.ErrorLevels.ERROR:
            raise etree.XMLSyntaxError(entry.message, entry.type, entry.line, entry.column)
