"""Which file holds the cohort: an upload, or the sample with synthetic cases. It stays in the memory of the session."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from her2core.cohort.files import read_table
from her2core.cohort.job import Job
from her2core.cohort.limits import FileError
from her2core.cohort.sample import SAMPLE, sample
from her2core.language import Message, _
from pages.parts.shared.kept import Upload
from pages.parts.shared.markup import plain
from pages.parts.shared.progress import finished
from pages.parts.shared.session import session
from pages.parts.shared.widgets import press


@dataclass(frozen=True)
class File:
    """A file as it was read. `id` tells it from every other upload of the session."""

    id: str
    name: str
    frame: pd.DataFrame


def chosen_file() -> File | None:
    """The file that is open; None where none is, after saying what to do or what is wrong."""
    _choose()
    wanted = session().cohort.upload
    if wanted is None:
        st.info(
            _(
                "Drop a CSV, TSV, XLSX or Parquet file with one row for each specimen: a column for IHC, and one for ISH or its "
                "counts. Or open the sample."
            )
        )
        return None
    try:
        return finished("read", wanted.id, lambda job: _read(job, wanted))
    except FileError as fault:
        st.error(plain(f"{wanted.name}: {_(fault.message)}"))
        return None


def _choose() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        upload = st.file_uploader(
            _("File with the cohort"),
            key="cohort-upload",
            type=["csv", "tsv", "txt", "xlsx", "parquet"],
            on_change=_forget,
        )
        press("sample", _("Open the sample (synthetic specimens)"), _open_sample)
    cohort = session().cohort
    if upload and cohort.seen != upload.file_id:
        cohort.seen = upload.file_id
        cohort.upload = Upload(upload.file_id, upload.name, upload.getvalue())
    st.caption(_("The file stays in the memory of this session. It is not stored, and nothing leaves the machine."))


def _open_sample() -> None:
    session().cohort.upload = Upload("sample", SAMPLE, sample())


def _forget() -> None:
    """What was read of an earlier file is given up, whether another comes or none."""
    visit = session()
    visit.cohort.upload = visit.cohort.seen = None
    for _what, job in visit.jobs.values():
        job.cancel()
    visit.jobs = {}


def _read(job: Job[File], upload: Upload) -> File:
    job.step(Message("Reading the file"), 0.1)
    return File(upload.id, upload.name, read_table(upload.content, upload.name))
