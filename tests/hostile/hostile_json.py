"""Attacks with JSON: documents and patches."""

from functools import partial

from hostile_attacks import VALID, Attack, Targets, invalid

READERS = (
    "validate",
    "decode",
    "from_json",
    "to_json",
    "iter_jobs",
    "diff",
    "patch",
    "cli convert",
    "cli table",
)
MALFORMED, BAD_VALUE, UNEXPECTED = (
    invalid("not-well-formed"),
    invalid("bad-value"),
    invalid("missing-element", "unexpected-element"),
)
LIMIT = invalid("limit-exceeded")


def submitted(handle: str) -> bytes:
    """A JSON document whose only value is ``handle``."""
    return f'{{"@apiVersion":"2010-01-31","submitJobReturn":{{"jobHandle":{handle}}}}}'.encode()


def listed(members: str) -> bytes:
    """A response with these members."""
    return f'{{"@apiVersion":"2010-01-31","getActiveJobsReturn":{{{members}}}}}'.encode()


def _bytes(content: bytes) -> partial[bytes]:
    return partial(_constant, content=content)


def _constant(_: Targets, content: bytes) -> bytes:
    return content


def _patch_bomb(_: Targets) -> bytes:
    first, again = b'{"op":"add","path":"/x","value":["x"]}', b'{"op":"copy","from":"/x","path":"/x/-"}'
    return b"[" + b",".join([first] + [again] * 60) + b"]"


def _attack(name: str, content: bytes, outcome: tuple[str, ...]) -> Attack:
    return Attack(name, _bytes(content), outcome, READERS)


JSON_ATTACKS = [
    _attack("arrays 5 million deep", b"[" * 5_000_000, LIMIT),
    _attack("objects a million deep", b'{"a":' * 1_000_000, LIMIT),
    _attack("deep inside a document", submitted("[" * 254 + "]" * 254), BAD_VALUE),
    _attack("too deep inside a document", submitted("[" * 255 + "]" * 255), LIMIT),
    _attack("too deep, hidden by strings", submitted('["]]]",' * 900 + '["[[[[["]' + "]" * 900), LIMIT),
    _attack(
        "500,000 keys",
        b"{" + b",".join(b'"k%d":1' % n for n in range(500_000)) + b"}",
        invalid("missing-element"),
    ),
    _attack("300,000 unknown keys", listed(",".join(f'"k{n}":1' for n in range(300_000))), UNEXPECTED),
    _attack("a key of 10 million characters", listed(f'"{"k" * 10_000_000}":1'), UNEXPECTED),
    _attack("a million wrong items", listed(f'"jobArray":[{",".join("0" * 1_000_000)}]'), BAD_VALUE),
    _attack("the same key twice", submitted('"a","jobHandle":"b"'), MALFORMED),
    _attack(
        "the version twice",
        b'{"@apiVersion":"2010-01-31","@apiVersion":"2012-02-14","stopJobReturn":{}}',
        MALFORMED,
    ),
    _attack("the same key, once escaped", submitted('"a","jobH\\u0061ndle":"b"'), MALFORMED),
    _attack("NaN", submitted("NaN"), MALFORMED),
    _attack("Infinity", submitted("-Infinity"), MALFORMED),
    _attack("a number of 5 million digits", submitted("9" * 5_000_000), MALFORMED),
    _attack("a number with a huge exponent", submitted("1e999999999"), MALFORMED),
    _attack("a lone surrogate", submitted('"\\ud800"'), MALFORMED),
    _attack("a character not allowed in XML", submitted('"\\u0000"'), BAD_VALUE),
    _attack("UTF-16", submitted('"j"').decode().encode("utf-16-le"), MALFORMED),
    _attack("overlong UTF-8", submitted('"j"').replace(b'"j"', b'"\xc0\xaf"'), MALFORMED),
    _attack("a string of 10 million characters", submitted(f'"{"j" * 10_000_000}"'), VALID),
    _attack("a string of 20 million characters", submitted(f'"{"j" * 20_000_000}"'), LIMIT),
    _attack(
        "__proto__",
        submitted('"j"').replace(b'{"jobH', b'{"__proto__":{},"jobH'),
        invalid("unexpected-element"),
    ),
    Attack("a patch that doubles 60 times", _patch_bomb, ("PatchError",), ("patch with",)),
    Attack("a patch 900 deep", _bytes(b"[" * 900 + b"]" * 900), ("PatchError",), ("patch with",)),
    Attack("a patch 100,000 deep", _bytes(b"[" * 100_000), ("PatchError",), ("patch with",)),
    Attack(
        "a patch with a path of 5 million steps",
        _bytes(b'[{"op":"remove","path":"' + b"/a" * 5_000_000 + b'"}]'),
        ("PatchError",),
        ("patch with",),
    ),
    Attack(
        "a patch with a huge index",
        _bytes(b'[{"op":"add","path":"/submitJobReturn/' + b"9" * 10_000 + b'","value":1}]'),
        invalid("unexpected-element"),
        ("patch with",),
    ),
    Attack(
        "100,000 operations",
        _bytes(
            b"["
            + b",".join([b'{"op":"test","path":"/submitJobReturn/jobHandle","value":"j"}'] * 100_000)
            + b"]"
        ),
        VALID,
        ("patch with",),
    ),
]
