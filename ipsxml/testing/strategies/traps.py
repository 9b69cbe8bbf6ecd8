"""Texts that look like values of a built-in type but violate its lexical form.

Source: XML Schema Part 2, second edition, 3.2.2.1 (boolean), 3.2.5.1 (double), 3.2.7.1 (dateTime), and
3.3.13.1 (integer, from which int and long are derived). The most useful texts are those that parsers in some
language accept.
"""

_NOT_INTEGERS = ("", "1.0", "1e3", "1_0", "1,000", "0x1F", "1 0", "+-1", "١", "1\u00a0", "NaN")

TRAPS: dict[str, tuple[str, ...]] = {
    "xs:boolean": ("", "TRUE", "False", "yes", "01", "-1", "1.0", "true false", "true\u00a0"),
    "xs:int": (*_NOT_INTEGERS, "2147483648", "-2147483649"),
    "xs:long": (*_NOT_INTEGERS, "9223372036854775808", "-9223372036854775809"),
    "xs:double": ("", "1E", ".", "1,5", "1_0", "Infinity", "+INF", "nan", "0x1p3", "1d", "50%", "٣"),
    "xs:dateTime": (
        "",
        "2013-02-15",
        "2013-02-15 12:00:00",
        "2013-02-15T12:00",
        "2013-02-15T12:00:00z",
        "2013-02-15T12:00:00+0500",
        "2013-02-15T12:00:00+14:01",
        "2013-02-15T12:00:00.",
        "2013-02-15T12:00:00,5",
        "2013-02-29T12:00:00",
        "2013-02-15T24:00:01",
        "2013-02-15T12:00:60",
        "0000-01-01T00:00:00",
        "02013-02-15T12:00:00",
        "2013-2-15T12:00:00",
        "1360929600",
    ),
}
