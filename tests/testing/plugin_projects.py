"""Reading what pytest prints about a project."""

import re

import pytest


def explanations(result: pytest.RunResult) -> list[str]:
    """Of each failed test what pytest prints behind its E: what was wrong, with nothing around it."""
    sections = re.split("^_{2,} .* _{2,}$", result.stdout.str(), flags=re.MULTILINE)[1:]
    return ["\n".join(re.findall("^E {7}?(.*)$", section, re.MULTILINE)) for section in sections]
