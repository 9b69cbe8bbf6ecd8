"""What several commands take: kinds of arguments and options, which a shell can complete."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

from ipsxml.contract import version_named, versions
from ipsxml.errors import IpsXmlError
from ipsxml.issues import CODES, known_code

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    _StringType = click.ParamType[str]  # it has no parameter when it runs, before click 8.4
else:
    _StringType = click.ParamType

Names = Mapping[str, str | None]
"""Names, each with a word on it, which some shells show."""


class NameType(_StringType):
    """A name of which there is a list, so that a shell can complete it.

    ``names`` gives the list, knowing what the command line says so far, and how the name begins; ``check``
    raises ``IpsXmlError`` for a name that does not exist. Without it the command finds out.
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
        """The name itself; fails where it does not exist."""
        try:
            if self._check is not None:
                self._check(value)
        except IpsXmlError as error:
            self.fail(str(error), param, ctx)
        return str(value)

    def shell_complete(
        self, ctx: click.Context, _param: click.Parameter, incomplete: str
    ) -> list["CompletionItem"]:
        """The names that begin with what was typed."""
        from click.shell_completion import CompletionItem  # wanted only by a shell that completes

        names = self._names(ctx, incomplete).items()
        return [CompletionItem(name, help=about) for name, about in names if name.startswith(incomplete)]


class PlaceType(_StringType):
    """The path of a ``"file"`` or a ``"dir"``, which a shell completes as it does."""

    def __init__(self, name: str) -> None:
        self.name = name

    def shell_complete(
        self, _ctx: click.Context, _param: click.Parameter, incomplete: str
    ) -> list["CompletionItem"]:
        """Leave it to the shell."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type=self.name)]


def _versions(_ctx: click.Context, _incomplete: str) -> Names:
    return {version.name: version.evidence for version in versions()}


def _codes(_ctx: click.Context, _incomplete: str) -> Names:
    return CODES


def _types(ctx: click.Context, _incomplete: str) -> Names:
    from ipsxml.contract.unknown_types import root_names  # wanted only by a shell that completes

    api = ctx.params.get("api")
    return dict.fromkeys(root_names(version_named(api) if api else None))


API_VERSION = NameType("version", _versions, version_named)
ISSUE_CODE = NameType("code", _codes, known_code)
TYPE_NAME = NameType("type", _types)
FILE = PlaceType("file")
DIRECTORY = PlaceType("dir")

# Options that mean the same wherever they are.
every_capture_option = click.option(
    "--all",
    "every_capture",
    is_flag=True,
    help="Judge everything in a container, job document or not; else the rest is passed over.",
)
include_option = click.option(
    "--include",
    multiple=True,
    metavar="PATTERN",
    help="In directories look only at files that match: 'polls/*.har', or a name; repeatable.",
)
exclude_option = click.option(
    "--exclude",
    multiple=True,
    metavar="PATTERN",
    help="In directories leave out files that match, and directories; repeatable.",
)
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=0),
    default=1,
    metavar="N",
    help="Share the work among N processes; 0: one for each core.  [default: 1]",
)


def read_once(_ctx: click.Context, _parameter: click.Parameter, sources: tuple[str, ...]) -> tuple[str, ...]:
    """The sources; raises ``click.UsageError`` where standard input is to be read twice."""
    if sources.count("-") > 1:
        raise click.UsageError("- is standard input, which can be read only once")
    return sources
