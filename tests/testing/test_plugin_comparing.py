"""The output of pytest for job documents that are not equal."""

import pytest
from plugin_projects import explanations

pytest_plugins = "pytester"

START = """
import dataclasses
import ipsxml
import pytest

@pytest.fixture
def old(ips_capture):
    return ips_capture("captures/polls/before.xml")

@pytest.fixture
def new(old):
    return ipsxml.from_json(ipsxml.to_json(old))
"""


def explanation(project: pytest.Pytester, body: str, *options: str) -> str:
    """The output of pytest if the last line of a test fails; the test starts with two equal documents."""
    lines = "".join(f"    {line.strip()}\n" for line in body.strip().splitlines())
    project.makepyfile(f"{START}\ndef test_it(old, new):\n    assert old == new\n{lines}")
    [found] = explanations(project.runpytest(*options))
    return found.removeprefix("AssertionError: ")


def test_objects_of_the_model_explain_their_differences(project: pytest.Pytester) -> None:
    body = """
        new.payload.job_array[2].state = "Done"
        new.payload.job_array[2].progress = 100
        assert old.payload.job_array[2] == new.payload.job_array[2]
    """

    assert explanation(project, body) == (
        "assert ActiveJob == ActiveJob\n"
        "  from left to right, 1 job: 1 changed; 2 changes\n"
        "  price-list_2013-03-04-09:12:00.000 (Running → Done)\n"
        "    ~ state: Running → Done\n"
        "    ~ progress: 98% → 100%"
    )


def test_lists_of_objects_match_their_items(project: pytest.Pytester) -> None:
    body = """
        new.payload.job_array.insert(0, new.payload.job_array.pop())
        new.payload.job_array[1].progress = 43
        assert old.payload.job_array == new.payload.job_array
    """

    assert explanation(project, body).splitlines()[:3] == [
        "assert list of ActiveJob == list of ActiveJob",
        "  from left to right, 2 jobs: 1 changed, 1 moved; 2 changes",
        "  > 夜間アップロード_2013-03-04-09:20:00.000 (Running, moved from position 5 to 1)",
    ]


def test_an_empty_list_lacks_the_items_of_the_other(project: pytest.Pytester) -> None:
    body = "assert old.payload.job_array[:1] == []"

    assert explanation(project, body).splitlines()[1:3] == [
        "  from left to right, 1 job: 1 removed; 1 change",
        "  - winter-catalogue_2013-03-04-09:30:00.000 (was Running)",
    ]


def test_documents_show_their_versions_if_they_differ(project: pytest.Pytester) -> None:
    body = """
        new, _ = ipsxml.migrate(new, "2012-02-14")
        assert old == new
    """

    assert explanation(project, body) == (
        "assert Document == Document\n"
        "  from left to right, 1 change\n"
        "  --- left: getActiveJobsReturn, 2013-02-15, SOAP 1.1\n"
        "  +++ right: getActiveJobsReturn, 2012-02-14, SOAP 1.1\n"
        "  ~ @apiVersion: 2013-02-15 → 2012-02-14"
    )


def test_a_long_value_is_cut_unless_pytest_is_verbose(project: pytest.Pytester) -> None:
    body = """
        new.payload.job_array[2].progress_message = "word" + 40 * " word"
        assert old.payload.job_array[2] == new.payload.job_array[2]
    """

    assert max(map(len, explanation(project, body).splitlines())) <= 102
    assert "word" + 40 * " word" in explanation(project, body, "-vv")


@pytest.mark.parametrize(
    "assertion",
    [
        "assert old != new",
        "assert old.payload == new.payload.job_array[0]",
        "assert old.payload.job_array[0] == {}",
        "assert [old.payload, 1] == [old.payload, 2]",
        "assert old == dataclasses.replace(new, soap_version='1.2')",
        "assert old.payload == ipsxml.GetActiveJobsReturn(job_array=object())",
    ],
)
def test_pytest_explains_comparisons_that_the_diff_cannot(project: pytest.Pytester, assertion: str) -> None:
    explained = explanation(project, assertion, "-vv")

    assert explained.startswith("assert ")
    assert "from left to right" not in explained
