"""Outcomes as text for people, and as JSON, JUnit and GitHub annotations for programs."""

from ipsxml.validation.render.github import render_github
from ipsxml.validation.render.json import render_json
from ipsxml.validation.render.junit import render_junit
from ipsxml.validation.render.text import render_summary, render_text

__all__ = ["render_github", "render_json", "render_junit", "render_summary", "render_text"]
