"""All changes between two documents."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import get_args

from ipsxml.codec import Document
from ipsxml.comparison.changes import API_VERSION, Change, Kind
from ipsxml.comparison.diff_tree import Node
from ipsxml.comparison.job_summary import JobDiff, jobs_in
from ipsxml.contract import family
from ipsxml.printable_text import Style, plain


@dataclass(frozen=True)
class Diff:
    """What changed from the ``old`` document to the ``new`` one: ``changes``, in document order.

    It is true if there is any change, and its length is the number of changes. ``roots`` are the diff
    trees behind all other attributes.
    """

    old: Document
    new: Document
    roots: tuple[Node, ...] = field(repr=False)

    def __bool__(self) -> bool:
        return any(root.count for root in self.roots)

    def __len__(self) -> int:
        return sum(root.count for root in self.roots)

    def __str__(self) -> str:
        return self.text()

    def text(
        self, names: tuple[str, str] = ("old", "new"), *, width: int | None = None, style: Style = plain
    ) -> str:
        """The output of ``ipsxml diff``, without a final line end; ``str(diff)`` is the same.

        ``names`` are the names of the two documents. ``width`` is the maximum number of columns; long
        values are cut where they do not differ. ``style(text, role)`` styles a text as a kind of change,
        such as ``"removed"``, or as a ``"job"``.
        """
        from ipsxml.comparison.diff_text import render_text  # imports rich

        return render_text(self.roots, (self.old, self.new), names, width=width, style=style)

    def payloads(self) -> list[Node]:
        """The trees of the payloads, equal or not: one, or two if the root element changed."""
        found = [root for root in self.roots if root.step != API_VERSION]
        old, element = self.old, self.old.element
        return found or [Node(element, family().elements[element].name, old.payload, self.new.payload)]

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every change, in document order."""
        return tuple(change for root in self.roots for change in root.changes(str(root.step)))

    @cached_property
    def counts(self) -> Mapping[Kind, int]:
        """The number of changes of each kind, including zeros."""
        found = Counter(change.kind for change in self.changes)
        kinds: tuple[Kind, ...] = get_args(Kind)
        return MappingProxyType({kind: found[kind] for kind in kinds})

    @cached_property
    def summary(self) -> tuple[JobDiff, ...]:
        """The changed jobs, in order, each with its changes."""
        return tuple(job for root in self.roots for job in jobs_in(root, str(root.step)))
