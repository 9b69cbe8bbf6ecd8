"""Outcomes rendered: ``text`` for people; ``json``, ``junit`` and ``github`` for programs.

One module a format, each imported where it is used: most runs want only one.
"""
