"""``ipsxml explain``."""

import json
from collections.abc import Iterator
from dataclasses import asdict

import click

from ipsxml.cli.options import ISSUE_CODE
from ipsxml.cli.wrapped_text import wrapped
from ipsxml.explaining import Explanation, explain
from ipsxml.issues import CODES
from ipsxml.printable_text import printable

_WIDTH = 80
_ADVICE = "; an error if the document has no namespace, or with --strict"


@click.command("explain")
@click.argument("code", type=ISSUE_CODE, metavar="[CODE]", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def explain_command(code: str | None, form: str) -> None:
    """Explain an issue code, with an example.

    CODE is the code that `ipsxml validate` prints in brackets. The example shows a source with
    the issue, and the report about it. Without a CODE, the command lists all codes.

    \b
    Examples:
      ipsxml explain
      ipsxml explain unexpected-element
      ipsxml explain out-of-range --format json
    """
    if form == "json":
        found = [_plain(explain(each)) for each in CODES] if code is None else _plain(explain(code))
        click.echo(json.dumps(found, ensure_ascii=False, indent=2).encode())
    else:
        lines = _listed() if code is None else _explained(explain(code))
        click.echo("\n".join(lines))


def _listed() -> Iterator[str]:
    for code, meaning in CODES.items():
        yield code
        yield from wrapped(meaning, _WIDTH, "  ", "  ")


def _explained(found: Explanation) -> Iterator[str]:
    severity = f": {found.issue.severity}{_ADVICE if found.is_advice else ''}" if found.issue else ""
    first, *rest = wrapped(f"{found.code}{severity}", _WIDTH, rest="  ")
    yield from (click.style(found.code, bold=True) + first.removeprefix(found.code), *rest)
    yield from wrapped(found.meaning, _WIDTH, "  ", "  ")
    yield ""
    if found.example is None or found.issue is None:
        yield "There is no example: no known document has this issue."
        return
    yield "Example:"
    yield from (f"  {printable(line)}".rstrip() for line in found.example.split("\n"))
    yield ""
    yield f"Output of `{found.command}`:"
    yield from (f"  {line}" for line in found.issue.lines())


def _plain(found: Explanation) -> dict[str, object]:
    return {("isAdvice" if key == "is_advice" else key): value for key, value in asdict(found).items()}
