"""Which file holds the cohort: an upload, or the sample with synthetic cases. It stays in the memory of the session."""

import os
from dataclasses import dataclass
from functools import cache

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.typing import UploadedFile

from her2core.cohort.files import open_table
from her2core.cohort.limits import FileError
from her2core.cohort.sample import SAMPLE, sample
from her2core.cohort.sheets import SheetsDiffer
from her2core.cohort.uploads import Reservation, Uploads
from her2core.language import Message, _
from her2core.process.job import Job
from pages.parts.shared.markup import escape_markdown
from pages.parts.shared.progress import run_job
from pages.parts.shared.session import session
from pages.parts.shared.states import ChosenFile
from pages.parts.shared.uploader import draw_uploader
from pages.parts.shared.widgets import draw_button, draw_select


@dataclass(frozen=True)
class File:
    """A file as it was read, and what was done to it. `id` tells it from every other upload of the session."""

    id: str
    name: str
    frame: pd.DataFrame
    notes: tuple[Message, ...] = ()


def choose_file() -> File | None:
    """Choose a file; return None where none is open, after telling the reader what to do or what is wrong."""
    _draw_choice()
    chosen = session().cohort.chosen
    if chosen is None:
        st.info(
            _(
                "Drop a CSV, TSV, XLSX or Parquet file with one row for each specimen: a column for IHC, and one for ISH or its "
                "counts. Or open the sample."
            )
        )
        return None
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(escape_markdown(_("File: {name}", name=chosen.name)), width="content")
        draw_button("close", _("Close the file"), _close)
    try:
        if isinstance(chosen.share, FileError):
            raise chosen.share
        file = run_job("read", (chosen.id, chosen.sheet), lambda job: _read(job, chosen))
    except SheetsDiffer as fault:
        _ask_for_sheet(chosen, fault)
        return None
    except FileError as fault:
        chosen.content = b""
        st.error(escape_markdown(f"{chosen.name}: {_(fault.message)}"))
        return None
    if file:
        chosen.content = b""  # work that was cancelled may be started again, and needs them
    return file


def _draw_choice() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        place = st.empty()
        if upload := _draw_uploader(place):
            content = upload.getvalue()
            _release(upload)
            # The next uploader is an empty one: what this one shows is no longer there.
            session().cohort.uploads += 1
            _draw_uploader(place)
            _open(upload.file_id, upload.name, content)
        draw_button("sample", _("Open the sample (synthetic specimens)"), _open_sample)
    st.caption(_("The file stays in the memory of this session. It is not stored, and nothing leaves the machine."))


def _draw_uploader(place: DeltaGenerator) -> UploadedFile | None:
    return draw_uploader(  # type: ignore[no-any-return]
        _("File with the cohort"),
        ["csv", "tsv", "txt", "xlsx", "parquet"],
        draw=place.file_uploader,
        key=f"cohort-upload-{session().cohort.uploads}",
    )


def _release(upload: UploadedFile) -> None:
    """Take the bytes out of Streamlit's own store, which would hold them until the session ends."""
    run = get_script_run_ctx()
    if run is not None and isinstance(run.uploaded_file_mgr, MemoryUploadedFileManager):
        run.uploaded_file_mgr.remove_file(run.session_id, upload.file_id)


@cache
def _uploads() -> Uploads:
    """Return the uploads of all sessions of this process."""
    return Uploads.read(os.environ)


def _open_sample() -> None:
    _open("sample", SAMPLE, sample())


def _open(id: str, name: str, content: bytes) -> None:
    _close()
    try:
        share: Reservation | FileError = _uploads().reserve(len(content))
    except FileError as fault:
        share, content = fault, b""
    session().cohort.chosen = ChosenFile(id, name, content, share)


def _close() -> None:
    """Give up what was read of a file, and what is still being read."""
    visit = session()
    visit.cohort.chosen, visit.cohort.mapped = None, {}
    for _what, job in visit.jobs.values():
        job.cancel()
    visit.jobs = {}


def _read(job: Job[File], chosen: ChosenFile) -> File:
    job.step(Message("Reading the file"), 0.1)
    share = chosen.share

    def take_room(size: int) -> None:
        if isinstance(share, Reservation):
            _uploads().enlarge(share, size)

    table = open_table(chosen.content, chosen.name, job.check, take_room, chosen.sheet)
    return File(chosen.id, chosen.name, table.frame, table.notes)


def _ask_for_sheet(chosen: ChosenFile, fault: SheetsDiffer) -> None:
    """Ask which sheet holds the cohort: several may, and none is left out in silence."""
    st.warning(escape_markdown(f"{chosen.name}: {_(fault.message)}"))
    names = {name: name for name in fault.names}
    draw_select(f"sheet-{chosen.id}", _("Sheet"), names, chosen.sheet, chosen.choose_sheet, width=300)
