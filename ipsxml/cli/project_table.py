"""The ``[tool.ipsxml]`` table: its keys and their allowed values."""

import tomllib
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import click

from ipsxml.contract import version_named
from ipsxml.errors import IpsXmlError
from ipsxml.issues import known_code
from ipsxml.printable_text import printable


def refusal(path: str, what: str) -> click.UsageError:
    """The error for a file that cannot be used."""
    return click.UsageError(printable(f"{path}: {what} (use --no-config to ignore it)"))


class _Setting(NamedTuple):
    """A key of the table.

    ``expected`` describes the allowed values, ``takes`` tests for them, and ``check_name`` raises
    ``IpsXmlError`` for an unknown name.
    """

    expected: str
    takes: Callable[[Any], bool]
    check_name: Callable[[str], object] = str


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


_SETTINGS: Mapping[str, _Setting] = {
    "api": _Setting("the name of a version", _is_text, version_named),
    "exclude": _Setting("a list of patterns", _are_texts),
    "ignore": _Setting("a list of issue codes", _are_texts, known_code),
    "strict": _Setting("true or false", lambda value: isinstance(value, bool)),
}


def table_in(path: str, content: bytes) -> dict[str, Any] | None:
    """The checked table of a pyproject.toml; ``None`` if it has none.

    Raises ``click.UsageError``, which names ``path``, if the file is not valid TOML or the table is not
    as documented.
    """
    try:
        tool = tomllib.loads(content.decode("utf-8")).get("tool", {})
    except ValueError as error:  # invalid TOML, or invalid UTF-8
        raise refusal(path, f"not valid TOML: {error}") from None
    table = tool.get("ipsxml") if isinstance(tool, dict) else None
    if table is None:
        return None
    if not isinstance(table, dict):
        raise refusal(path, "[tool.ipsxml] must be a table")
    for key, value in table.items():
        _check(path, key, value)
    return table


def _check(path: str, key: str, value: Any) -> None:
    setting = _SETTINGS.get(key)
    if setting is None:
        raise refusal(path, f"unknown key {key} in [tool.ipsxml]; known keys: {', '.join(_SETTINGS)}")
    if not setting.takes(value):
        raise refusal(path, f"{key} in [tool.ipsxml] must be {setting.expected}, not {value!r}")
    try:
        for name in value if isinstance(value, list) else [value]:
            setting.check_name(name)
    except IpsXmlError as error:
        raise refusal(path, f"{key} in [tool.ipsxml]: {error}") from None
