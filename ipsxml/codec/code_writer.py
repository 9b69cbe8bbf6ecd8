"""Generating Python functions as text and compiling them; tracebacks and debuggers show the text."""

import linecache
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Source:
    """The source text of a module, built line by line."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._depth = 0

    def line(self, text: str = "") -> None:
        """Add a line at the current depth."""
        self._lines.append("    " * self._depth + text if text else "")

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """Add the line ``head`` and indent the lines added inside the ``with``."""
        self.line(head)
        self._depth += 1
        yield
        self._depth -= 1

    def compile(self, name: str, names: dict[str, Any]) -> dict[str, Any]:
        """Run the text as a module called ``name``, with ``names`` predefined; return all its names.

        The text is registered with ``linecache``, so tracebacks show its lines.
        """
        text = "\n".join(self._lines) + "\n"
        filename = f"<ipsxml generated {name}>"
        linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
        module = dict(names)
        exec(compile(text, filename, "exec"), module)  # noqa: S102 - our own code
        return module
