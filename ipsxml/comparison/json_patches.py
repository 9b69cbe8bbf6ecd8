"""JSON Patch (RFC 6902): writing a diff as operations on the JSON form, and applying operations."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import jsonpatch
import jsonpointer
import msgspec

from ipsxml.codec import Document, write_json
from ipsxml.codec.json_form import check_depth, decode_json
from ipsxml.comparison.changes import Item, old_places, pointer
from ipsxml.comparison.comparables import Comparable, read_one
from ipsxml.comparison.diff_tree import Node
from ipsxml.comparison.difference import Diff
from ipsxml.comparison.matching import Placed
from ipsxml.errors import CaptureError, PatchError
from ipsxml.reading.decoding import typed_document
from ipsxml.reading.json_door import read_json
from ipsxml.reading.question import Question
from ipsxml.traceback_privacy import discreet

Operation = dict[str, Any]
"""``{"op": "replace", "path": "/getActiveJobsReturn/jobArray/0/progress", "value": 57}``."""

# A document copied into itself doubles in size: forty such operations, a few kilobytes, would be a bomb.
_MOST_COPIED = 4 << 20
_LONGEST_REASON = 200


def json_patch(diff: Diff) -> list[Operation]:
    """The operations that turn the old document into the new one, both in the JSON form.

    They make exactly the changes of the diff: what the comparison ignored stays as it is. They also
    change the envelope's SOAP version, which a diff does not compare.
    """
    return [*_envelope_operations(diff), *_member_operations(diff), *_item_operations(diff)]


def _envelope_operations(diff: Diff) -> Iterator[Operation]:
    old, new = diff.old.soap_version, diff.new.soap_version
    if old != new and new is None:
        yield {"op": "remove", "path": "/@soap"}
    elif old != new:
        yield {"op": "add" if old is None else "replace", "path": "/@soap", "value": new}


def _member_operations(diff: Diff) -> Iterator[Operation]:
    """The changes that keep the length of every array, so the old document's pointers stay valid."""
    for change in diff.changes:
        if change.steps and isinstance(change.steps[-1], Item) and change.kind != "changed":
            continue
        if change.kind == "removed":
            yield {"op": "remove", "path": change.old_pointer}
        else:
            op = "add" if change.kind == "added" else "replace"
            yield {"op": op, "path": change.old_pointer, "value": change.after}


def _item_operations(diff: Diff) -> Iterator[Operation]:
    """The operations that remove, move, and add items; inner arrays first, so outer pointers stay valid."""
    places = ((root, steps, node) for root in diff.roots for steps, node in root.places())
    arrays = [(root, steps, node) for root, steps, node in places if node.pairing]
    for root, steps, array in sorted(arrays, key=lambda found: -len(found[1])):
        yield from _array_operations(pointer(str(root.step), old_places(steps)), array)


def _array_operations(place: str, array: Node) -> Iterator[Operation]:
    """The operations on the array at ``place``, which still has its old items."""
    order = _CurrentOrder(len(array.old), array.pairing or ())
    items = [part.step for part in array.parts if part.kind and isinstance(part.step, Item)]
    for item in reversed(items):
        if item.new is None:
            yield {"op": "remove", "path": f"{place}/{order.remove(item)}"}
    for item in sorted(items, key=lambda item: -1 if item.new is None else item.new):
        if item.old is None and item.new is not None:
            yield {"op": "add", "path": f"{place}/{order.place(item)}", "value": array.new[item.new]}
        elif item.new is not None:
            source = order.remove(item)
            yield {"op": "move", "from": f"{place}/{source}", "path": f"{place}/{order.place(item)}"}


class _CurrentOrder:
    """The items of an array after each operation, and which of them are already in their final order."""

    def __init__(self, length: int, placed: Iterable[Placed]) -> None:
        self._items: list[Item | None] = [None] * length
        self._settled: dict[int, Item] = {}  # by index in the new array
        for item, moved in placed:
            if item.old is not None:
                self._items[item.old] = item
                if item.new is not None and not moved:
                    self._settled[item.new] = item
        self._new_places = sorted(self._settled)

    def remove(self, item: Item) -> int:
        """Remove an item and return its index."""
        place = self._items.index(item)
        del self._items[place]
        return place

    def place(self, item: Item) -> int:
        """Insert an item right after its predecessor in the new array and return its index."""
        assert item.new is not None
        number = bisect_left(self._new_places, item.new)
        before = self._settled[self._new_places[number - 1]] if number else None
        place = self._items.index(before) + 1 if before else 0
        self._items.insert(place, item)
        self._settled[item.new] = item
        insort(self._new_places, item.new)
        return place


@discreet
def patch(document: Comparable, operations: Sequence[Operation]) -> Document:
    """Apply a JSON Patch (RFC 6902) to a document's JSON form and return the resulting Document.

    ``document`` is as for ``diff``. Raises ``PatchError`` for an operation that cannot be applied,
    ``InvalidDocument`` if the result is not valid, and, for sources, the errors of ``decode``.

    >>> old = b'{"@apiVersion": "2010-01-31", "submitJobReturn": {"jobHandle": "j|7|winter||"}}'
    >>> patch(old, [{"op": "replace", "path": "/submitJobReturn/jobHandle", "value": "j|8|winter||"}]).payload
    SubmitJobReturn(job_handle='j|8|winter||')
    """
    return typed_document(apply_patch(read_one(document), operations))


def read_patch(content: bytes) -> list[Operation]:
    """Parse the JSON of a patch into operations. Raises ``PatchError``."""
    try:
        check_depth(content)
        operations = decode_json(content)
    except (msgspec.DecodeError, UnicodeDecodeError, CaptureError):
        operations = None
    if not isinstance(operations, list) or not all(isinstance(each, dict) for each in operations):
        raise PatchError("the patch is not a JSON array of operations (RFC 6902)")
    return operations


def apply_patch(document: Document, operations: Sequence[Operation]) -> Document:
    """Apply the operations to the JSON form of a plain document.

    Raises ``PatchError`` for an operation that cannot be applied, and ``InvalidDocument`` if the result
    is not valid.
    """
    content: Any = msgspec.json.decode(write_json(document))
    copied = 0
    for number, operation in enumerate(operations, start=1):
        if not isinstance(operation, dict):
            raise PatchError(f"operation {number} is not an object (RFC 6902)")
        try:
            copied += _copied_bytes(content, operation)
            if copied > _MOST_COPIED:
                raise PatchError(f"operation {number} copies more than the limit of {_MOST_COPIED >> 20} MiB")
            content = jsonpatch.apply_patch(content, [operation], in_place=True)
        except (jsonpatch.JsonPatchException, jsonpointer.JsonPointerException) as error:
            reason = str(error)
        except (TypeError, ValueError, LookupError, AttributeError):  # for example, a path into a string
            reason = "the path does not exist"
        else:
            continue
        what = f"{operation.get('op')} {operation.get('path')}"
        raise PatchError(f"operation {number}, {_cut(what)}: {_cut(reason)}")
    try:
        patched = msgspec.json.encode(content)
    except (TypeError, ValueError) as error:  # a Python object, or a lone surrogate
        raise PatchError(f"a value cannot be written as JSON: {_cut(str(error))}") from None
    return read_json(patched, Question("plain")).valid_document


def _copied_bytes(content: Any, operation: Operation) -> int:
    """The size of what an operation copies, in bytes of JSON."""
    source = operation.get("from")
    if operation.get("op") != "copy" or not isinstance(source, str):
        return 0
    return len(msgspec.json.encode(jsonpointer.resolve_pointer(content, source)))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_REASON else f"{text[:_LONGEST_REASON]}…"
