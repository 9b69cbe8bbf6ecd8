"""The libraries that ``ipsxml validate`` imports, and the list of dependencies in ``docs/install.md``."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

_PROGRAM = """
import sys
from ipsxml.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    libraries = {name.partition(".")[0] for name in sys.modules}
    print(" ".join(sorted(libraries & {WATCHED})))
"""
WATCHED = {
    *("click", "elementpath", "h11", "jsonpatch", "jsonpointer", "junitparser", "lxml", "msgspec"),
    *("pyarrow", "rich", "tomllib", "werkzeug", "xmlschema", "yaml"),
}


@pytest.mark.usefixtures("in_checkout")
@pytest.mark.parametrize(
    ("source", "imported"),
    [
        ("fixtures/get_active_jobs.xml", "click lxml"),
        ("fixtures/bad/2010-01-31.xml", "click elementpath lxml xmlschema"),
        ("fixtures/good/request.http", "click h11 lxml"),
    ],
)
def test_validate_imports_only_the_libraries_a_source_needs(source: str, imported: str) -> None:
    program = _PROGRAM.replace("WATCHED", ", ".join(map(repr, sorted(WATCHED))))
    command = [sys.executable, "-c", program, "validate", "--no-config", "--quiet", source]

    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603

    assert done.stdout.strip() == imported


def test_the_installation_page_lists_every_dependency_and_extra(in_checkout: Path) -> None:
    page = (in_checkout / "docs/install.md").read_text("utf-8")
    project = tomllib.loads((in_checkout / "pyproject.toml").read_text("utf-8"))["project"]
    own = {"test", "test-s3", "bench", "docs", "fuzz", "dev"}  # extras for people who work on ipsxml

    listed = {
        name
        for row in re.findall(r"^\| (.*?) \|", page, re.MULTILINE)
        for name in re.findall(r"`(\S+)`", row)
    }

    needed = {re.split(r"[>=; \[]", each)[0] for each in project["dependencies"]}
    extras = {f"ipsxml[{extra}]" for extra in project["optional-dependencies"].keys() - own}
    assert listed == needed | extras
