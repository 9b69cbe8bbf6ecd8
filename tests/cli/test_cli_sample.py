import json
from pathlib import Path

from click.testing import CliRunner, Result

import ipsxml
from ipsxml.cli import main

TASK = """\
<?xml version='1.0' encoding='UTF-8'?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">
  <soapenv:Body>
    <TaskProgress xmlns="http://www.scene7.com/IpsApi/xsd/2013-02-15">
      <taskType>com.example.publish.PublishAsyncTaskMonitor</taskType>
      <taskState>Processing</taskState>
      <numProcessed>3</numProcessed>
      <numProcessing>2</numProcessing>
      <numPending>0</numPending>
      <progress>0.76</progress>
      <progressMessage/>
      <lastProgressUpdate>2014-04-01T12:00:29.427-05:00</lastProgressUpdate>
      <taskItemProgressArray>
        <items>
          <itemName>chair-653</itemName>
          <progress>1.0</progress>
          <progressMessage>Done</progressMessage>
          <lastProgressUpdate>2014-04-01T11:59:47.111-05:00</lastProgressUpdate>
        </items>
        <items>
          <itemName>chair-654</itemName>
          <progress>1.0</progress>
          <progressMessage>Done</progressMessage>
          <lastProgressUpdate>2014-04-01T12:00:04.184-05:00</lastProgressUpdate>
        </items>
        <items>
          <itemName>chair-655</itemName>
          <progress>1.0</progress>
          <progressMessage>Done</progressMessage>
          <lastProgressUpdate>2014-04-01T12:00:24.671-05:00</lastProgressUpdate>
        </items>
        <items>
          <itemName>chair-656</itemName>
          <progress>0.73</progress>
          <progressMessage>Working</progressMessage>
          <lastProgressUpdate>2014-04-01T12:00:29.427-05:00</lastProgressUpdate>
        </items>
        <items>
          <itemName>chair-657</itemName>
          <progress>0.07</progress>
          <progressMessage>Working</progressMessage>
          <lastProgressUpdate>2014-04-01T12:00:29.086-05:00</lastProgressUpdate>
        </items>
      </taskItemProgressArray>
    </TaskProgress>
  </soapenv:Body>
</soapenv:Envelope>
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["sample", *arguments])


def test_a_sample_is_printed_as_xml() -> None:
    result = run("TaskProgress", "--api", "2013-02-15", "--seed", "4", "--indent", "2", "--envelope", "1.1")

    assert (result.exit_code, result.stdout, result.stderr) == (0, TASK, "")


def test_a_sample_is_printed_as_json() -> None:
    arguments = ("getActiveJobsReturn", "--api", "2013-02-15", "--jobs", "3", "--seed", "7")

    result = run(*arguments, "--format", "json", "--envelope", "1.2")

    document = ipsxml.sample("getActiveJobsReturn", api="2013-02-15", jobs=3, seed=7, envelope="1.2")
    assert result.stdout_bytes == ipsxml.to_json(document) + b"\n"
    assert list(json.loads(result.stdout)) == ["@apiVersion", "@soap", "getActiveJobsReturn"]


def test_a_complete_sample_equals_the_librarys() -> None:
    result = run("getJobLogsReturn", "--api", "reference", "--complete")

    document = ipsxml.sample("getJobLogsReturn", api="reference", complete=True)
    assert result.stdout_bytes == ipsxml.encode(document) + b"\n"
    assert ipsxml.validate(result.stdout_bytes, strict=True).valid


def test_a_sample_file_is_not_overwritten_without_force(tmp_path: Path) -> None:
    target = tmp_path / "samples" / "job.xml"
    arguments = ("ActiveJob", "--api", "2013-02-15", "-o", str(target))

    first = run(*arguments)
    written = target.read_bytes()
    refused = run(*arguments, "--seed", "1")
    kept = target.read_bytes()
    forced = run(*arguments, "--seed", "1", "--force")

    assert (first.exit_code, first.stdout, refused.exit_code, forced.exit_code) == (0, "", 2, 0)
    assert refused.stderr == f"error: {target} already exists; use --force to overwrite it\n"
    assert kept == written == ipsxml.encode(ipsxml.sample("ActiveJob", api="2013-02-15")) + b"\n"
    assert target.read_bytes() != written


def test_an_unknown_type_gets_a_suggestion() -> None:
    result = run("taskProgres", "--api", "2013-02-15")

    assert result.exit_code == 2
    assert "TYPE: 2013-02-15 has no type or element taskProgres; did you mean taskProgress?" in result.stderr


def test_the_version_is_required() -> None:
    result = run("TaskProgress")

    assert (result.exit_code, "Missing option '--api'" in result.stderr) == (2, True)


def test_a_type_of_a_later_version_is_refused() -> None:
    result = run("TaskProgress", "--api", "pre-4.0")

    assert (result.exit_code, "pre-4.0 has no type or element TaskProgress" in result.stderr) == (2, True)
