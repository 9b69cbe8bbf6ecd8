"""Building a value of any type of a contract: makers set some members, and the rest are random."""

from typing import Any

from ipsxml.codec import Plain
from ipsxml.contract import ComplexType, Member, credentials, family
from ipsxml.simulation.job_at_moment import Facts
from ipsxml.simulation.seeded_choice import Chance
from ipsxml.testing.samples.leaf_samples import Place, leaf
from ipsxml.testing.samples.sample_setting import Scene
from ipsxml.testing.samples.type_facts import MAKERS, common_facts

_ITEMS = (1, 3)


class Builder:
    """Builds values in the plain form for one scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._common = common_facts(scene)

    def build(self, complex_type: ComplexType, facts: Any = None) -> Plain:
        """A valid value of a type; ``facts`` replace those of its maker."""
        chance = self._scene.chance / "built" / complex_type.name
        return self._value(complex_type, chance, complex_type.name, facts)

    def _value(self, complex_type: ComplexType, chance: Chance, element: str, facts: Any) -> Plain:
        if facts is None and complex_type.name in MAKERS:
            facts = MAKERS[complex_type.name](self._scene)
        if complex_type.is_array:
            return self._array(complex_type, chance, element, facts)
        return self._object(complex_type, chance, element, facts or {})

    def _array(self, complex_type: ComplexType, chance: Chance, element: str, facts: Any) -> list[Plain]:
        member = complex_type.members["items"]
        if facts is None:
            facts = [None] * (chance / "count").between(*_ITEMS)
        place = Place(element, complex_type.name)
        return [
            self._part(member, chance / _label(member.type.name, item, index), place, item)
            for index, item in enumerate(facts)
        ]

    def _object(
        self, complex_type: ComplexType, chance: Chance, element: str, facts: Facts
    ) -> dict[str, Plain]:
        place = Place(element, complex_type.name)
        return {
            member.name: self._part(member, chance / member.name, place, facts.get(member.name))
            for member in complex_type.members.values()
            if self._has(complex_type, member, facts, chance / member.name)
        }

    def _has(self, complex_type: ComplexType, member: Member, facts: Facts, chance: Chance) -> bool:
        # Samples have no credentials, because reading a document removes them.
        if member.alias_of is not None or member.name in credentials().get(complex_type.name, ()):
            return False
        if member.min_occurs or self._scene.complete:
            return True
        if member.name in facts:
            return facts[member.name] is not None
        return member.type.name in MAKERS or (chance / "is there").one_in(2)

    def _part(self, member: Member, chance: Chance, place: Place, facts: Any) -> Plain:
        if isinstance(member.type, ComplexType):
            return self._value(member.type, chance, member.name, facts)
        if facts is None:
            facts = self._common.get(member.name)
        return leaf(member, place, chance, self._scene) if facts is None else facts


def _label(type_name: str, facts: Any, index: int) -> str | int:
    """The label for an item's chance: its key, which does not depend on its position, or else its index."""
    complex_type = family().types.get(type_name)
    key = complex_type.key if complex_type is not None and facts else ()
    return next((str(facts[name]) for name in key if name in facts), index)
