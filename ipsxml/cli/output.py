"""Where a command writes what it made: to the file of -o, or to standard output."""

import click

from ipsxml.whole_files import whole_file


def write_output(content: str | bytes, output: str | None, *, force: bool) -> None:
    """Write ``content``, which ends in one line end then, to the file ``output`` or to standard output.

    Where there is nothing to write, there is no line either. Text may be styled; its styles stay where
    standard output is a terminal. Raises ``TargetError`` where the file cannot be written.
    """
    if output is None:
        text = content.rstrip("\n") if isinstance(content, str) else content.rstrip(b"\n")
        click.echo(text, nl=bool(content))
        return
    data = content if isinstance(content, bytes) else _plain(content)
    with whole_file(output, force=force) as file:
        file.write(data.rstrip(b"\n"))
        if data:
            file.write(b"\n")


def _plain(text: str) -> bytes:
    return click.unstyle(text).encode("utf-8", "backslashreplace")
