"""Extracting the items of an array in a JSON file one by one."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipsxml.capture import json_items
from ipsxml.capture.json_items import items_in
from ipsxml.errors import CaptureError

LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.text('"\\{}[]:,a', max_size=5))
KEYS = st.one_of(st.sampled_from(["log", "entries", "\\", '"entries": [']), st.text(max_size=3))
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)
)
OTHERS = st.dictionaries(KEYS.filter(lambda key: key not in ("log", "entries")), VALUES, max_size=3)


@given(
    OTHERS, OTHERS, st.lists(VALUES, max_size=4), OTHERS, st.sampled_from([1, 2, 7, 1 << 16]), st.booleans()
)
def test_only_the_objects_in_the_array_are_items(  # noqa: PLR0917 - Hypothesis passes them
    before: dict[str, object],
    beside: dict[str, object],
    entries: list[object],
    after: dict[str, object],
    part: int,
    is_indented: bool,
) -> None:
    document = {**before, "log": {**beside, "entries": entries, **after}}
    content = json.dumps(document, indent=2 if is_indented else None).encode()

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(json_items, "_PART", part)
        found = [json.loads(item) for item in items_in(io.BytesIO(content), b"log", b"entries")]

    assert found == [entry for entry in entries if isinstance(entry, dict)]


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"[{}]", b'{"log": [{"entries": [{}]}]}', b'{"log": {"entries": {"a": {}}}}', b"}]"],
)
def test_content_without_the_array_has_no_items(content: bytes) -> None:
    assert list(items_in(io.BytesIO(content), b"log", b"entries")) == []


@pytest.mark.parametrize("rest", [b"", b'{"b', b'{"b": [', b'{"b": "'])
def test_a_truncated_array_yields_the_items_before_the_cut(rest: bytes) -> None:
    found = items_in(io.BytesIO(b'{"log": {"entries": [{"a": 1}, ' + rest), b"log", b"entries")

    assert next(found) == b'{"a": 1}'
    with pytest.raises(CaptureError, match="cut short"):
        next(found)
