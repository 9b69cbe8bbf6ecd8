"""Names that the public reference pages print and that differ from the names on the wire.

On some pages, titles, element names, and even values are machine-translated or misspelled.
``schemas/printed_names.tsv`` lists what the pages print. The aliases of the reference contract are
printed names, too.
"""

import re
from dataclasses import dataclass
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
    """The meaning of a printed name, and the languages of the pages that print it.

    - If ``type_name`` is a type with members, ``meant`` is one of its members, or the type itself for the
      title of its page.
    - If ``type_name`` is a type of values, ``meant`` is one of its values.

    ``languages`` is empty if pages in all languages print the name.
    """

    type_name: str
    meant: str
    languages: tuple[str, ...]

    def describe(self) -> str:
        """The meaning as a phrase: ``the French reference page's name for numProcessed``."""
        if not 0 < len(self.languages) <= _MOST_LANGUAGES:
            return f"the reference pages' name for {self.meant}"
        *others, last = map(language_name, self.languages)
        languages = f"{', '.join(others)} and {last}" if others else last
        pages = "pages'" if others else "page's"
        return f"the {languages} reference {pages} name for {self.meant}"


@dataclass(frozen=True, slots=True)
class PrintedName:
    """What reference pages print for a name on the wire, and the languages of these pages.

    ``languages`` are ``xml:lang`` codes; empty if pages in all languages print the name.
    """

    name: str
    languages: tuple[str, ...]


def language_name(lang: str) -> str:
    """The English name of a language: ``French`` for ``fr``."""
    return _LANGUAGES[lang]


def printed_names_of(type_name: str, meant: str) -> tuple[PrintedName, ...]:
    """The names printed for a member or value of a type, or for the type itself if ``meant`` is its name.

    >>> printed_names_of("TaskProgressArray", "items")
    (PrintedName(name='item', languages=()),)
    """
    names: dict[str, list[str]] = {}
    for language, printed in _printed().get((type_name, meant), ()):
        names.setdefault(printed, []).extend([language] if language else [])
    return tuple(PrintedName(name, tuple(found)) for name, found in names.items())


def uses_of_printed_name(name: str) -> tuple[PrintedUse, ...]:
    """The names on the wire that the printed ``name`` can mean, except ``name`` itself.

    White space, hyphens, underscores, apostrophes, case, and Unicode composition are ignored.

    >>> [use.describe() for use in uses_of_printed_name("numProcédé")]
    ["the French reference page's name for numProcessed"]
    """
    return tuple(use for use in _uses().get(_key(name), ()) if use.meant != name)


def printed_value(type_name: str, text: str) -> PrintedUse | None:
    """The value of the type that the printed ``text`` means, if any."""
    return next((use for use in uses_of_printed_name(text) if use.type_name == type_name), None)


@cache
def _uses() -> dict[str, tuple[PrintedUse, ...]]:
    languages: dict[tuple[str, str, str], list[str]] = {}
    for (type_name, meant), rows in _printed().items():
        for language, printed in rows:
            languages.setdefault((_key(printed), type_name, meant), []).append(language)
    uses: dict[str, tuple[PrintedUse, ...]] = {}
    for (key, type_name, meant), found in languages.items():
        use = PrintedUse(type_name, meant, tuple(dict.fromkeys(filter(None, found))))
        uses[key] = (*uses.get(key, ()), use)
    return uses


@cache
def _printed() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """For each type and meaning: the languages (empty for all) with the names that their pages print."""
    printed: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for line in read_schema_file("printed_names.tsv").decode().splitlines()[1:]:
        type_name, meant, language, name = line.split("\t")
        printed.setdefault((type_name, meant or type_name), []).append((language, name))
    for complex_type in family().types.values():
        for member in complex_type.members.values():
            if member.alias_of:
                printed.setdefault((complex_type.name, member.alias_of), []).append(("", member.name))
    return printed


def _key(name: str) -> str:
    return _WITHOUT_MEANING.sub("", normalize("NFC", name)).casefold()
