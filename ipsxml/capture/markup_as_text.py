"""Documents that are embedded in other documents as text, escaped or in CDATA."""

import re

AS_TEXT = "escaped or in CDATA"
_MARKUP = re.compile(r"\s*+<(?:\?xml\s|[A-Za-z_][\w.:-]*[\s/>])")


def is_markup(text: str | None) -> bool:
    """Whether a text, after parsing, is itself XML.

    >>> is_markup("<soap:Envelope>"), is_markup("< 7")
    (True, False)
    """
    return bool(text) and _MARKUP.match(text or "") is not None
