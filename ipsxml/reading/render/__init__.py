"""Outcomes rendered: ``report_text`` for people; ``report_json``, ``junit`` and ``github`` for programs.

One module a format, each imported where it is used: most runs want only one.
"""
