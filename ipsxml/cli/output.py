"""Writing a command's result to the file given with -o, or to standard output."""

import click

from ipsxml.whole_files import whole_file


def write_output(content: str | bytes, output: str | None, *, force: bool) -> None:
    """Write ``content``, ending with exactly one newline, to the file ``output`` or to standard output.

    Empty content stays empty. Styled text keeps its styles only if standard output is a terminal.
    Raises ``TargetError`` if the file cannot be written.
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
