"""The language that the user's environment asks for."""

import re
from collections.abc import Mapping, Sequence

_LOCALE = re.compile(
    r"(?P<language>[a-z]{2,3})(?:[_-](?P<script>[A-Z][a-z]{3}))?(?:[_-](?P<country>[A-Z]{2}))?"
)
_TRADITIONAL = ("TW", "HK", "MO")  # where Chinese is written in traditional characters


def user_language(environment: Mapping[str, str], known: Sequence[str]) -> str:
    """The first of the languages asked for that is ``known``, else the first known one.

    As GNU gettext does it: ``LC_ALL``, ``LC_MESSAGES`` or ``LANG`` is the locale, and unless that is
    ``C``, ``LANGUAGE`` is a list of better ones.

    >>> user_language({"LANG": "zh_TW.UTF-8"}, ["en", "zh-Hant", "fr"])
    'zh-Hant'
    >>> user_language({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:fr"}, ["en", "zh-Hant", "fr"])
    'fr'
    """
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "C")
    wanted = [*environment.get("LANGUAGE", "").split(":"), locale]
    if locale.partition(".")[0] in ("C", "POSIX"):
        return known[0]
    return next((found for found in map(_language, wanted) if found in known), known[0])


def _language(locale: str) -> str:
    """The language of a locale, as ``xml:lang`` names it; nothing for what is no locale."""
    found = _LOCALE.match(locale)
    if found is None:
        return ""
    if found["language"] != "zh":
        return found["language"]
    is_traditional = (
        found["country"] in _TRADITIONAL if found["script"] is None else found["script"] == "Hant"
    )
    return "zh-Hant" if is_traditional else "zh-Hans"
