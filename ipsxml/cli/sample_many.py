"""How ``ipsxml sample`` writes many documents: as files in a directory, or one per line."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, BinaryIO

import click

from ipsxml.cli.targets import STANDARD_OUTPUT, form_by_name, is_json_lines
from ipsxml.codec import Document
from ipsxml.document import encode, to_json
from ipsxml.file_groups import FileGroup, file_group
from ipsxml.whole_files import whole_file

if TYPE_CHECKING:
    from ipsxml.errors import TargetError


def rendered(document: Document, form: str | None, indent: int | None) -> bytes:
    """A document as JSON or, by default, as XML, without a final newline."""
    content = to_json(document, indent=indent) if form == "json" else encode(document, indent=indent)
    return content.rstrip(b"\n")


def write_many(
    documents: Iterable[Document],
    names: Iterable[str],
    output: str | None,
    form: str | None,
    indent: int | None,
    *,
    force: bool,
) -> None:
    """Write documents as JSON lines, to a file or standard output, or as files in the directory ``output``.

    ``names`` are the names of the files, without a suffix. Raises ``click.UsageError`` if form and target
    do not fit together, and ``TargetError`` if a file exists or cannot be written.
    """
    output = None if output in STANDARD_OUTPUT else output
    is_lines = output is None or is_json_lines(output)
    if is_lines:
        _check_lines(output, form, indent)
        with nullcontext() if output is None else whole_file(output, force=force) as file:
            _write_lines(documents, file)
    else:
        assert output is not None
        _check_directory(output)
        with _files() as files:
            for document, name in zip(documents, names, strict=True):
                path = os.path.join(output, f"{name}.{form or 'xml'}")
                files.write(rendered(document, form, indent) + b"\n", path, path, force=force)


def _check_lines(output: str | None, form: str | None, indent: int | None) -> None:
    if form == "xml" or (form is None and output is None):
        raise click.UsageError(
            "several XML documents need -o with a directory; only JSON can be written one per line"
        )
    if indent is not None:
        raise click.UsageError("JSON lines cannot be combined with --indent")


def _check_directory(output: str) -> None:
    if not os.path.isdir(output) and form_by_name(output) is not None:
        raise click.UsageError("several documents need -o with a directory or a .jsonl file")


def _write_lines(documents: Iterable[Document], file: BinaryIO | None) -> None:
    for document in documents:
        if file is None:
            click.echo(to_json(document))
        else:
            file.write(to_json(document) + b"\n")


@contextmanager
def _files() -> Iterator[FileGroup[str]]:
    """A group of files; raises ``TargetError`` for the first that cannot be written."""
    failures: list[TargetError] = []

    def failed(_path: str, error: "TargetError") -> None:
        failures.append(error)

    with file_group(failed) as group:
        yield group
    if failures:
        raise failures[0]
