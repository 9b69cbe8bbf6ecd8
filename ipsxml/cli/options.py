"""Parameter types and options shared by several commands; a shell can complete them."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

from ipsxml.contract import version_named, versions
from ipsxml.errors import IpsXmlError
from ipsxml.issues import CODES, known_code

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    _StringType = click.ParamType[str]  # not subscriptable at run time before click 8.4
else:
    _StringType = click.ParamType

Names = Mapping[str, str | None]
"""Names, each with a short description that some shells show."""


class NameType(_StringType):
    """A name from a list that a shell can complete.

    ``names`` returns the list, given the context so far and the start of the name. ``check`` raises
    ``IpsXmlError`` for an unknown name; without it, the command itself has to check the name.
    """

    def __init__(
        self,
        name: str,
        names: Callable[[click.Context, str], Names],
        check: Callable[[str], object] | None = None,
    ) -> None:
        self.name = name
        self._names = names
        self._check = check

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name; fail if it is unknown."""
        try:
            if self._check is not None:
                self._check(value)
        except IpsXmlError as error:
            self.fail(str(error), param, ctx)
        return str(value)

    def shell_complete(
        self, ctx: click.Context, _param: click.Parameter, incomplete: str
    ) -> list["CompletionItem"]:
        """Return the names that start with what was typed."""
        from click.shell_completion import CompletionItem  # needed only for completion

        names = self._names(ctx, incomplete).items()
        return [CompletionItem(name, help=about) for name, about in names if name.startswith(incomplete)]


class PlaceType(_StringType):
    """A path that the shell completes by its own rules; ``name`` is ``"file"`` or ``"dir"``."""

    def __init__(self, name: str) -> None:
        self.name = name

    def shell_complete(
        self, _ctx: click.Context, _param: click.Parameter, incomplete: str
    ) -> list["CompletionItem"]:
        """Leave the completion to the shell."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type=self.name)]


def _versions(_ctx: click.Context, _incomplete: str) -> Names:
    return {version.name: version.evidence for version in versions()}


def _codes(_ctx: click.Context, _incomplete: str) -> Names:
    return CODES


def _types(ctx: click.Context, _incomplete: str) -> Names:
    from ipsxml.contract.unknown_types import root_names  # needed only for completion

    api = ctx.params.get("api")
    return dict.fromkeys(root_names(version_named(api) if api else None))


API_VERSION = NameType("version", _versions, version_named)
ISSUE_CODE = NameType("code", _codes, known_code)
TYPE_NAME = NameType("type", _types)
FILE = PlaceType("file")
DIRECTORY = PlaceType("dir")

# Options that mean the same in every command.
every_capture_option = click.option(
    "--all",
    "every_capture",
    is_flag=True,
    help="Check everything in a container; by default, anything but job documents is skipped.",
)
include_option = click.option(
    "--include",
    multiple=True,
    metavar="PATTERN",
    help="In directories, read only files that match a path ('polls/*.har') or a name; repeatable.",
)
exclude_option = click.option(
    "--exclude",
    multiple=True,
    metavar="PATTERN",
    help="In directories, skip files and subdirectories that match; repeatable.",
)
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=0),
    default=1,
    metavar="N",
    help="Use N worker processes; 0 means one per core.  [default: 1]",
)


def read_once(_ctx: click.Context, _parameter: click.Parameter, sources: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sources; raise ``click.UsageError`` if they include standard input more than once."""
    if sources.count("-") > 1:
        raise click.UsageError("- (standard input) can be given only once")
    return sources
