"""The fuzzed operations pass for their seed documents and for some mutations of them."""

import random

import pytest

operations = pytest.importorskip("fuzz.operations", reason="fuzz/ is not next to these tests")
mutation = pytest.importorskip("fuzz.mutation", reason="fuzz/ is not next to these tests")


def shuffled(data: bytes, most: int) -> bytes:
    """A stand-in for atheris's own mutation: changes a few bytes."""
    chance = random.Random(data)  # noqa: S311 - not a secret
    changed = bytearray(data or b" ")
    for _ in range(3):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed[:most])


@pytest.mark.slow
@pytest.mark.parametrize("name", operations.OPERATIONS)
def test_an_operation_passes_for_its_seeds_and_their_mutations(name: str) -> None:
    operation = operations.OPERATIONS[name]

    seeds = list(operation.seeds())
    mutations = [mutation.mutated(seed, 1 << 14, number, shuffled) for number, seed in enumerate(seeds)]
    for data in (*seeds, *mutations):
        operation.check(data)

    assert [mutated for seed, mutated in zip(seeds, mutations, strict=True) if mutated != seed]


def test_mutations_change_documents_reproducibly() -> None:
    [first, *_] = operations.OPERATIONS["decode"].seeds()

    mutations = [mutation.mutated(first, 1 << 14, number, shuffled) for number in range(50)]

    assert mutations == [mutation.mutated(first, 1 << 14, number, shuffled) for number in range(50)]
    assert len(set(mutations) - {first}) > 30


def test_the_libfuzzer_dictionary_has_one_word_per_line() -> None:
    words = pytest.importorskip("fuzz.words").dictionary().splitlines()

    assert all(word.isascii() and word[0] == word[-1] == '"' for word in words)
    assert '"numProcessed"' in words
