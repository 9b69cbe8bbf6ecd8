"""Strategies for single values in the plain form: for each built-in type, and for limited values."""

import re
from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from ipsxml.contract import ComplexType, Member, SimpleType

_LOCALES = ("en", "de", "en-US", "ja-JP")
_LONGEST_SIZE = 9  # digits of a size drawn as a whole number

# Each alternative makes as few choices as possible, and all make the same number of them. So Hypothesis can
# simplify one value without changing those after it.
_any_text = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=8
)
_tricky_text = st.text("a<>&\"'\r\n\t =]日本語한국😀𝒳\u0085\u2028\x7f\u00a0", max_size=8)
_tricky_texts = ('a="b"', "<![CDATA[x]]>", "<!-- -->", "]]>", "&amp;", "&#13;", " x ", "/", "/>", "</a>")

texts = st.one_of(_any_text, _tricky_text, st.sampled_from(_tricky_texts))
"""Short texts of characters that XML allows, including many that must be escaped."""

_finite_doubles = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([0.0, 72.0, 0.001, 0.0009, 1e7, 9999999.5, 5e-324, 1.7976931348623157e308]),
)

_zones = st.sampled_from(["", "Z", "+00:00", "-00:00", "-05:00", "+05:30", "+14:00", "-14:00"])
_moments = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30))
_digits = st.text("0123456789", max_size=6)


def _write_moment(moment: datetime, digits: str, zeros: str, zone: str, is_end_of_day: bool) -> str:
    clock = "24:00:00" if is_end_of_day else f"{moment:%H:%M:%S}"
    fraction = f".{digits}{zeros}" if digits and not is_end_of_day else ""
    return f"{moment.date()}T{clock}{fraction}{zone}"


date_times_of_python = st.builds(
    _write_moment,
    _moments,
    _digits,
    st.sampled_from(["", "0", "000"]),
    _zones,
    st.sampled_from([False] * 4 + [True]),
)
"""The texts of dateTimes that ``datetime`` can represent."""

date_times_beyond_python = st.sampled_from(
    [
        "10000-01-01T00:00:00Z",
        "123456-12-31T23:59:59.5",
        "-0001-01-01T00:00:00",
        "-2011-03-30T14:32:08-05:00",
        "2011-03-30T14:32:08.1234567",
        "2011-03-30T14:32:08.0000001-05:00",
        "9999-12-31T24:00:00",
    ]
)
"""The texts of valid dateTimes that ``datetime`` cannot represent."""


def builtin_values(
    builtin: str, *, of_python: bool = False, allow_nan: bool = True
) -> st.SearchStrategy[Any]:
    """The values of a built-in type (``"xs:int"``, …); the arguments are those of ``values``."""
    specials = ["INF", "-INF", *(["NaN"] if allow_nan else [])]
    date_times = date_times_of_python if of_python else date_times_of_python | date_times_beyond_python
    strategies: dict[str, st.SearchStrategy[Any]] = {
        "xs:string": texts,
        "xs:int": st.integers(-(2**31), 2**31 - 1),
        "xs:long": st.integers(-(2**63), 2**63 - 1),
        "xs:double": _finite_doubles | st.sampled_from(specials),
        "xs:boolean": st.booleans(),
        "xs:dateTime": date_times,
    }
    return strategies[builtin]


def limited_values(limit: SimpleType) -> st.SearchStrategy[Any]:
    """The values within the limits on the reference pages."""
    if limit.values:
        read = int if limit.base == "xs:int" else str
        return st.sampled_from([read(value) for value in limit.values])
    if limit.pattern is not None:
        assert all(re.fullmatch(limit.pattern, locale) for locale in _LOCALES)
        return st.sampled_from(_LOCALES)
    assert limit.base == "xs:double"
    assert limit.minimum is not None
    assert limit.maximum is not None
    return st.floats(float(limit.minimum), float(limit.maximum))


def limit_of(member: Member) -> SimpleType | None:
    """The limited type of a member's values; ``None`` if they are not limited.

    A member that has a different type on the wire is not limited: the reference pages describe it as text.
    """
    if member.wire_type or isinstance(member.type, ComplexType) or not member.type.is_limited:
        return None
    return member.type


sizes = st.one_of(
    st.integers(0, 10**_LONGEST_SIZE - 1),
    texts.filter(lambda text: not (text.isascii() and text.isdigit())),
)
"""Sizes: text on the reference pages, whole numbers on the wire. Text that is a number is read as one."""
