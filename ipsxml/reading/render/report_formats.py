"""The table of output formats, for the command, its help, the documentation, and the tests."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from ipsxml.printable_text import Style
from ipsxml.reading.batch import Outcome


class Format(NamedTuple):
    """A format: what it is, how to render each outcome as it comes, and how to render all at the end.

    Each function returns a list of texts without final newlines; the list can be empty.
    """

    about: str
    render_one: Callable[[Outcome, Style], Sequence[str]]
    render_all: Callable[[Sequence[Outcome]], Sequence[str]]


# Renderers are imported on use, because most runs need only one.
def _text(outcome: Outcome, style: Style) -> Sequence[str]:
    from ipsxml.reading.render.report_text import render_text

    return [] if outcome.status == "skipped" else [render_text(outcome, style)]


def _text_summary(outcomes: Sequence[Outcome]) -> Sequence[str]:
    from ipsxml.reading.render.report_text import render_summary

    return [render_summary(outcomes)] if len(outcomes) > 1 else []


def _github(outcome: Outcome, _style: Style) -> Sequence[str]:
    from ipsxml.reading.render.github import render_github

    return render_github(outcome)


def _github_summary(outcomes: Sequence[Outcome]) -> Sequence[str]:
    from ipsxml.reading.render.github import render_github_summary

    has_problems = any(outcome.status in ("invalid", "unreadable") for outcome in outcomes)
    return [] if has_problems else [render_github_summary(outcomes)]


def _json(outcomes: Sequence[Outcome]) -> Sequence[str]:
    from ipsxml.reading.render.report_json import render_json

    return [render_json(outcomes)]


def _junit(outcomes: Sequence[Outcome]) -> Sequence[str]:
    from ipsxml.reading.render.junit import render_junit

    return [render_junit(outcomes)]


def _sarif(outcomes: Sequence[Outcome]) -> Sequence[str]:
    from ipsxml.reading.render.sarif import render_sarif

    return [render_sarif(outcomes)]


def _nothing(_outcome: Outcome, _style: Style) -> Sequence[str]:
    return []


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "text": Format("for people", _text, _text_summary),
        "json": Format("all sources with their issues", _nothing, _json),
        "junit": Format("one test case per source", _nothing, _junit),
        "github": Format("annotations for GitHub workflows", _github, _github_summary),
        "sarif": Format("SARIF 2.1.0, for code scanning and editors", _nothing, _sarif),
    }
)
