"""Xerces, which is part of every JDK. One Java process judges any number of documents."""

import shutil
import struct
import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO

from ipsxml.contract import Version, export_schema, versions

_PROGRAM = Path(__file__).with_name("Judge.java")
_NUMBER = struct.Struct(">i")


def missing_java() -> str | None:
    """Why Xerces is not available; ``None`` if it is."""
    if shutil.which("java") is None or shutil.which("javac") is None:
        return "Xerces needs a JDK, which is not installed"
    return None


class Xerces:
    """The running Java process, with the contract of every version from ``export_schema``."""

    def __enter__(self) -> "Xerces":
        java = shutil.which("java")
        assert java is not None, missing_java()
        self._numbers = {version: number for number, version in enumerate(versions())}
        # A small heap and a single-threaded collector, because several of these may run at once.
        command = [java, "-Xmx256m", "-XX:+UseSerialGC", str(_PROGRAM)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
        schemas = [export_schema(api=version.name).encode() for version in self._numbers]
        self._in.write(_NUMBER.pack(len(schemas)) + b"".join(_with_length(schema) for schema in schemas))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def judge(self, documents: Sequence[tuple[Version, bytes]]) -> list[str]:
        """The error in each document, validated against the contract of its version; ``""`` if valid."""
        if not documents:
            return []
        self._in.write(_NUMBER.pack(len(documents)))
        for version, content in documents:
            self._in.write(_NUMBER.pack(self._numbers[version]) + _with_length(content))
        self._in.flush()
        return [self._read(self._read_number()).decode() for _ in documents]

    @property
    def _in(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    def _read_number(self) -> int:
        number: int = _NUMBER.unpack(self._read(_NUMBER.size))[0]
        return number

    def _read(self, length: int) -> bytes:
        assert self._process.stdout is not None
        content = self._process.stdout.read(length)
        assert len(content) == length, "the Java process has ended"
        return content


def _with_length(content: bytes) -> bytes:
    return _NUMBER.pack(len(content)) + content
