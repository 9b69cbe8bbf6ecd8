"""How values are written that people and programs write in other ways."""

import re

from ipsxml.contract.lexical_forms import is_date_time, is_lexical

_OFFSET_WITHOUT_COLON = re.compile(r"(?<=[0-9])([+-][0-9]{2})([0-9]{2})$")
_SHORT_OFFSET = re.compile(r"(?<=:[0-9]{2})([+-][0-9]{2})$")
_DATE = re.compile(r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}")
_SPECIAL = {"inf": "INF", "infinity": "INF", "nan": "NaN"}


def mended_value(builtin: str, text: str) -> str | None:
    """How a text that is no value of a built-in is probably to be written; ``None`` where that is not clear.

    >>> mended_value("xs:dateTime", "2013-03-04 09:30:00+0100")
    'write 2013-03-04T09:30:00+01:00'
    >>> mended_value("xs:double", "0,5")
    'write 0.5: the decimal sign is a point'
    """
    if builtin == "xs:boolean" and text.lower() in ("true", "false"):
        return f"write {text.lower()}: XML is case-sensitive"
    if builtin == "xs:dateTime":
        return _mended_date_time(text)
    return _mended_number(builtin, text) if builtin in ("xs:double", "xs:int", "xs:long") else None


def _mended_date_time(text: str) -> str | None:
    if _DATE.fullmatch(text) and is_date_time(f"{text}T00:00:00"):
        return f"add a time, as in {text}T00:00:00"
    mended = text.upper().replace(",", ".")
    if len(mended) > len("2013-03-04"):
        date, rest = mended[: len("2013-03-04")], mended[len("2013-03-04") :]
        if rest[0].isspace():
            rest = f"T{rest.lstrip()}"
        mended = date + rest.replace(" ", "")
    mended = _OFFSET_WITHOUT_COLON.sub(r"\1:\2", mended)
    mended = _SHORT_OFFSET.sub(r"\1:00", mended)
    return f"write {mended}" if mended != text and is_date_time(mended) else None


def _mended_number(builtin: str, text: str) -> str | None:
    special = _SPECIAL.get(text.lstrip("+-").lower())
    if builtin == "xs:double" and special is not None:
        return "the special values are written INF, -INF and NaN"
    number = text.removesuffix("%").rstrip()
    if number != text and builtin == "xs:double" and is_lexical("xs:double", number.replace(",", ".")):
        return f"write {float(number.replace(',', '.')) / 100:g}: a share is written without %"
    if number != text and is_lexical(builtin, number):
        return f"write {number}, without %"
    if number.count(",") == 1 and is_lexical("xs:double", number.replace(",", ".")):
        mended = number.replace(",", ".")
        return f"write {mended}: the decimal sign is a point" if builtin == "xs:double" else None
    return None
