"""Diffs as JSON: the changes and their counts."""

import json
from typing import Any

from ipsxml.codec import Document
from ipsxml.comparison.changes import Change
from ipsxml.comparison.difference import Diff
from ipsxml.comparison.json_patches import json_patch


def render_json(diff: Diff, names: tuple[str, str]) -> str:
    """A diff as an indented JSON object, as described in ``docs/diff.md``."""
    return json.dumps(diff_content(diff, names), ensure_ascii=False, indent=2)


def render_patch(diff: Diff) -> str:
    """A diff as a JSON Patch, one operation per line."""
    operations = [json.dumps(operation, ensure_ascii=False) for operation in json_patch(diff)]
    return "[\n  " + ",\n  ".join(operations) + "\n]" if operations else "[]"


def diff_content(diff: Diff, names: tuple[str, str]) -> dict[str, Any]:
    """The content of a diff's JSON; ``names`` are the names of the two sources."""
    return {
        "old": _document(diff.old, names[0]),
        "new": _document(diff.new, names[1]),
        "counts": dict(diff.counts),
        "changes": [_change(change) for change in diff.changes],
    }


def _document(document: Document, name: str) -> dict[str, Any]:
    return {
        "source": name,
        "apiVersion": document.version.name,
        "element": document.element,
        "soap": document.soap_version,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "path": change.path,
        "pointer": change.pointer,
        "oldPointer": change.old_pointer,
        "before": change.before,
        "after": change.after,
    }
