"""``python surroundings_run.py NAME...``: the results of a corpus in all these surroundings, as JSON.

The corpus has every fixture, every text for a built-in, and documents at the limits of Python, its
settings, and the C library.
"""

import gzip
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import astuple
from functools import partial, reduce
from pathlib import Path

from lexical_texts import TEXTS
from markup import escape
from surroundings import SURROUNDINGS

import ipsxml

FIXTURES = Path(__file__).parents[2] / "fixtures"
NEWEST = "http://www.scene7.com/IpsApi/xsd/2016-01-14-beta"
ABOUT_A_VALUE = {
    "xs:boolean": "<PhotoshopLayerOptions{}><createTemplate>{}</createTemplate></PhotoshopLayerOptions>",
    "xs:int": "<UnsharpMaskOptions{}><threshold>{}</threshold></UnsharpMaskOptions>",
    "xs:long": "<ThumbnailOptions{}><thumbnailTime>{}</thumbnailTime></ThumbnailOptions>",
    "xs:double": "<UnsharpMaskOptions{}><radius>{}</radius></UnsharpMaskOptions>",
    "xs:dateTime": "<getJobLogsParam{}><startDate>{}</startDate></getJobLogsParam>",
    "a fraction": (
        "<TaskItemProgress{}><itemName/><progress>{}</progress><progressMessage/>"
        "<lastProgressUpdate>2013-02-15T12:00:00Z</lastProgressUpdate></TaskItemProgress>"
    ),
}
FRACTIONS = (
    "1.7",
    "1,7",
    "0.5",
    "-0.5",
    "-0.0",
    "10E-1",
    "1E1",
    "9.9E-1",
    "1.9E0",
    "1.0000000000000000001",
    "1.05",
)
LONG = [
    text
    for digits in (309, 310, 640, 641, 4300, 4301)
    for text in (
        "9" * digits,
        "-" + "9" * digits,
        "0" * digits + "7",
        "1." + "0" * digits,
        "0." + "9" * digits,
    )
]
MOMENTS = (
    *(
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59.999999Z",
        "9999-12-31T24:00:00",
        "2012-02-29T24:00:00",
    ),
    *("2011-03-27T02:30:00", "2013-02-15T12:00:00.1234567", "2013-02-15T12:00:00." + "1" * 700, "9" * 700),
    *("9" * 700 + "-01-01T00:00:00", "0" * 700 + "1-01-01T00:00:00", "1970-01-01T00:00:00-00:01"),
)


def corpus() -> Iterator[bytes]:
    """The documents: XML and JSON."""
    yield from _texts()
    yield from _fixtures()
    yield from _edges()


def _fixtures() -> Iterator[bytes]:
    for path in sorted(FIXTURES.rglob("*.*")):
        if path.suffix != ".md":
            yield path.read_bytes()


def _texts() -> Iterator[bytes]:
    texts = {
        **{builtin: (*found, *LONG) for builtin, found in TEXTS.items() if builtin in ABOUT_A_VALUE},
        "a fraction": (*TEXTS["xs:double"], *FRACTIONS, *LONG),
    }
    texts["xs:dateTime"] = (*texts["xs:dateTime"], *MOMENTS)
    for builtin, found in texts.items():
        for text in found:
            for namespace in (
                ("", f' xmlns="{NEWEST}"') if builtin == "a fraction" else (f' xmlns="{NEWEST}"',)
            ):
                yield ABOUT_A_VALUE[builtin].format(namespace, escape(text)).encode()


def _edges() -> Iterator[bytes]:
    yield from _sizes()
    yield from _json()
    for depth in (255, 256, 257, 900):
        yield b"<a>" * depth + b"</a>" * depth
    yield gzip.compress(b"\n" * 1000 + (FIXTURES / "bad" / "2013-02-15.xml").read_bytes(), mtime=0)


def _sizes() -> Iterator[bytes]:
    good = (FIXTURES / "good" / "reference.xml").read_text("utf-8")
    before, _, rest = good.partition("<totalSize>")
    after = rest.partition("</totalSize>")[2]
    for text in (*LONG, "1.0", "1,0", "-0", "1e3", "12 MB"):
        yield f"{before}<totalSize>{text}</totalSize>{after}".encode()


def _json() -> Iterator[bytes]:
    form = json.loads(ipsxml.to_json(FIXTURES / "good" / "reference.xml"))
    [element] = [name for name in form if not name.startswith("@")]
    numbers = ["1.0", "1.5", "1e22", "1e308", "1e309", "-1e309", "NaN", str(2**1023), str(2**1024), *LONG]
    for number in numbers:
        form[element]["totalSize"] = "…"
        yield json.dumps(form).replace('"\\u2026"', number).encode()
        for name in ("radius", "threshold"):
            yield f'{{"@apiVersion":"2013-02-15","unsharpMaskOptions":{{"{name}":{number}}}}}'.encode()
    for depth in (200, 254, 255, 400, 950, 1500):
        for inner in ("", "]", '"]"', ","):
            value = "[" * depth + inner + "]" * depth
            yield f'{{"@apiVersion":"2010-01-31","submitJobReturn":{{"jobHandle":{value}}}}}'.encode()
            yield value.encode()


def results() -> list[list[str]]:
    """The results for each document of every function that reads or writes it."""
    return [_results_of(content) for content in corpus()]


def _results_of(content: bytes) -> list[str]:
    document = _attempt(lambda: ipsxml.decode(content))
    form = _attempt(lambda: ipsxml.to_json(content))
    ways: list[object] = [
        _attempt(lambda: astuple(ipsxml.validate(content))),
        _attempt(lambda: astuple(ipsxml.validate(content, strict=True))),
        document,
        form,
        _attempt(lambda: len(list(ipsxml.iter_jobs(content)))),
    ]
    if isinstance(document, ipsxml.Document):
        ways += [
            _attempt(lambda: ipsxml.encode(document)),
            _attempt(lambda: ipsxml.encode(document, indent=2)),
            _attempt(lambda: ipsxml.to_json(document, indent=1)),
            _attempt(lambda: ipsxml.diff(content, document, tolerance=0.1).changes),
        ]
    if isinstance(form, bytes):
        ways.append(_attempt(lambda: ipsxml.from_json(form)))
    return [repr(way) for way in ways]


def _attempt(action: Callable[[], object]) -> object:
    try:
        return action()
    except Exception as error:  # noqa: BLE001 - every exception is a result to compare
        return f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    print(
        json.dumps(reduce(lambda action, name: partial(SURROUNDINGS[name], action), sys.argv[1:], results)())
    )
