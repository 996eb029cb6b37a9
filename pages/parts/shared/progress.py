"""Long work: how far it is, and a way out of it."""

from collections.abc import Callable, Hashable
from functools import partial
from typing import TypeVar

import streamlit as st

from her2core.language import _
from her2core.process.job import Cancelled, Job
from pages.parts.shared.session import session
from pages.parts.shared.widgets import draw_button

T = TypeVar("T")
QUIET, LOOK = 0.3, 0.2
"""Seconds until progress is shown, and between looks at it."""


def run_job(name: str, what: Hashable, work: Callable[[Job[T]], T]) -> T | None:
    """Run long work and return what it gives, or None where it was cancelled.

    Parameters
    ----------
    name : of the work, so that newer work of the same name takes its place
    what : what it is done for; while that is the same, it is done once

    Raises
    ------
    what the work raises
    """
    jobs = session().jobs
    under_way = jobs.get(name)
    if under_way is None or under_way[0] != what:
        if under_way:
            under_way[1].cancel()
        under_way = jobs[name] = (what, Job(work))
    job: Job[T] = under_way[1]
    if not job.wait(QUIET):
        _draw_progress(name, job)
    try:
        result: T = job.result()
    except Cancelled:
        st.info(_("Cancelled. Nothing was kept of it."))
        draw_button(f"again-{name}", _("Start again"), partial(jobs.pop, name, None))
        return None
    return result


def _draw_progress(name: str, job: Job[T]) -> None:
    """Draw the progress of a job until it is done."""
    place = st.empty()
    with place.container():
        bar = st.progress(job.share, _(job.stage))
        draw_button(f"cancel-{name}", _("Cancel"), job.cancel)
        while not job.wait(LOOK):
            bar.progress(job.share, _(job.stage))
            if job.is_cancelled:
                break
    place.empty()
