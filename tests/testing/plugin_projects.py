"""Reading the output of pytest for a project."""

import re

import pytest


def explanations(result: pytest.RunResult) -> list[str]:
    """The lines after E that pytest prints for each failed test: the bare failures."""
    sections = re.split("^_{2,} .* _{2,}$", result.stdout.str(), flags=re.MULTILINE)[1:]
    return ["\n".join(re.findall("^E {7}?(.*)$", section, re.MULTILINE)) for section in sections]
