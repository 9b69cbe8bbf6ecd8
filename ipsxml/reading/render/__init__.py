"""Outcomes rendered: ``report_text`` for people; ``report_json``, ``junit``, ``github`` and
``sarif`` for programs.

One module a format, each imported where it is used: most runs want only one. ``report_formats`` is the
table of them; ``sarif_places`` says where files are.
"""
