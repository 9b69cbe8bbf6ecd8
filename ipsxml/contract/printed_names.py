"""The names that the public reference pages print where the wire has another.

Some pages had their element names machine-translated, some misspell them. The schemas hold
each such name at its element (``ips:printed``, and the aliases of the reference contract).
"""

from functools import cache
from typing import NamedTuple

from ipsxml.contract.compiled_contracts import family
from ipsxml.contract.contract_types import Member

_LANGUAGES = {"fr": "French", "ko": "Korean", "zh-Hant": "Traditional Chinese"}


class PrintedUse(NamedTuple):
    """One element that a printed name stands for, and the languages of the pages that print it."""

    type_name: str
    wire_name: str
    languages: tuple[str, ...]

    def describe(self) -> str:
        """In words: ``the French reference page's name for numProcessed``."""
        if not self.languages:
            return f"the reference pages' name for {self.wire_name}"
        languages = " and ".join(_LANGUAGES[language] for language in self.languages)
        pages = "page's" if len(self.languages) == 1 else "pages'"
        return f"the {languages} reference {pages} name for {self.wire_name}"


def uses_of_printed_name(name: str) -> tuple[PrintedUse, ...]:
    """What ``name`` stands for on the reference pages; spaces, hyphens and case do not matter.

    >>> [use.describe() for use in uses_of_printed_name("numProcédé")]
    ["the French reference page's name for numProcessed"]
    """
    return tuple(_uses().get(_key(name), ()))


@cache
def spaced_printed_names() -> tuple[str, ...]:
    """The printed names that hold a space, which XML does not allow in a name."""
    return tuple(
        printed.name
        for complex_type in family().types.values()
        for member in complex_type.members.values()
        for printed in member.printed_names
        if " " in printed.name
    )


@cache
def _uses() -> dict[str, list[PrintedUse]]:
    uses: dict[str, list[PrintedUse]] = {}
    for complex_type in family().types.values():
        for member in complex_type.members.values():
            for key, languages in _printed_under(member).items():
                use = PrintedUse(complex_type.name, member.alias_of or member.name, languages)
                uses.setdefault(key, []).append(use)
    # A name that is both printed and an alias is named once, with its languages.
    return {key: [use for use in found if use.languages] or found for key, found in uses.items()}


def _printed_under(member: Member) -> dict[str, tuple[str, ...]]:
    languages: dict[str, tuple[str, ...]] = {_key(member.name): ()} if member.alias_of else {}
    for printed in member.printed_names:
        key = _key(printed.name)
        languages[key] = (*languages.get(key, ()), printed.language)
    return languages


def _key(name: str) -> str:
    return name.casefold().translate(str.maketrans("", "", " _-"))
