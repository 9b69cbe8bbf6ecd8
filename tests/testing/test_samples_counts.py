"""Counts in samples match the things they count; the test also covers counts in new elements."""

import pytest
from counts import wrong_counts

import ipsxml
from ipsxml.contract import Version, contract, family, versions
from ipsxml.document import plain_document


@pytest.mark.parametrize("version", versions(), ids=lambda version: version.name)
@pytest.mark.parametrize("complete", [False, True])
def test_the_counts_of_every_sample_add_up(version: Version, complete: bool) -> None:
    for seed in range(3):
        for element, complex_type in contract(version).elements.items():
            plain = plain_document(ipsxml.sample(element, api=version.name, seed=seed, complete=complete))

            assert list(wrong_counts(plain.payload, complex_type, element)) == []


def test_a_count_that_does_not_add_up_is_found() -> None:
    task = {"numProcessed": 2, "numProcessing": 1, "numPending": 11, "taskItemProgressArray": [{}] * 4}
    log = dict.fromkeys(
        (name for name, member in family().types["JobLog"].members.items() if member.builtin == "xs:int"), 1
    )

    assert list(wrong_counts(task, family().types["TaskProgress"])) == [
        "TaskProgress: numProcessed 2 + numProcessing 1 + numPending 11 is not the number of items, 4"
    ]
    assert list(wrong_counts(log, family().types["JobLog"])) == [
        "JobLog: fileSuccessCount 1 + fileErrorCount 1 + fileWarningCount 1 is not totalFileCount, 1"
    ]
    assert list(
        wrong_counts(log | {"totalFileCount": 3, "fileUpdateCount": 4}, family().types["JobLog"])
    ) == ["JobLog: fileUpdateCount 4 is not among the files, of which there are 3"]
