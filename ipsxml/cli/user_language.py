"""The user's language, from the environment."""

import re
from collections.abc import Mapping, Sequence

_LOCALE = re.compile(
    r"(?P<language>[a-z]{2,3})(?:[_-](?P<script>[A-Z][a-z]{3}))?(?:[_-](?P<country>[A-Z]{2}))?"
)
_TRADITIONAL = ("TW", "HK", "MO")  # countries that write Chinese in traditional characters


def user_language(environment: Mapping[str, str], known: Sequence[str]) -> str:
    """The first requested language that is ``known``, or else the first known one.

    The rules are those of GNU gettext: ``LC_ALL``, ``LC_MESSAGES``, or ``LANG`` sets the locale. Unless it
    is ``C``, the list in ``LANGUAGE`` takes precedence.

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
    """The ``xml:lang`` code of a locale's language; an empty string if it is not a locale."""
    found = _LOCALE.match(locale)
    if found is None:
        return ""
    if found["language"] != "zh":
        return found["language"]
    is_traditional = (
        found["country"] in _TRADITIONAL if found["script"] is None else found["script"] == "Hant"
    )
    return "zh-Hant" if is_traditional else "zh-Hans"
