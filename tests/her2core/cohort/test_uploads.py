"""One user's files never take the memory that everybody's server needs."""

import pytest

from her2core.cohort.limits import FileError
from her2core.cohort.uploads import DEFAULT, Reservation, Uploads
from her2core.errors import DataError
from her2core.language import _, using

MB = 1 << 20


def test_a_file_for_which_all_sessions_together_leave_no_room_is_refused_in_plain_words() -> None:
    uploads = Uploads(100 * MB)
    reserved = uploads.reserve(60 * MB)
    with pytest.raises(FileError) as refused:
        uploads.reserve(41 * MB)
    for language, words in (("en", "101 MB would be open"), ("zh", "合计将达 101 MB")):
        with using(language):
            assert words in _(refused.value.message) and "100 MB" in _(refused.value.message)
    assert uploads.open() == reserved.size


def test_a_file_that_is_closed_makes_room_for_the_next() -> None:
    uploads = Uploads(100 * MB)
    session: dict[str, Reservation] = {"one": uploads.reserve(60 * MB)}
    session["other"] = uploads.reserve(40 * MB)
    del session["one"]
    assert uploads.open() == 40 * MB
    uploads.reserve(60 * MB)


def test_a_packed_file_takes_the_room_of_what_it_has_become() -> None:
    uploads = Uploads(100 * MB)
    share = uploads.reserve(1 * MB)
    uploads.enlarge(share, 90 * MB)
    assert uploads.open() == 90 * MB
    with pytest.raises(FileError, match="110 MB would be open"):
        uploads.reserve(20 * MB)
    assert uploads.open() == 90 * MB
    uploads.enlarge(share, 1 * MB)
    assert uploads.open() == 90 * MB, "the bytes of the packed file are open too"


def test_where_nobody_sets_a_limit_the_memory_of_the_container_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("her2core.cohort.uploads.read_memory_limit", lambda: 2 << 30)
    assert Uploads.read({}).most == 128 * MB
    assert Uploads.read({"HER2_UPLOADS_MB": "300"}).most == 300 * MB


def test_whoever_runs_the_server_sets_the_limit_and_a_slip_of_the_pen_is_no_limit_of_its_own() -> None:
    assert Uploads.read({}).most <= DEFAULT * MB
    assert Uploads.read({"HER2_UPLOADS_MB": " 500 "}).most == 500 * MB
    for slip in ("0", "-5", "2 GB", "1e3", "²"):
        with pytest.raises(DataError, match="HER2_UPLOADS_MB"):
            Uploads.read({"HER2_UPLOADS_MB": slip})
