"""Finding what changed between two job documents: items matched by identity, values compared as values.

``compare`` runs the steps of a comparison:

- ``comparables`` reads the two documents;
- ``alignment`` builds one ``diff_tree`` from them, with ``matching`` for arrays and ``sameness`` for values;
- ``selection`` keeps the requested changes, by their ``place_strings``; ``unmatched_patterns`` finds
  patterns that select nothing.

Everything else is a view of the tree:

- ``difference``, with its ``changes`` and ``job_summary``;
- the output formats in ``render``, with the wording in ``change_words``;
- ``json_patches``, which also applies patches.
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
