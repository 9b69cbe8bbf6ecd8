"""Histories as text, JSON, CSV and pages."""
