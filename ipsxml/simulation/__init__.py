"""Simulated jobs: their plans, what is seen of them, their logs, and the queue they run in.

``job_queue`` holds the queue, a backend of the service. ``submissions`` reads what it is to run,
``queued_jobs`` and ``kept_jobs`` are what is in it, ``jobs_asked_for`` and ``log_queries`` choose what
a request is about. All else is about a job on its own, and serves samples, too: ``job_kinds``,
``job_timelines``, ``job_at_moment``, ``job_log``.
"""
