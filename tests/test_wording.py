"""Phrases that readers stumble over, and that were removed from the project, do not come back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLACES = ["ipsxml", "docs", "schemas", "tests", "benchmarks", "fuzz", "tools", "*.py", "*.md"]
SUFFIXES = {".py", ".md", ".xsd", ".css", ".1"}
# Each with what to write instead.
PHRASES = {
    r"\bto be had\b|\bcan be had\b": "available, in use",
    r"\bheld against\b|\bhold(s|ing)? .{0,30}\bagainst\b": "checked against, compared with",
    r"\bpass(es|ed|ing)? over\b|_passed_over|passedOver": "skipped, ignored",
    r"(?<!there )\bis no (job|capture|document|XML|JSON|file|result|schema|list|URL|module)\b": "is not a",
    r"(?<!there )\bis no (text|table|value|program|container|source|answer|operation)\b": "is not a",
    r"\b(is|are|was|were) told\b|_told\b|_tells?_": "is reported, says",
    r"\bstands? (here|there|beside|behind|before|alone|between|for all)\b|\bmay stand\b": "is, appears",
    r"\bone behind the other\b": "one after another",
    r"\bnothing but\b": "only",
    r"\b(an?|one) (document|line|row|job|change|test case|file) an? (line|row|job|source)\b": "one per",
    r"\bmend(s|ed|ing)?\b": "fix",
    r"\bgo(es)? round\b": "round trip",
    r"\bcame? to grief\b": "failed",
    r"\b(begins?|drawn|written) anew\b": "again",
    r"\bshares? out the work\b|\bthe one that shares\b": "distributes the work",
    r"\bto and fro\b|\bof no use\b|\bwithout a word\b|\bthe same all the same\b": "plain words",
    r"\bby chance\b": "at random",
    r"\bexists (since|until)\b": "was added in, was removed in",
    r"\bthis document speaks\b": "this document's version is",
    r"\bthe most that (is|are) read\b": "the limit",
    r"\bas (XML|RFC \d+|Quartz|JSON) has it\b": "as XML defines it",
    r"\bnot to be (read|touched|changed)\b": "could not be read",
    r"\bas far as\b": "if, where",
    r"\bto the letter\b": "exact",
    r"\bmade[- ]up documents\b": "generated documents",
    r"\breader (that )?has left\b": "the pipe was closed",
    r"\bunder way\b": "running",
    r"\bmaybe for lack of\b|\b(die|died|dies) over\b": "died, possibly out of memory",
    r"\bwhat there is to (know|say)\b|\bwhat is around it\b|\bwhat is none\b": "name the thing",
    r"\btold apart\b|\btells? apart\b|\bare told from\b": "distinguished",
    r"# (not )?wanted (only )?(by|for)\b": "needed only for",
    r"\bmis?spelt\b|\b(recognis|normalis)\w+|\bbehaviour|\bneighbour": "American spelling",
    r"def test_(what|of|whatever)_|(?<!there)_is_no_(?!longer)|_all_the_same|_goes_round": "subject first",
}


def texts() -> Iterator[tuple[Path, str]]:
    for place in PLACES:
        for path in sorted(ROOT.glob(place)):
            for each in [path] if path.is_file() else sorted(path.rglob("*")):
                if each.suffix in SUFFIXES and each != Path(__file__) and "node_modules" not in each.parts:
                    yield each.relative_to(ROOT), each.read_text("utf-8")


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_does_not_come_back(phrase: str) -> None:
    found = [
        f"{path}:{text.count(chr(10), 0, match.start()) + 1}: {match[0]}"
        for path, text in texts()
        for match in re.finditer(phrase, text)
    ]

    assert found == [], f"write instead: {PHRASES[phrase]}"
