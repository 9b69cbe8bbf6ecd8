"""Documents that are texts in other documents, escaped or in CDATA."""

import re

AS_TEXT = "escaped or in CDATA"
_MARKUP = re.compile(r"\s*+<(?:\?xml\s|[A-Za-z_][\w.:-]*[\s/>])")


def is_markup(text: str | None) -> bool:
    """Whether a text, as the parser gives it, is XML itself.

    >>> is_markup("<soap:Envelope>"), is_markup("< 7")
    (True, False)
    """
    return bool(text) and _MARKUP.match(text or "") is not None
