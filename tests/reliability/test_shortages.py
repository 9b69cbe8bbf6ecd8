"""If memory or the stack runs out, there is no verdict rather than a wrong one, and a batch continues."""

import json
import os
import re
import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from thoroughness import share_of

import ipsxml

if not sys.platform.startswith("linux"):
    pytest.skip("the tests use Linux resource limits", allow_module_level=True)

pytestmark = pytest.mark.slow
NO_MEMORY = "SourceError: cannot be read: there is not enough memory"
JOBS = 800
LARGE = list(product(["validate", "decode", "to_json", "iter_jobs"], ["good.xml", "bad.xml", "good.json"]))
# Runs a public function with various amounts of memory beyond what the process uses after warming up.
WITH_LITTLE_MEMORY = """
import json, resource, sys
import ipsxml
from ipsxml.cli import main
operation, source, small, *limits = sys.argv[1:]
function = getattr(ipsxml, operation)

def outcome_of(source):
    try:
        result = function(source)
        if operation == "iter_jobs":
            result = sum(1 for _ in result)
    except ipsxml.InvalidDocument as error:
        result = error.report
    except ipsxml.IpsXmlError as error:
        return f"{type(error).__name__}: {error}"
    issues = getattr(result, "issues", ())
    return [[issue.code, issue.line] for issue in issues]

for each in json.loads(small):
    outcome_of(each)
outcomes = []
for limit in map(int, limits):
    with open("/proc/self/statm") as file:
        used = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + limit * 1024, resource.RLIM_INFINITY))
    outcome = outcome_of(source)
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    outcomes.append(outcome)
print(json.dumps(outcomes))
"""
# lxml prints this if there is no memory for its own log of errors.
LXML_WITHOUT_MEMORY = re.compile(
    r"(?:Exception ignored in: 'lxml[^\n]*\n)?"
    r"Traceback \(most recent call last\):\n(?:  File \"src/lxml/[^\n]*\n)+MemoryError:? ?\n"
)
BATCH = """
import resource, sys
import ipsxml.cli.convert, ipsxml.cli.validate
from ipsxml.cli import main
command, limit, small, *arguments = sys.argv[1:]
ipsxml.validate(small), ipsxml.decode(small), ipsxml.to_json(small)
with open("/proc/self/statm") as file:
    used = int(file.read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + int(limit) * 1024, resource.RLIM_INFINITY))
main([command, *arguments])
"""


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, "PYTHONPATH": str(Path(ipsxml.__file__).parents[1]), "COLUMNS": "200"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Paths, by name, of large valid and invalid responses, and of valid JSON, large and small."""
    folder = tmp_path_factory.mktemp("large")
    small = (Path(__file__).parents[2] / "fixtures" / "get_active_jobs.xml").read_text("utf-8")
    head, _, rest = small.partition("<jobArray>")
    jobs, _, tail = rest.partition("</jobArray>")
    for name, more in {"good": "", "bad": "<bad/>"}.items():
        content = f"{head}<jobArray>{jobs * JOBS}{more}</jobArray>{tail}"
        (folder / f"{name}.xml").write_text(content, "utf-8")
    (folder / "good.json").write_bytes(ipsxml.to_json(folder / "good.xml"))
    (folder / "small.json").write_bytes(ipsxml.to_json(small.encode()))
    return {path.name: str(path) for path in folder.iterdir()}


@pytest.mark.parametrize(("operation", "name"), share_of(LARGE, 1))
def test_a_lack_of_memory_gives_no_verdict(
    operation: str, name: str, large: dict[str, str], fixtures: Path
) -> None:
    # Warm up with JSON, too: with too little memory Python may raise anything while it compiles a module.
    small = [
        str(fixtures / "get_active_jobs.xml"),
        str(fixtures / "bad" / "2013-02-15.xml"),
        large["small.json"],
    ]
    kibibytes = [0, 300, 700, 1500, 3000, 5000, 8000, 12_000, 17_000, 25_000, 35_000, 10**6]

    done = run(WITH_LITTLE_MEMORY, operation, large[name], json.dumps(small), *map(str, kibibytes))

    assert (LXML_WITHOUT_MEMORY.sub("", done.stderr), done.returncode) == ("", 0)
    outcomes: list[Any] = json.loads(done.stdout)
    expected = outcomes[-1]
    assert [each[0] for each in expected] == (["unexpected-element"] if name == "bad.xml" else [])
    assert [each for each in outcomes if each not in (expected, NO_MEMORY)] == []
    assert outcomes[0] == NO_MEMORY or operation == "iter_jobs"  # iter_jobs may need no more memory


@pytest.mark.parametrize("kibibytes", [0, 1000, 3000, 6000, 10_000, 20_000])
@pytest.mark.parametrize("name", ["good/2013-02-15.xml", "bad/reference.xml"])
def test_a_lack_of_memory_during_compilation_gives_no_verdict(
    name: str, kibibytes: int, fixtures: Path
) -> None:
    source = str(fixtures / name)

    done = run(WITH_LITTLE_MEMORY, "validate", source, "[]", str(kibibytes), str(10**6))

    assert (done.returncode, LXML_WITHOUT_MEMORY.sub("", done.stderr)) == (0, "")
    first, then = json.loads(done.stdout)
    assert bool(then) is name.startswith("bad")
    assert first in (NO_MEMORY, then)


def test_a_batch_continues_after_a_source_runs_out_of_memory(large: dict[str, str], fixtures: Path) -> None:
    small = str(fixtures / "get_active_jobs.xml")

    done = run(BATCH, "validate", "3000", small, small, large["good.xml"], small)

    assert (done.returncode, done.stderr) == (2, "")
    assert [line.split(": ", 1)[1] for line in done.stdout.splitlines()[:3]] == [
        "valid: getActiveJobsReturn, 2013-02-15, SOAP 1.1",
        "unreadable: cannot be read: there is not enough memory",
        "valid: getActiveJobsReturn, 2013-02-15, SOAP 1.1",
    ]


def test_conversion_continues_after_a_source_runs_out_of_memory(
    large: dict[str, str], fixtures: Path, tmp_path: Path
) -> None:
    small, other = fixtures / "get_active_jobs.xml", fixtures / "good" / "2013-02-15.xml"

    done = run(
        BATCH, "convert", "3000", str(small), str(small), large["good.xml"], str(other), "-o", str(tmp_path)
    )

    assert done.returncode == 2
    assert "cannot be read: there is not enough memory\n" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2013-02-15.json", "get_active_jobs.json"]


def test_a_lack_of_memory_outside_a_source_is_a_one_line_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from ipsxml.cli import main, versions

    def fail() -> None:
        raise MemoryError

    monkeypatch.setattr(versions, "versions", fail)

    with pytest.raises(SystemExit) as ended:
        main(["versions"])

    assert (ended.value.code, capsys.readouterr().err) == (2, "error: there is not enough memory\n")


def test_a_recursion_limit_that_is_too_low_is_reported(fixtures: Path) -> None:
    program = (
        "import sys, ipsxml\n"
        "ipsxml.validate\n"
        "sys.setrecursionlimit(90)\n"
        "try:\n    ipsxml.validate(sys.argv[1])\n"
        "except ipsxml.SourceError as error:\n    print(error)\n"
    )

    done = run(program, str(fixtures / "bad" / "reference.xml"))

    assert (done.stderr, done.stdout) == (
        "",
        "cannot be read: Python's recursion limit, 90, is too low\n",
    )
