"""``ipsxml describe``: its output, language, and width."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from thoroughness import examples

import ipsxml
from ipsxml.cli import main
from ipsxml.cli.user_language import user_language
from ipsxml.cli.wrapped_text import wrapped
from ipsxml.contract import family
from ipsxml.contract.describing import describable_names, member_names
from ipsxml.contract.documentation_languages import languages

NAMES = [*describable_names(), *(member for name in family().types for member in member_names(name))]
in_each_language = pytest.mark.parametrize("lang", languages())

ITEM_PROGRESS = """\
TaskItemProgress: a type, since 2008-01-15
  The progress of a task on one of its items.

  itemName: xs:string
    The item's name, usually a file name.
  progress: Fraction
    How much of this item is done, from 0.0 to 1.0.
  progressMessage: xs:string
    What is being done to the item, as free text; often empty.
  lastProgressUpdate: xs:dateTime
    When the item's progress was last reported.

Occurs in: TaskItemProgressArray.items
Part of: getActiveJobsReturn
As a document: TaskItemProgress, taskItemProgress
"""

TRIGGER_TIME = """\
ActiveJob.triggerTime: an element, since 2013-08-29-beta
  排程或提交觸發此工作的時間。

Type: xs:dateTime
Occurs: once; optional before 2016-01-14-beta
Part of: getActiveJobsReturn
"""

STOP_JOB = """\
stopJob: an operation, in SOAP, in every version

stopJobParam: the request
  Asks to stop a running job.

  companyHandle: xs:string
    The company the request is about.
  jobHandle: xs:string
    The job to stop.

stopJobReturn: the answer
  The response to stopJobParam; empty.

Faults: authenticationFault, authorizationFault, ipsApiFault

Not available in French; shown in English.
"""

VERSION = """\
2009-07-31: an API version
Namespace: http://www.scene7.com/IpsApi/xsd/2009-07-31
Release: 4.4
Evidence: change log
Added: PDFOptions.extractLinks, ReprocessAssetsJob.autoSetCreationOptions,
  AutomatedSetGenerationJob.autoSetCreationOptions,
  UploadDirectoryJob.autoSetCreationOptions,
  UploadUrlsJob.autoSetCreationOptions, UploadPostJob.autoSetCreationOptions,
  JobLog.transferSuccessCount, JobLog.transferErrorCount,
  JobLog.transferWarningCount
"""


def run(*arguments: str, **environment: str) -> Result:
    unset = dict.fromkeys(("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"))
    return CliRunner().invoke(main, ["describe", *arguments], env={**unset, **environment})


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (["TaskItemProgress"], ITEM_PROGRESS),
        (["ActiveJob.triggerTime", "--lang", "zh-Hant"], TRIGGER_TIME),
        (["stopJob", "--lang", "fr"], STOP_JOB),
        (["2009-07-31"], VERSION),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_description_is_printed(arguments: list[str], printed: str) -> None:
    result = run(*arguments)

    assert (result.output, result.exit_code) == (printed, 0)


@in_each_language
def test_every_description_fits_80_columns(lang: str) -> None:
    too_wide = {}
    for name in NAMES:
        result = run(name, "--lang", lang)
        assert result.exit_code == 0
        longest = max(map(cell_len, result.output.splitlines()))
        if longest > 80:
            too_wide[name] = longest

    assert too_wide == {}


def test_every_description_is_printed_as_json() -> None:
    for name in NAMES:
        description = json.loads(run(name, "--format", "json").output)
        assert description["kind"] in ("type", "values", "member", "element", "operation", "version")
        assert description["name"] == ipsxml.describe(name).name


def test_json_keys_are_in_lower_camel_case() -> None:
    result = run("ActiveJob.locale", "--format", "json", "--lang", "ko")

    description = json.loads(result.output)
    limits = description.pop("limits")
    assert description.pop("printed")[0] == {"name": "Gebietsschema", "languages": ["de"]}
    assert description == {
        "name": "ActiveJob.locale",
        "kind": "member",
        "element": "locale",
        "type": "Locale",
        "base": "xs:string",
        "text": "작업 메시지의 언어와, 필요한 경우 국가. 예: en-US.",
        "lang": "ko",
        "since": "2008-01-15",
        "until": None,
        "requiredSince": None,
        "repeats": False,
        "aliasOf": None,
        "roots": ["getActiveJobsReturn"],
    }
    assert (limits["name"], limits["pattern"]) == ("Locale", "[a-z]{2}(-[A-Z]{2})?")


def test_everything_is_listed_without_a_name() -> None:
    result = run()

    listed = [line.strip() for line in result.output.splitlines()]
    assert [line for line in listed if line in ("Operations", "Types", "Types of values")] == [
        "Operations",
        "Types",
        "Types of values",
    ]
    assert {each.name for each in ipsxml.describe_all()} <= {*listed}
    assert len(json.loads(run("--format", "json").output)) == len(ipsxml.describe_all())


@pytest.mark.parametrize(
    "arguments", [[], ["TaskItemProgressArray"], ["PDFOptions"], ["locale"]], ids=" ".join
)
@in_each_language
def test_a_fallback_to_english_is_mentioned_once(arguments: list[str], lang: str) -> None:
    output = run(*arguments, "--lang", lang).output

    mentions = output.count("shown in English") + output.count("are in English")
    is_all_there = lang == "en" or arguments == ["TaskItemProgressArray"]
    assert mentions == (0 if is_all_there else 1)


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, "en"),
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr"}, "fr"),
        ({"LANG": "zh_TW.UTF-8"}, "zh-Hant"),
        ({"LANG": "zh_HK"}, "zh-Hant"),
        ({"LANG": "zh_Hant_TW.UTF-8"}, "zh-Hant"),
        ({"LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "fr"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "de:fr:ko"}, "fr"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "en_GB:fr"}, "en"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": ""}, "ko"),
        ({"LANG": "한국어"}, "en"),
    ],
    ids=str,
)
def test_the_locale_selects_the_language(environment: dict[str, str], lang: str) -> None:
    assert user_language(environment, languages()) == lang
    assert run("TaskProgress", **environment).output == run("TaskProgress", "--lang", lang).output


def test_a_wrong_name_gets_a_suggestion() -> None:
    result = run("TaskProgres")

    assert result.exit_code == 2
    assert "Invalid value for NAME: unknown name TaskProgres; did you mean TaskProgress?" in result.output


def test_a_terminal_that_cannot_show_a_script_gets_escapes() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ipsxml", "describe", "TaskProgress.taskState", "--lang", "ko"],
        env={"PYTHONIOENCODING": "latin-1", "LC_ALL": "C"},
        capture_output=True,
        check=True,
    )

    assert b"\\ud0dc\\uc2a4\\ud06c\\uc758" in done.stdout  # 태스크의


@given(text=st.text(st.sampled_from("ab 任務。（）태스크 ;:é")), width=st.integers(2, 30))
@settings(max_examples=examples(200))
def test_wrapping_keeps_the_text_and_fits_the_width(text: str, width: int) -> None:
    lines = list(wrapped(text, width))

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert [line for line in lines if cell_len(line) > width and len(list(wrapped(line, 1))) > 1] == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("한 줄에 다 들어가지 않는 글", ["한 줄에", "다", "들어가지", "않는 글"]),
        ("此項目已完成（0.0）。", ["此項目已", "完成", "（0.0）。"]),
        ("vide ou plein ; souvent vide", ["vide ou", "plein ;", "souvent", "vide"]),
    ],
)
def test_a_line_breaks_where_the_script_allows_it(text: str, lines: list[str]) -> None:
    assert list(wrapped(text, 9)) == lines
