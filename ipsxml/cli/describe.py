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
_WIDTH, _WIDEST = 80, 100  # columns: of what is not a terminal, and of what reads well


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
    help="The language of the prose, if there is any in it; by default that of your locale.",
)
def describe_command(name: str | None, form: str, lang: str | None) -> None:
    """Say what a name stands for: a type, an element, an operation, an API version.

    What is told of an element is its type, its values, which versions have and require it, where it
    occurs, and what the reference pages call it. Without a name, the operations and types are listed.

    All of it comes from the schemas. They are in English; the progress of jobs is documented in
    Korean, Traditional Chinese and French, too.

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


def _json(told: Description | Sequence[Description]) -> bytes:
    """In UTF-8, whatever the encoding of the terminal; names in lower camel case, as on the wire."""
    import msgspec

    return msgspec.json.format(msgspec.json.encode(_renamed(msgspec.to_builtins(told))), indent=2)


def _renamed(value: object) -> object:
    if isinstance(value, dict):
        return {in_camel_case(key): _renamed(each) for key, each in value.items()}
    return [_renamed(each) for each in value] if isinstance(value, list | tuple) else value
