"""Iterate over the items of one list in a YAML file, in memory that does not grow with the file.

The parser's events are processed one by one. Tags construct no objects, an alias is a reference to the same
object, and merge keys are ordinary keys: so no code can be run, and nothing can expand exponentially.
"""

from base64 import b64decode
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from ipsxml.capture.limits import MAX_DEPTH, check_size
from ipsxml.capture.sources import read_part
from ipsxml.errors import CaptureError
from ipsxml.extras import needed_extra

Node = str | bytes | None | dict[str, Any] | list[Any]

_MOST_NODES = 200_000
_NULLS = ("", "~", "null", "Null", "NULL")


def yaml_items(file: BinaryIO, *keys: str) -> Iterator[tuple[str, Node]]:
    """Each item of the lists below one of ``keys``, together with that key.

    A mapping becomes a ``dict`` and a list a ``list``. A scalar becomes its text, without type conversion;
    bytes if it is tagged as binary; ``None`` if it is empty.

    Raises ``CaptureError`` (``not-well-formed``, ``limit-exceeded``) after the complete items, and
    ``MissingExtra`` without PyYAML.
    """
    return _Reader(file).items(keys)


class _Open(NamedTuple):
    """A mapping or list whose end has not been reached. ``key`` contains the key whose value comes next."""

    node: dict[str, Any] | list[Any]
    key: list[str]

    def add(self, node: Node) -> None:
        """Add a completed node."""
        if isinstance(self.node, list):
            self.node.append(node)
        elif self.key:
            self.node[self.key.pop()] = node
        else:
            self.key.append(node if isinstance(node, str) else "")


class _Reader:
    """Reads one file."""

    def __init__(self, file: BinaryIO) -> None:
        with needed_extra("captures", "a YAML file"):
            import yaml
        self._yaml = yaml
        self._file = file
        self._given = 0  # bytes since the last item began
        self._nodes = 0
        self._anchors: dict[str, Node] = {}
        self._parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(self)

    def read(self, size: int = -1, /) -> bytes:
        """Return up to ``size`` bytes to the parser."""
        part = read_part(self._file, size)
        self._given += len(part)
        check_size(self._given, "an entry")
        return part

    def items(self, keys: tuple[str, ...]) -> Iterator[tuple[str, Node]]:
        """The items; raises like ``yaml_items``."""
        while not self._is_a("MappingStart", event := self._next()):
            if not self._is_a(("StreamStart", "DocumentStart"), event):
                return
        while not self._is_a("MappingEnd", event := self._next()):
            key = self._node(event)
            event = self._next()
            if key not in keys or not self._is_a("SequenceStart", event):
                self._node(event)
                continue
            while not self._is_a("SequenceEnd", event := self._next()):
                self._given = self._nodes = 0
                yield str(key), self._node(event)

    def _next(self) -> Any:
        line = None
        try:
            return self._parser.get_event()
        except self._yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else None
        except (self._yaml.YAMLError, UnicodeError):
            pass
        raise CaptureError("not-well-formed", "the YAML is malformed", line=line)

    def _is_a(self, names: str | tuple[str, ...], event: Any) -> bool:
        names = (names,) if isinstance(names, str) else names
        return event is None or any(isinstance(event, getattr(self._yaml, f"{name}Event")) for name in names)

    def _node(self, event: Any) -> Node:
        """The node that begins with an event, read up to its end."""
        opened: list[_Open] = []
        while True:
            if self._is_a(("MappingEnd", "SequenceEnd"), event):
                node: Node = opened.pop().node
            else:
                node = self._begun(event)
                if isinstance(node, dict | list) and not self._is_a("Alias", event):
                    opened.append(_Open(node, []))
                    self._check(len(opened))
                    event = self._next()
                    continue
            if not opened:
                return node
            opened[-1].add(node)
            event = self._next()

    def _begun(self, event: Any) -> Node:
        self._nodes += 1
        if self._is_a("Alias", event):
            return self._anchors.get(event.anchor)
        node: Node = {} if self._is_a("MappingStart", event) else []
        if self._is_a("Scalar", event):
            node = self._scalar(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        return node

    def _scalar(self, event: Any) -> Node:
        value: str = event.value
        if (event.tag or "").endswith("binary"):
            try:
                return b64decode("".join(value.split()), validate=True)
            except ValueError:
                return b""
        return None if not event.style and event.tag is None and value in _NULLS else value

    def _check(self, depth: int) -> None:
        if depth > MAX_DEPTH or self._nodes > _MOST_NODES or len(self._anchors) > _MOST_NODES:
            message = "a YAML entry is nested too deeply or has too many nodes"
            raise CaptureError("limit-exceeded", message)
