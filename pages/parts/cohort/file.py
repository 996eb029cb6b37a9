"""Which file holds the cohort: an upload, or the sample with synthetic cases. It stays in the memory of the session."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from her2core.cohort.files import read_table
from her2core.cohort.job import Job
from her2core.cohort.limits import FileError
from her2core.cohort.sample import SAMPLE, sample
from her2core.language import Message, _, current
from pages.parts.shared.markup import plain
from pages.parts.shared.progress import finished


@dataclass(frozen=True)
class File:
    """A file as it was read. `id` tells it from every other upload of the session."""

    id: str
    name: str
    frame: pd.DataFrame


def chosen_file() -> File | None:
    """The file that is open; None where none is, after saying what to do or what is wrong."""
    _choose()
    wanted = st.session_state.get("cohort-wanted")
    if wanted is None:
        st.info(
            _(
                "Drop a CSV, TSV, XLSX or Parquet file with one row for each specimen: a column for IHC, and one for ISH or its "
                "counts. Or open the sample."
            )
        )
        return None
    id, name, content = wanted
    try:
        return finished("read", id, lambda job: _read(job, id, name, content))
    except FileError as fault:
        st.error(plain(f"{name}: {_(fault.message)}"))
        return None


def _choose() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        upload = st.file_uploader(
            _("File with the cohort"),
            key="cohort-upload",
            type=["csv", "tsv", "txt", "xlsx", "parquet"],
            on_change=_forget,
        )
        st.button(_("Open the sample (synthetic specimens)"), on_click=_open_sample, key=f"sample-{current()}")
    if upload and st.session_state.get("cohort-upload-seen") != upload.file_id:
        st.session_state["cohort-upload-seen"] = upload.file_id
        st.session_state["cohort-wanted"] = (upload.file_id, upload.name, upload.getvalue())
    st.caption(_("The file stays in the memory of this session. It is not stored, and nothing leaves the machine."))


def _open_sample() -> None:
    st.session_state["cohort-wanted"] = ("sample", SAMPLE, sample())


def _forget() -> None:
    """What was read of an earlier file is given up, whether another comes or none."""
    st.session_state.pop("cohort-wanted", None)
    st.session_state.pop("cohort-upload-seen", None)
    for _what, job in st.session_state.get("jobs", {}).values():
        job.cancel()
    st.session_state["jobs"] = {}


def _read(job: Job[File], id: str, name: str, content: bytes) -> File:
    job.step(Message("Reading the file"), 0.1)
    return File(id, name, read_table(content, name))
