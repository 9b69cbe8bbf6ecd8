"""Diffs as text, JSON, JSON Patch and HTML: one module an output."""
