"""The names that the public reference pages print where the wire has others.

Some pages had their titles, the names of elements and even values machine-translated, some misspell
them. ``schemas/printed_names.tsv`` lists what they print; the aliases of the reference contract
are printed, too.
"""

import re
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

from ipsxml.contract.compiled_contracts import family
from ipsxml.contract.family import read_schema_file

_LANGUAGES = {
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pt-BR": "Portuguese",
    "sv": "Swedish",
    "zh-Hans": "Simplified Chinese",
    "zh-Hant": "Traditional Chinese",
}
_MOST_LANGUAGES = 2
_WITHOUT_MEANING = re.compile(r"[\s\-_'’]+")


class PrintedUse(NamedTuple):
    """What a printed name stands for, and the languages of the pages that print it.

    ``type_name`` is a type with members, and ``meant`` one of these, or the type itself for the title
    of its page; or it is a type of values, and ``meant`` a value. ``languages`` is empty where pages in
    all languages print the name.
    """

    type_name: str
    meant: str
    languages: tuple[str, ...]

    def describe(self) -> str:
        """In words: ``the French reference page's name for numProcessed``."""
        if not 0 < len(self.languages) <= _MOST_LANGUAGES:
            return f"the reference pages' name for {self.meant}"
        *others, last = (_LANGUAGES[language] for language in self.languages)
        languages = f"{', '.join(others)} and {last}" if others else last
        pages = "pages'" if others else "page's"
        return f"the {languages} reference {pages} name for {self.meant}"


def uses_of_printed_name(name: str) -> tuple[PrintedUse, ...]:
    """What ``name`` stands for, apart from itself.

    White space, hyphens, case and the composition of letters do not matter.

    >>> [use.describe() for use in uses_of_printed_name("numProcédé")]
    ["the French reference page's name for numProcessed"]
    """
    return tuple(use for use in _uses().get(_key(name), ()) if use.meant != name)


def printed_value(type_name: str, text: str) -> PrintedUse | None:
    """What ``text`` stands for among the values of a type."""
    return next((use for use in uses_of_printed_name(text) if use.type_name == type_name), None)


@cache
def _uses() -> dict[str, tuple[PrintedUse, ...]]:
    languages: dict[tuple[str, str, str], list[str]] = {}
    for line in read_schema_file("printed_names.tsv").decode().splitlines()[1:]:
        type_name, meant, language, printed = line.split("\t")
        languages.setdefault((_key(printed), type_name, meant or type_name), []).append(language)
    for complex_type in family().types.values():
        for member in complex_type.members.values():
            if member.alias_of:
                languages.setdefault((_key(member.name), complex_type.name, member.alias_of), [])
    uses: dict[str, tuple[PrintedUse, ...]] = {}
    for (key, type_name, meant), found in languages.items():
        use = PrintedUse(type_name, meant, tuple(dict.fromkeys(filter(None, found))))
        uses[key] = (*uses.get(key, ()), use)
    return uses


def _key(name: str) -> str:
    return _WITHOUT_MEANING.sub("", normalize("NFC", name)).casefold()
