"""``python -m benchmarks``: ipsxml, its peers, and the floor in one run, compared as ratios."""

import argparse
import json
import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from lxml import etree

from benchmarks.cases import all_cases
from benchmarks.diff_page import measure_page
from benchmarks.histories import measure_history
from benchmarks.scale import measure_scale
from benchmarks.stream import measure_stream
from benchmarks.table import Row, markdown, rows_of
from benchmarks.timing import measure

_DESCRIPTION = "Measure ipsxml, its peers, and the floor in one run, and print their ratios."
_PEERS = ("ipsxml", "lxml", "xmlschema", "xsdata", "zeep", "xmltodict")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the cases and print the table of results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=_DESCRIPTION)
    parser.add_argument("--only", metavar="TEXT", default="", help="only rows whose name contains TEXT")
    parser.add_argument("--rounds", type=int, default=15, help="number of interleaved rounds (default: 15)")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[1, 100, 10_000], help="numbers of jobs per document"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the results as JSON")
    parser.add_argument(
        "--stream",
        type=int,
        nargs="+",
        default=[],
        metavar="MB",
        help="also stream responses of MB megabytes",
    )
    parser.add_argument(
        "--history",
        type=int,
        nargs="+",
        default=[],
        metavar="POLLS",
        help="also build histories of POLLS polls",
    )
    parser.add_argument(
        "--scale", type=int, nargs="+", default=[], metavar="POLLS", help="also build tables of POLLS polls"
    )
    parser.add_argument(
        "--page",
        type=int,
        nargs="+",
        default=[],
        metavar="JOBS",
        help="also render diffs of JOBS jobs",
    )
    options = parser.parse_args(arguments)
    rows: list[Row] = []
    for case in all_cases(options.sizes, options.only):
        print(f"{case.row}, {case.jobs:,} jobs …", file=sys.stderr, flush=True)
        rows += rows_of(case, measure(case.contenders, options.rounds))
    print(_environment(), markdown(rows), sep="\n\n")
    for megabytes in options.stream:
        print(f"\n{measure_stream(megabytes)}")
    for jobs in options.page:
        print(f"\n{measure_page(jobs)}")
    for polls in options.history:
        print(f"\n{measure_history(polls)}")
    for polls in options.scale:
        for scaled in measure_scale(polls):
            print(f"\n{scaled}", flush=True)
    if options.json:
        options.json.write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n", encoding="utf-8")


def _environment() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in _PEERS)
    libxml2 = ".".join(str(part) for part in etree.LIBXML_VERSION)
    return f"Python {platform.python_version()}, {packages}, libxml2 {libxml2}"


if __name__ == "__main__":
    main()
