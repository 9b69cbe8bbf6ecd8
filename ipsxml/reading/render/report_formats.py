"""The table of output formats, for the command, its help, the documentation, and the tests."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from ipsxml.printable_text import Style
from ipsxml.reading.batch import Outcome


class Format(NamedTuple):
    """A format: what it is, and how to render outcomes. Texts have no final newlines.

    ``render_one`` renders an outcome as soon as there is one, and ``render_counts`` renders the end of the
    output from the number of outcomes of each status. A format that is one document needs all outcomes at
    once, so it has only ``render_all``.
    """

    about: str
    render_one: Callable[[Outcome, Style], Sequence[str]] = lambda _outcome, _style: []
    render_counts: Callable[[Counter[str]], Sequence[str]] = lambda _counts: []
    render_all: Callable[[Sequence[Outcome]], str] | None = None


# Renderers are imported on use, because most runs need only one.
def _text(outcome: Outcome, style: Style) -> Sequence[str]:
    from ipsxml.reading.render.report_text import render_text

    return [] if outcome.status == "skipped" else [render_text(outcome, style)]


def _text_summary(counts: Counter[str]) -> Sequence[str]:
    from ipsxml.reading.render.report_text import render_counts

    return [render_counts(counts)] if counts.total() > 1 else []


def _github(outcome: Outcome, _style: Style) -> Sequence[str]:
    from ipsxml.reading.render.github import render_github

    return render_github(outcome)


def _github_summary(counts: Counter[str]) -> Sequence[str]:
    from ipsxml.reading.render.github import render_github_summary

    return [] if counts["invalid"] or counts["unreadable"] else [render_github_summary(counts)]


def _json(outcomes: Sequence[Outcome]) -> str:
    from ipsxml.reading.render.report_json import render_json

    return render_json(outcomes)


def _junit(outcomes: Sequence[Outcome]) -> str:
    from ipsxml.reading.render.junit import render_junit

    return render_junit(outcomes)


def _sarif(outcomes: Sequence[Outcome]) -> str:
    from ipsxml.reading.render.sarif import render_sarif

    return render_sarif(outcomes)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "text": Format("for people", _text, _text_summary),
        "json": Format("all sources with their issues", render_all=_json),
        "junit": Format("one test case per source", render_all=_junit),
        "github": Format("annotations for GitHub workflows", _github, _github_summary),
        "sarif": Format("SARIF 2.1.0, for code scanning and editors", render_all=_sarif),
    }
)
