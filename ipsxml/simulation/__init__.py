"""Simulated jobs: their plans, their state at a moment, their logs, and the queue they run in.

``job_queue`` is the queue, a backend of the service. ``submissions`` reads requests to run jobs.
``queued_jobs``, ``kept_jobs``, and ``kept_schedules`` are the content of the queue. ``jobs_asked_for`` and
``log_queries`` select the jobs and logs for a request. ``job_kinds``, ``job_timelines``, ``job_at_moment``,
and ``job_log`` simulate single jobs; samples use them, too.
"""
