"""``ipsxml describe``."""

import os
import shutil
import sys
from collections.abc import Sequence

import click

from ipsxml.cli.description_text import description_text, list_text
from ipsxml.cli.options import Names, NameType
from ipsxml.cli.user_language import user_language
from ipsxml.contract.describing import describable_names, describe, describe_all, member_names
from ipsxml.contract.descriptions import Description
from ipsxml.contract.documentation_languages import languages
from ipsxml.errors import UnknownName
from ipsxml.printable_text import in_camel_case

_LANGUAGES = languages()
_WIDTH = 80  # columns, if the output is not a terminal
_WIDEST = 100  # columns; longer lines are hard to read


def _names(_ctx: click.Context, incomplete: str) -> Names:
    type_name, dot, _ = incomplete.partition(".")
    members = member_names(type_name) if dot else ()
    return dict.fromkeys(members or describable_names())


@click.command("describe")
@click.argument(
    "name", type=NameType("name", _names), metavar="[TYPE|ELEMENT|OPERATION|VERSION]", required=False
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--lang",
    type=click.Choice(_LANGUAGES),
    help="Language of the documentation texts, where available.  [default: your locale's]",
)
def describe_command(name: str | None, form: str, lang: str | None) -> None:
    """Describe a type, an element, an operation, or an API version.

    An element's description shows its type, its values, the versions that have and require it,
    where it occurs, and what the reference pages call it. Without a name, the command lists all
    operations and types.

    The descriptions come from the schemas. They are in English; those of job progress are also
    in Korean, Traditional Chinese, and French.

    \b
    Examples:
      ipsxml describe
      ipsxml describe TaskProgress
      ipsxml describe TaskProgress.progress --lang ko
      ipsxml describe taskState
      ipsxml describe getActiveJobs --format json
      ipsxml describe 2013-02-15
    """
    lang = lang or user_language(os.environ, _LANGUAGES)
    if name is None:
        listed = describe_all(lang=lang)
        click.echo(_json(listed) if form == "json" else list_text(listed, _width(), lang))
        return
    try:
        found = describe(name, lang=lang)
    except UnknownName as error:
        raise click.BadParameter(str(error), param_hint="NAME") from None
    click.echo(_json(found) if form == "json" else description_text(found, _width(), lang))


def _width() -> int:
    return min(shutil.get_terminal_size().columns, _WIDEST) if sys.stdout.isatty() else _WIDTH


def _json(found: Description | Sequence[Description]) -> bytes:
    """Descriptions as JSON, in UTF-8 regardless of the terminal's encoding; keys in lower camel case."""
    import msgspec

    return msgspec.json.format(msgspec.json.encode(_renamed(msgspec.to_builtins(found))), indent=2)


def _renamed(value: object) -> object:
    if isinstance(value, dict):
        return {in_camel_case(key): _renamed(each) for key, each in value.items()}
    return [_renamed(each) for each in value] if isinstance(value, list | tuple) else value
