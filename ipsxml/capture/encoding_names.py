"""Encoding names that .NET, Java, and browsers write, but Python does not know or understands differently.

Sources: the list of encodings of .NET's ``System.Text.Encoding``, the supported encodings of the JDK, the
labels of the WHATWG Encoding Standard, and IANA's registry of character sets.
"""

import codecs
from functools import lru_cache

# Python's codecs that are not document encodings; decoding punycode also takes quadratic time.
_NOT_DOCUMENT_ENCODINGS = frozenset(
    {"idna", "mbcs", "oem", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"}
)

_CODECS = {
    # Korean. In practice this name means Windows code page 949, a superset of the standard.
    "cp949": ("ks_c_5601-1987", "ks_c_5601-1989", "ks_c_5601", "ksc5601", "ksc_5601", "x-windows-949"),
    "johab": ("x-johab",),
    # Japanese.
    "cp932": ("windows-31j", "cswindows31j", "x-sjis", "x-ms-cp932", "windows-932", "x-windows-932"),
    "euc_jp": ("x-euc-jp", "x-euc", "euc-jp-linux", "x-eucjp-open"),
    "iso2022_jp": ("jis", "x-windows-iso2022jp", "x-jisautodetect"),
    # Chinese.
    "cp950": ("x-windows-950", "windows-950", "x-ms950-hkscs"),
    "big5": ("x-x-big5", "cn-big5", "big5-eten"),
    "big5hkscs": ("x-big5-hkscs", "x-big5-hkscs-2001"),
    "gbk": ("x-gbk", "x-mswin-936", "windows-936", "x-windows-936"),
    "gb2312": ("x-cp20936", "x-euc-cn", "cn-gb"),
    "hz": ("x-hz-gb-2312",),
    # Single bytes.
    "ascii": ("x-us-ascii", "ascii7"),
    "latin-1": ("8859_1", "x-iso-8859-1"),
    "cp874": ("windows-874", "x-windows-874", "dos-874"),
    "iso8859_8": ("iso-8859-8-i", "iso-8859-8-e", "logical", "visual"),
    "cp720": ("dos-720",),
    "cp862": ("dos-862",),
    "cp858": ("ibm00858", "ccsid00858"),
    "cp1140": ("ibm01140", "ccsid01140", "x-ebcdic-cp-us-euro"),
    "mac_roman": ("x-mac-roman", "x-macroman", "mac"),
    "mac_cyrillic": ("x-mac-cyrillic", "x-maccyrillic", "x-mac-ukrainian"),
    "koi8_r": ("koi", "koi8"),
    **{f"cp{page}": (f"x-cp{page}", f"cp-{page}", f"x-windows-{page}") for page in range(1250, 1259)},
    # Unicode.
    "utf-8": ("unicode-1-1-utf-8", "unicode-2-0-utf-8", "x-unicode-2-0-utf-8", "unicode11utf8"),
    "utf-16-be": ("unicodefffe", "x-utf-16be"),
    "utf-16-le": ("unicodefeff", "x-utf-16le-bom"),
}
_CODEC_OF = {name: codec for codec, names in _CODECS.items() for name in names}


def is_renamed(name: str) -> bool:
    """Whether Python does not know this encoding name, or other systems use it for a larger encoding."""
    return name.lower() in _CODEC_OF


@lru_cache(maxsize=128)
def codec_name(name: str) -> str | None:
    """The name of Python's codec for an encoding; ``None`` if there is none.

    >>> codec_name("ks_c_5601-1987"), codec_name("utf8mb4")
    ('cp949', None)
    """
    try:
        codec = codecs.lookup(_CODEC_OF.get(name.lower(), name))
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return None
    is_text = getattr(codec, "_is_text_encoding", True)  # bytes.decode accepts only text encodings
    return codec.name if is_text and codec.name not in _NOT_DOCUMENT_ENCODINGS else None
