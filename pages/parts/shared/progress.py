"""Long work: how far it is, and a way out of it."""

from collections.abc import Callable, Hashable
from typing import TypeVar

import streamlit as st

from her2core.cohort.job import Cancelled, Job
from her2core.language import _

T = TypeVar("T")
QUIET, LOOK = 0.3, 0.2
"""Seconds until progress is shown, and between looks at it."""


def finished(name: str, what: Hashable, work: Callable[[Job[T]], T]) -> T | None:
    """What the work gave, or None where it was cancelled.

    Parameters
    ----------
    name : of the work, so that newer work of the same name takes its place
    what : what it is done for; while that is the same, it is done once

    Raises
    ------
    what the work raises
    """
    jobs = st.session_state.setdefault("jobs", {})
    asked, job = jobs.get(name, (None, None))
    if asked != what:
        if job:
            job.cancel()
        job = Job(work)
        jobs[name] = (what, job)
    if not job.wait(QUIET):
        _watch(name, job)
    try:
        found: T = job.result()
    except Cancelled:
        st.info(_("Cancelled. Nothing was kept of it."))
        st.button(_("Start again"), on_click=jobs.pop, args=(name,), key=f"again-{name}")
        return None
    return found


def _watch(name: str, job: Job[T]) -> None:
    """Shows the progress of a job until it is done."""
    place = st.empty()
    with place.container():
        bar = st.progress(job.share, _(job.stage))
        st.button(_("Cancel"), on_click=job.cancel, key=f"cancel-{name}")
        while not job.wait(LOOK):
            bar.progress(job.share, _(job.stage))
            if job.is_cancelled:
                break
    place.empty()
