"""Captures as tests: one test per file, which passes if all captures in the file are valid."""

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

_PART_OF_A_NODE_ID = re.compile(r"\[|::")
# Not text files: pytest itself collects those it is given, for their doctests.
_CAPTURE_FILES = CAPTURE_SUFFIXES - {".txt"} | {".har", ".jsonl", ".saz"}


class CaptureCollector:
    """The part of the plugin that collects captures, as configured for a run."""

    def __init__(self, config: pytest.Config) -> None:
        here = config.invocation_params.dir
        asked = _captures(config, config.getoption("ips_validate"), here)
        configured = _captures(config, config.getini("ips_validate"), config.rootpath)
        self._captures = frozenset(asked + configured)
        # pytest searches only the given paths, and testpaths hardly ever includes the captures.
        if config.args_source is pytest.Config.ArgsSource.TESTPATHS:
            asked += configured
        # Do not add files inside paths that are already given: pytest 8.0 would then skip the files beside
        # them.
        places = [os.path.abspath(here / place) for place in config.args]
        self._expected = [*asked, *(path for path in configured if any(map(path.is_relative_to, places)))]
        config.args += [
            str(path)
            for path in dict.fromkeys(asked)
            if not any(map(path.is_relative_to, places)) and not _PART_OF_A_NODE_ID.search(str(path))
        ]

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, session: pytest.Session, items: list[pytest.Item]) -> None:
        """Add captures that pytest misses: in directories it skips, or with a [ or :: in the name."""
        collected = {item.path for item in items}
        for path in dict.fromkeys(self._expected):
            if path not in collected:
                items += CaptureFile.from_parent(session, path=path).collect()

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> "CaptureFile | None":
        """Collect files that match the globs, and captures named on the command line."""
        is_named = file_path.suffix.lower() in _CAPTURE_FILES and parent.session.isinitpath(file_path)
        if is_named or file_path in self._captures:
            return CaptureFile.from_parent(parent, path=file_path)
        return None


class CaptureFile(pytest.File):
    """A file that contains one or more captures."""

    def collect(self) -> Iterator["ValidCapture"]:
        """The single test for the file."""
        yield ValidCapture.from_parent(self, name="valid")


class ValidCapture(pytest.Item):
    """The test that the captures in a file are valid."""

    def runtest(self) -> None:
        """Validate the captures in the file: one, or all of a container."""
        strict = self.config.getini("ips_validate_strict")
        outcomes = validate_all([self.path], strict=strict)
        failures = [outcome for outcome in outcomes if outcome.status not in ("valid", "skipped")]
        if failures:
            raise _InvalidCapture("\n".join(render_text(self._named(outcome)) for outcome in failures))

    def _named(self, outcome: Outcome) -> Outcome:
        place = outcome.source.removeprefix(str(self.path))
        return replace(outcome, source=self._file + place)

    def repr_failure(  # type: ignore[override] # a report has no traceback styles
        self, excinfo: pytest.ExceptionInfo[BaseException]
    ) -> object:
        """The report, without a Python traceback."""
        if isinstance(excinfo.value, _InvalidCapture):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, None, str]:
        """The file, with its name as the heading."""
        return self.path, None, self._file

    @property
    def _file(self) -> str:
        return self.nodeid.removesuffix(f"::{self.name}")


class _InvalidCapture(Exception):
    """A capture that is not valid; the text is the report."""


def _captures(config: pytest.Config, globs: Iterable[str], directory: Path) -> list[Path]:
    """The files that match, including those in matching directories, in order."""
    found: list[Path] = []
    for pattern in globs:
        matches = sorted(glob.glob(pattern, root_dir=directory, recursive=True))
        paths = find_sources(os.path.abspath(directory / match) for match in matches)
        files = [Path(path) for path in paths if os.path.isfile(path)]
        # A misspelled glob must not look like a passing test. Only the parent of xdist workers warns.
        if not files and not hasattr(config, "workerinput"):
            config.issue_config_time_warning(
                pytest.PytestConfigWarning(f"ips_validate: no capture in {directory} matches {pattern}"), 2
            )
        found += files
    return found
