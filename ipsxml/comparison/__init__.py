"""Finding what changed between two job documents: matched by identity, compared as values.

``compare`` puts the finding together: ``comparables`` reads the two documents, ``alignment`` makes one
``diff_tree`` of them, with ``matching`` for arrays and ``sameness`` for their values, and ``selection``
picks the changes asked for by their ``place_strings``; ``unmatched_patterns`` says which patterns pick
nothing. All else is a view of the tree: ``difference`` with its ``changes`` and its ``job_summary``, the
outputs in ``render``, in words of ``change_words``, and ``json_patches``, which also applies them.
"""

from ipsxml.comparison.changes import Change, Item, Kind, Step
from ipsxml.comparison.comparables import Comparable, read_one
from ipsxml.comparison.compare import compare, diff, rules_of
from ipsxml.comparison.difference import Diff
from ipsxml.comparison.job_summary import JobDiff
from ipsxml.comparison.json_patches import json_patch, patch
from ipsxml.comparison.unmatched_patterns import Miss, misses

__all__ = [
    "Change",
    "Comparable",
    "Diff",
    "Item",
    "JobDiff",
    "Kind",
    "Miss",
    "Step",
    "compare",
    "diff",
    "json_patch",
    "misses",
    "patch",
    "read_one",
    "rules_of",
]
