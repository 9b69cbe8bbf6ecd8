"""Judge documents with all engines and find disagreements."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from deviations import without_deviations
from engines import Ours, judge_by_libxml2, judge_by_xmlschema, judge_ourselves, parse
from losslessness import lost_values
from specimens import Specimen, judged_by, specimen
from surroundings import PLAIN, SURROUNDINGS, available_surroundings
from xerces import Xerces

from ipsxml.contract import Version

_BATCH = 250
_LOSSLESS_EVERY = 5  # a round trip takes longer than a verdict
_LONGEST_SHOWN = 2000


class Disagreement(NamedTuple):
    """A document on which an engine disagrees with us for no known reason."""

    specimen: Specimen
    engine: str
    ours: str
    theirs: str

    def __str__(self) -> str:
        """The facts needed to investigate it."""
        found = self.specimen
        origin = f"{found.element} of {found.made_for.name}, {' and '.join(found.mutations) or 'unchanged'}"
        return (
            f"--seed {found.seed} --number {found.number}: {origin}\n"
            f"  we: {self.ours or 'valid'}\n"
            f"  {self.engine}: {self.theirs or 'valid'}\n"
            f"  {found.content.decode()[:_LONGEST_SHOWN]}"
        )


@dataclass(slots=True)
class Findings:
    """The results of judging documents, as counts.

    ``verdicts`` counts documents by version, mutation, and validity; ``judged`` by engine;
    ``surroundings`` by our process settings; ``deviations`` by engine and name.
    """

    documents: int = 0
    round_trips: int = 0
    verdicts: Counter[tuple[str, str, bool]] = field(default_factory=Counter)
    judged: Counter[str] = field(default_factory=Counter)
    surroundings: Counter[str] = field(default_factory=Counter)
    deviations: Counter[tuple[str, str]] = field(default_factory=Counter)
    disagreements: list[Disagreement] = field(default_factory=list)

    def add(self, other: "Findings") -> None:
        """Add the findings on other documents."""
        self.documents += other.documents
        self.round_trips += other.round_trips
        self.verdicts += other.verdicts
        self.judged += other.judged
        self.surroundings += other.surroundings
        self.deviations += other.deviations
        self.disagreements += other.disagreements


class Court:
    """All engines, with or without Xerces, which needs Java.

    xmlschema is slow, so it judges only one document in ``xmlschema_every`` and every document on
    which the others disagree. The engines judge in plain surroundings; we judge every other document
    in different surroundings.
    """

    def __init__(self, xerces: Xerces | None, xmlschema_every: int = 50) -> None:
        self._xerces = xerces
        self._xmlschema_every = xmlschema_every

    def judge(self, seed: int, numbers: Sequence[int]) -> Findings:
        """Judge the documents with these numbers."""
        findings = Findings()
        for start in range(0, len(numbers), _BATCH):
            batch = numbers[start : start + _BATCH]
            findings.add(self.judge_specimens([specimen(seed, number) for number in batch]))
        return findings

    def judge_specimens(self, batch: Sequence[Specimen]) -> Findings:
        """Judge these documents."""
        findings = Findings()
        versions = [judged_by(each, parse(each.content)) for each in batch]
        contents = [each.content for each in batch]
        by_xerces = self._xerces.judge(list(zip(versions, contents, strict=True))) if self._xerces else []
        for place, found in enumerate(batch):
            known = {"Xerces": by_xerces[place]} if by_xerces else {}
            self._judge(found, versions[place], known, findings)
        return findings

    def _judge(self, found: Specimen, version: Version, theirs: dict[str, str], findings: Findings) -> None:
        is_sampled = found.number % self._xmlschema_every == 0
        name = _surroundings(found.number)
        ours = SURROUNDINGS[name](lambda: judge_ourselves(found.content, thoroughly=is_sampled))
        theirs["libxml2"] = judge_by_libxml2(found.content, version)
        if is_sampled or any((not reason) != ours.is_valid for reason in theirs.values()):
            theirs["xmlschema"] = judge_by_xmlschema(found.content, version)
        findings.documents += 1
        findings.judged.update(("ipsxml", *theirs))
        findings.surroundings[name] += 1
        for mutation in set(found.mutations) or {"none"}:
            findings.verdicts[found.made_for.name, mutation, ours.is_valid] += 1
        findings.disagreements += [
            Disagreement(found, "ipsxml itself", ours.reason, each) for each in ours.contradictions
        ]
        if ours.is_valid and not ours.contradictions and found.number % _LOSSLESS_EVERY == 0:
            findings.round_trips += 1
            lost = SURROUNDINGS[name](lambda: list(lost_values(found.content, version)))
            findings.disagreements += [Disagreement(found, "the round trip", "", each) for each in lost]
        for engine in self._dissenters(found, version, ours, theirs, findings):
            findings.disagreements.append(Disagreement(found, engine, ours.reason, theirs[engine]))

    def _dissenters(
        self, found: Specimen, version: Version, ours: Ours, theirs: dict[str, str], findings: Findings
    ) -> Iterator[str]:
        """The engines that disagree for no known reason. Known deviations are counted."""
        for engine, reason in theirs.items():
            if (not reason) != ours.is_valid:
                deviations = self._deviations(engine, found.content, version, is_valid=ours.is_valid)
                findings.deviations.update((engine, name) for name in deviations)
                if not deviations:
                    yield engine

    def _deviations(self, engine: str, content: bytes, version: Version, *, is_valid: bool) -> set[str]:
        """The deviations that explain the verdict of the engine; none if it disagrees even without them."""
        if parse(content) is None:
            return set()
        fixed, names = without_deviations(engine, content, version)
        again = self._ask(engine, fixed, version) if names else ""
        return names if (not again) == is_valid else set()

    def _ask(self, engine: str, content: bytes, version: Version) -> str:
        if engine == "Xerces":
            assert self._xerces is not None
            return self._xerces.judge([(version, content)])[0]
        return (judge_by_libxml2 if engine == "libxml2" else judge_by_xmlschema)(content, version)


def _surroundings(number: int) -> str:
    """The surroundings in which we judge the document with this number: plain for even numbers."""
    others = [name for name in available_surroundings() if name != PLAIN]
    return others[number // 2 % len(others)] if number % 2 else PLAIN
