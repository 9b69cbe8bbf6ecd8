"""The plugin and its fixtures, from the point of view of their users."""

import re

import pytest
from plugin_projects import explanations

pytest_plugins = "pytester"


def test_ipsxml_is_not_imported_unless_it_is_used(project: pytest.Pytester) -> None:
    project.makepyfile("""
        import sys

        def imported():
            ours = {"ipsxml", "lxml", "msgspec", "xmlschema", "rich", "werkzeug", "pytest_ipsxml"}
            return ours & sys.modules.keys()

        def test_at_the_start():
            assert imported() == {"pytest_ipsxml"}

        def test_to_explain_another_comparison():
            try:
                assert {"progress": 1} == {"progress": 2}
            except AssertionError as error:
                assert "Differing items" in str(error)
            assert imported() == {"pytest_ipsxml"}
    """)

    project.runpytest_subprocess().assert_outcomes(passed=2)


def test_pytest_lists_the_fixtures(project: pytest.Pytester) -> None:
    printed = project.runpytest("--fixtures").stdout.str()

    mine = printed.partition("fixtures defined from pytest_ipsxml")[2].partition("fixtures defined from")[0]
    found = re.findall(r"^(\w+)(?: \[(\w+) scope\])? -- .*\n    (.*)$", mine, re.MULTILINE)
    assert {name: (scope, text) for name, scope, text in found} == {
        "ips_sample": (
            "session",
            (
                'Generate a document: ips_sample("ActiveJob", api="2013-02-15"), '
                "of any type, operation, and version."
            ),
        ),
        "ips_capture": (
            "module",
            'Load a capture as a document: ips_capture("response.xml"); api=… requires that version.',
        ),
        "assert_ips_valid": (
            "session",
            "Assert that a document is valid: assert_ips_valid(source, api=…, strict=…).",
        ),
        "ips_service": (
            "",
            "A running service, at ips_service.url, with a queue in which submitted jobs run and finish.",
        ),
    }


def test_pytest_lists_the_settings(project: pytest.Pytester) -> None:
    printed = project.runpytest("--help").stdout.str()

    assert "--ips-validate=GLOB" in printed
    assert re.findall(r"^  (ips_\w+) \((\w+)\):", printed, re.MULTILINE) == [
        ("ips_validate", "linelist"),
        ("ips_validate_strict", "bool"),
        ("ips_captures_dir", "string"),
    ]


def test_a_sample_equals_that_of_the_library(project: pytest.Pytester) -> None:
    project.makepyfile("""
        import ipsxml

        def test_sample(ips_sample, assert_ips_valid):
            sample = ips_sample("getActiveJobsReturn", api="2010-01-31", seed=7)

            assert_ips_valid(sample, api="2010-01-31", strict=True)
            assert sample == ipsxml.sample("getActiveJobsReturn", api="2010-01-31", seed=7)
    """)

    project.runpytest().assert_outcomes(passed=1)


def test_a_capture_is_first_searched_next_to_the_test(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\nips_captures_dir = captures")
    beside = project.mkdir("tests") / "good.xml"
    beside.write_text('<stopJobReturn xmlns="http://www.scene7.com/IpsApi/xsd/2008-01-15"/>', "utf-8")
    project.makepyfile(
        **{
            "tests/test_it": """
            def test_it(ips_capture):
                assert ips_capture("good.xml").element == "stopJobReturn"
                assert ips_capture("polls/after.xml").element == "getActiveJobsReturn"
        """
        }
    )

    project.runpytest().assert_outcomes(passed=1)


def test_each_load_of_a_capture_returns_a_new_document(project: pytest.Pytester) -> None:
    project.makepyfile("""
        import pytest

        @pytest.fixture(scope="module")
        def finished(ips_capture):
            response = ips_capture("captures/good.xml", api="2010-01-31")
            response.payload.job_array.clear()
            return response

        def test_it(finished, ips_capture):
            assert ips_capture("captures/good.xml").payload.job_array != finished.payload.job_array
    """)

    project.runpytest().assert_outcomes(passed=1)


def test_a_missing_capture_names_the_directories_searched(project: pytest.Pytester) -> None:
    project.makepyfile("def test_it(ips_capture):\n    ips_capture('good.xml')")

    anywhere = explanations(project.runpytest())
    configured = explanations(project.runpytest("-o", "ips_captures_dir=captures/polls"))

    start = f"ipsxml.errors.SourceError: no capture good.xml found in {project.path}"
    assert anywhere == [f"{start}; use the setting ips_captures_dir to search another directory"]
    assert configured == [f"{start} or {project.path}/captures/polls"]


def test_an_invalid_capture_comes_with_the_report(project: pytest.Pytester) -> None:
    project.makepyfile("def test_it(ips_capture):\n    ips_capture('captures/bad.xml')")

    result = project.runpytest()

    [explanation] = explanations(result)
    message, report, *_ = explanation.splitlines()
    assert message.startswith("ipsxml.reading.report.InvalidDocument: '42.0' is not a whole number from ")
    assert report == "captures/bad.xml: invalid: getActiveJobsReturn, 2010-01-31, SOAP 1.1: 2 errors"
    # The traceback ends in the test.
    assert re.findall(r"^\S+\.py:\d+: \w+", result.stdout.str(), re.MULTILINE) == [
        "test_an_invalid_capture_comes_with_the_report.py:2: InvalidDocument"
    ]
