"""What fuzzing tries holds for the documents that it begins with, and for some that it makes."""

import random

import pytest

operations = pytest.importorskip("fuzz.operations", reason="fuzz/ is not beside these tests")
mutation = pytest.importorskip("fuzz.mutation", reason="fuzz/ is not beside these tests")


def shuffled(data: bytes, most: int) -> bytes:
    """What stands here for atheris's own mutation: some bytes are others."""
    chance = random.Random(data)  # noqa: S311 - no secret
    changed = bytearray(data or b" ")
    for _ in range(3):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed[:most])


@pytest.mark.slow
@pytest.mark.parametrize("name", operations.OPERATIONS)
def test_an_operation_holds_for_its_seeds_and_for_mutations_of_them(name: str) -> None:
    operation = operations.OPERATIONS[name]

    seeds = list(operation.seeds())
    mutations = [mutation.mutated(seed, 1 << 14, number, shuffled) for number, seed in enumerate(seeds)]
    for data in (*seeds, *mutations):
        operation.check(data)

    assert [mutated for seed, mutated in zip(seeds, mutations, strict=True) if mutated != seed]


def test_mutations_change_documents_and_can_be_repeated() -> None:
    [first, *_] = operations.OPERATIONS["decode"].seeds()

    made = [mutation.mutated(first, 1 << 14, number, shuffled) for number in range(50)]

    assert made == [mutation.mutated(first, 1 << 14, number, shuffled) for number in range(50)]
    assert len(set(made) - {first}) > 30


def test_the_dictionary_has_a_word_a_line_as_libfuzzer_reads_it() -> None:
    words = pytest.importorskip("fuzz.words").dictionary().splitlines()

    assert all(word.isascii() and word[0] == word[-1] == '"' for word in words)
    assert '"numProcessed"' in words
