"""Captures as tests: each file of them is valid, or fails with the reports."""

import glob
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ipsxml.capture import find_sources
from ipsxml.capture.directory_search import CAPTURE_SUFFIXES
from ipsxml.reading import Outcome, validate_all
from ipsxml.reading.render.report_text import render_text

# pytest, too, collects text files that it is given: for the doctests in them.
_PART_OF_A_NODE_ID = re.compile(r"\[|::")
_RECOGNISED = CAPTURE_SUFFIXES - {".txt"} | {".har", ".jsonl", ".saz"}


class CaptureCollector:
    """The part of the plugin that collects the captures a run is configured for."""

    def __init__(self, config: pytest.Config) -> None:
        here = config.invocation_params.dir
        asked = _captures(config, config.getoption("ips_validate"), here)
        configured = _captures(config, config.getini("ips_validate"), config.rootpath)
        self._captures = frozenset(asked + configured)
        # pytest looks only where it is told to look. With testpaths that would hardly be here.
        if config.args_source is pytest.Config.ArgsSource.TESTPATHS:
            asked += configured
        # What it comes by anyway is not named again: pytest 8.0 then leaves out what is beside it.
        places = [os.path.abspath(here / place) for place in config.args]
        self._expected = [*asked, *(path for path in configured if any(map(path.is_relative_to, places)))]
        config.args += [
            str(path)
            for path in dict.fromkeys(asked)
            if not any(map(path.is_relative_to, places)) and not _PART_OF_A_NODE_ID.search(str(path))
        ]

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, session: pytest.Session, items: list[pytest.Item]) -> None:
        """Add what pytest does not come by: in directories that it skips, or with a [ or :: in the name."""
        collected = {item.path for item in items}
        for path in dict.fromkeys(self._expected):
            if path not in collected:
                items += CaptureFile.from_parent(session, path=path).collect()

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> "CaptureFile | None":
        """Collect what matches, and captures that the command line names."""
        is_named = file_path.suffix.lower() in _RECOGNISED and parent.session.isinitpath(file_path)
        if is_named or file_path in self._captures:
            return CaptureFile.from_parent(parent, path=file_path)
        return None


class CaptureFile(pytest.File):
    """A file with a capture in it."""

    def collect(self) -> Iterator["ValidCapture"]:
        """The one test of it."""
        yield ValidCapture.from_parent(self, name="valid")


class ValidCapture(pytest.Item):
    """The test that a capture is valid."""

    def runtest(self) -> None:
        """Judge the captures in the file: one, or those of a container."""
        strict = self.config.getini("ips_validate_strict")
        outcomes = validate_all([self.path], strict=strict)
        failures = [outcome for outcome in outcomes if outcome.status not in ("valid", "passed over")]
        if failures:
            raise _InvalidCapture("\n".join(render_text(self._named(outcome)) for outcome in failures))

    def _named(self, outcome: Outcome) -> Outcome:
        place = outcome.source.removeprefix(str(self.path))
        return replace(outcome, source=self._file + place)

    def repr_failure(  # type: ignore[override] # of the styles a report has none
        self, excinfo: pytest.ExceptionInfo[BaseException]
    ) -> object:
        """The report, without the lines of Python that led to it."""
        if isinstance(excinfo.value, _InvalidCapture):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, None, str]:
        """The file, and its name as the heading."""
        return self.path, None, self._file

    @property
    def _file(self) -> str:
        return self.nodeid.removesuffix(f"::{self.name}")


class _InvalidCapture(Exception):
    """A capture that is not valid; the text is the report."""


def _captures(config: pytest.Config, globs: Iterable[str], directory: Path) -> list[Path]:
    """The files that match, those in matching directories included, in order."""
    found: list[Path] = []
    for pattern in globs:
        matches = sorted(glob.glob(pattern, root_dir=directory, recursive=True))
        paths = find_sources(os.path.abspath(directory / match) for match in matches)
        files = [Path(path) for path in paths if os.path.isfile(path)]
        # A misspelt glob must not look like a passing test; one warning will do for all workers of xdist.
        if not files and not hasattr(config, "workerinput"):
            config.issue_config_time_warning(
                pytest.PytestConfigWarning(f"ips_validate: no capture in {directory} matches {pattern}"), 2
            )
        found += files
    return found
