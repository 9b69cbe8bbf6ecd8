"""Words for the mutations: names and values of documents, and known sources of trouble."""

from ipsxml import versions
from ipsxml.contract import family

NAMES = tuple(
    sorted(
        {*family().elements}
        | {
            member.name
            for complex_type in family().types.values()
            for member in complex_type.members.values()
        }
    )
)
NAMESPACES = (
    "",
    *sorted({version.namespace for version in versions() if version.namespace}),
    "http://www.scene7.com/IpsApi/xsd/2011-11-11",  # not a known version
    "http://schemas.xmlsoap.org/soap/envelope/",
    "http://www.w3.org/2003/05/soap-envelope",
)
# Values on which engines, Python, and XSD are known to differ, and the limits of ranges.
VALUES = (
    *(
        "",
        " ",
        "0",
        "-0",
        "+1",
        "1.0",
        "1e0",
        "1E",
        "1_0",
        "٣",
        "0x10",
        "007",
        ".5",
        "5.",
        "1E400",
        "-1E-400",
    ),
    *("2147483647", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "9" * 400),
    *("INF", "-INF", "+INF", "NaN", "nan", "Infinity", "true", "TRUE", "1", "false", "null"),
    *("2013-03-04T09:30:00Z", "2013-02-29T00:00:00", "2013-03-04T24:00:00", "9999-12-31T24:00:00Z"),
    *("10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00"),
    *("2013-03-04T09:30:00.1234567Z", "2013-03-04T09:30:00.000000000", "2013-03-04T09:30:00+14:01"),
    *("Running", "Done", "en_US", "10001", "c|7", "\ufffd", "\U0001f600", "\u0130", "\x85", "\u2028"),
)
XML_SCRAPS = (
    *("<!-- -->", "<?p i?>", "<![CDATA[", "]]>", "&#13;", "&#0;", "&#x10FFFF;", "&amp;", "&e;", "<items/>"),
    *("<!DOCTYPE a>", '<!DOCTYPE a [<!ENTITY e "e">]>', '<?xml version="1.0" encoding="UTF-16"?>', "\ufeff"),
    *("<items>", "</items>", "<authHeader>", "<soapenv:Header/>", "\r", "\x00", "\x0b", "\ufffe", "\ud800"),
)
ATTRIBUTES = (
    *('a="1"', 'xmlns=""', 'xmlns:a="urn:a"', 'a:b=""', 'xml:lang="en"', 'xml:space="preserve"'),
    *('xsi:nil="true"', 'xsi:type="xs:int"', 'xsi:schemaLocation="urn:a b"', 'soapenv:mustUnderstand="1"'),
    *('xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="1"', 'encodingStyle=""'),
    *(f'xmlns="{namespace}"' for namespace in NAMESPACES),
)
JSON_SCRAPS = (
    *(
        "{}",
        "[]",
        "null",
        "true",
        "1.0",
        "-0",
        "-0.0",
        "1e308",
        "1e309",
        "1E400",
        "1" * 400,
        '"\\ud800"',
        "NaN",
    ),
    *('"\\u0000"', '"\\r"', '"@soap"', '"@apiVersion"', '"reference"', '"1.1"', '"1.2"', "[[[[[[[[", "{}{}"),
    *('"op"', '"path"', '"from"', '"value"', '"add"', '"remove"', '"replace"', '"move"', '"copy"', '"test"'),
    *(
        '""',
        '"/"',
        '"/-"',
        '"/0"',
        '"/01"',
        '"/-1"',
        '"/jobArray/-"',
        '"~"',
        '"/~2"',
        '"/@apiVersion"',
        '"/@soap"',
    ),
    *(f'"{version.name}"' for version in versions()),
)
HTTP_SCRAPS = (
    *(
        "HTTP/1.1 200 OK\r\n",
        "POST /a HTTP/1.1\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "\r\n\r\n",
        "0\r\n\r\n",
    ),
    *("Content-Length: 10\r\n", "Transfer-Encoding: chunked\r\n", "Content-Encoding: gzip\r\n"),
    *(
        "Content-Encoding: deflate\r\n",
        "Content-Type: text/xml; charset=utf-16\r\n",
        "charset=utf-7",
        "ffffffff\r\n",
    ),
    *(
        "Content-Type: multipart/related; boundary=a\r\n",
        "--a\r\n",
        "Content-Type: text/xml; charset=ebcdic-cp-us",
    ),
)


def dictionary() -> str:
    """All words as a libFuzzer dictionary."""
    words = {*NAMES, *NAMESPACES, *VALUES, *XML_SCRAPS, *ATTRIBUTES, *JSON_SCRAPS, *HTTP_SCRAPS}
    return "".join(sorted(f'"{_escaped(word)}"\n' for word in words if 0 < len(word) < 60))


def _escaped(word: str) -> str:
    return "".join(
        chr(byte) if 0x20 <= byte < 0x7F and byte not in b'"\\' else f"\\x{byte:02X}"
        for byte in word.encode("utf-8", "surrogatepass")
    )
