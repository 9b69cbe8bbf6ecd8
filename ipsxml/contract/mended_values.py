"""Corrections for values that people and programs often write in another form."""

import re

from ipsxml.contract.lexical_forms import is_date_time, is_lexical

_OFFSET_WITHOUT_COLON = re.compile(r"(?<=[0-9])([+-][0-9]{2})([0-9]{2})$")
_SHORT_OFFSET = re.compile(r"(?<=:[0-9]{2})([+-][0-9]{2})$")
_DATE = re.compile(r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}")
_SPECIAL = {"inf": "INF", "infinity": "INF", "nan": "NaN"}


def corrected_value(builtin: str, text: str) -> str | None:
    """A hint on how to write a text that is not a value of ``builtin``; ``None`` if that is not clear.

    >>> corrected_value("xs:dateTime", "2013-03-04 09:30:00+0100")
    'write 2013-03-04T09:30:00+01:00'
    >>> corrected_value("xs:double", "0,5")
    'write 0.5, with a decimal point'
    """
    if builtin == "xs:boolean" and text.lower() in ("true", "false"):
        return f"write {text.lower()}: XML is case-sensitive"
    if builtin == "xs:dateTime":
        return _corrected_date_time(text)
    return _corrected_number(builtin, text) if builtin in ("xs:double", "xs:int", "xs:long") else None


def _corrected_date_time(text: str) -> str | None:
    if _DATE.fullmatch(text) and is_date_time(f"{text}T00:00:00"):
        return f"add a time, as in {text}T00:00:00"
    corrected = text.upper().replace(",", ".")
    if len(corrected) > len("2013-03-04"):
        date, rest = corrected[: len("2013-03-04")], corrected[len("2013-03-04") :]
        if rest[0].isspace():
            rest = f"T{rest.lstrip()}"
        corrected = date + rest.replace(" ", "")
    corrected = _OFFSET_WITHOUT_COLON.sub(r"\1:\2", corrected)
    corrected = _SHORT_OFFSET.sub(r"\1:00", corrected)
    return f"write {corrected}" if corrected != text and is_date_time(corrected) else None


def _corrected_number(builtin: str, text: str) -> str | None:
    special = _SPECIAL.get(text.lstrip("+-").lower())
    if builtin == "xs:double" and special is not None:
        return "the special values are INF, -INF, and NaN"
    number = text.removesuffix("%").rstrip()
    if number != text and builtin == "xs:double" and is_lexical("xs:double", number.replace(",", ".")):
        return f"write {float(number.replace(',', '.')) / 100:g}, as a fraction without %"
    if number != text and is_lexical(builtin, number):
        return f"write {number}, without %"
    if number.count(",") == 1 and is_lexical("xs:double", number.replace(",", ".")):
        corrected = number.replace(",", ".")
        return f"write {corrected}, with a decimal point" if builtin == "xs:double" else None
    return None
