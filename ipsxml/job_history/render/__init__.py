"""Rendering histories as text, JSON, CSV, and HTML."""
