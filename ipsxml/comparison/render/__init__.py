"""Rendering diffs as text, JSON, JSON Patch, and HTML; each format has its own module."""
