"""All that changed between two documents."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import get_args

from ipsxml.codec import Document
from ipsxml.comparison.changes import Change, Kind
from ipsxml.comparison.job_summary import JobDiff, jobs_in


@dataclass(frozen=True)
class Diff:
    """What changed from the ``old`` document to the ``new``: ``changes``, in document order.

    It is true if there is any change, and as long as there are changes.
    """

    old: Document
    new: Document
    changes: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    @cached_property
    def counts(self) -> Mapping[Kind, int]:
        """The number of changes of each kind, those of which there are none included."""
        found = Counter(change.kind for change in self.changes)
        kinds: tuple[Kind, ...] = get_args(Kind)
        return MappingProxyType({kind: found[kind] for kind in kinds})

    @cached_property
    def summary(self) -> tuple[JobDiff, ...]:
        """The changed jobs, in order, each with its changes."""
        return jobs_in(self.old, self.new, self.changes)
