"""A list saved before the meeting is the same after it is loaded; a file that is not one is refused whole, by name."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2core.board.entry import FIELDS, Board, Draft, Entry
from her2core.board.file import FORMAT, LARGEST, from_file, to_file
from her2core.board.store import BoardStore
from her2core.errors import InputError

DRAFTS = (Draft("A3", {"ihc": "2+", "ratio": "1.99"}, "a\nnote", "T-DXd?", True, "yes"), Draft("胃癌一号", {}))


def board(*drafts: Draft) -> Board:
    entries = [
        Entry(
            **{name: getattr(draft, name) for name in FIELDS}, id=str(n), changed_by="Li", changed_at=datetime.now(UTC)
        )
        for n, draft in enumerate(drafts)
    ]
    return Board(tuple(entries), 1)


def file(**changes: Any) -> bytes:
    entry = {"label": "A", "case": {"ihc": "2+"}} | changes.pop("entry", {})
    return json.dumps({"format": FORMAT, "version": 1, "entries": [entry], **changes}).encode()


def test_what_is_saved_comes_back_the_same() -> None:
    assert from_file(to_file(board(*DRAFTS))) == DRAFTS


def test_a_file_does_not_say_who_edited() -> None:
    assert b"Li" not in to_file(board(*DRAFTS))


def test_a_saved_list_is_added_after_what_stands_there(store: BoardStore) -> None:
    store.add("team", "Li", Draft("first", {}))
    added = store.add_all("team", "Li", from_file(to_file(board(*DRAFTS))))
    assert [entry.label for entry in added.entries] == ["first", "A3", "胃癌一号"]


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (b"", "file"),
        (b"\xff\xfe", "file"),
        (b"PK\x03\x04", "file"),
        (b"[" * 100_000, "file"),
        (b'{"a":' * 100_000, "file"),
        (b"[]", "file"),
        (b"null", "file"),
        (b"9" * 10_000, "file"),
        (b" " * (LARGEST + 1), "file"),
        (b'{"format": "x", "format": "y"}', "file"),
        (file(format="other"), "format"),
        (file(version=2), "version"),
        (file(version=True), "version"),
        (file(extra=1), "file"),
        (file(entries={}), "entries"),
        (file(entries=[{"label": "A"}] * 501), "entries"),
        (file(entries=[1]), "entry 1: entry"),
        (file(entries=[{"label": "A"}, {}]), "entry 2: label"),
        (file(entry={"name": "x"}), "entry 1: entry"),
        (file(entry={"label": "13800138000"}), "entry 1: label"),
        (file(entry={"label": None}), "entry 1: label"),
        (file(entry={"note": "MRN 123456"}), "entry 1: note"),
        (file(entry={"note": ["x"]}), "entry 1: note"),
        (file(entry={"conclusion": "x" * 10_000}), "entry 1: conclusion"),
        (file(entry={"discussed": "yes"}), "entry 1: discussed"),
        (file(entry={"case": []}), "entry 1: case"),
        (file(entry={"case": {"ihc": "5+"}}), "entry 1: ihc"),
        (file(entry={"case": {"ihc": 2}}), "entry 1: ihc"),
        (file(entry={"case": {"mrn": "1"}}), "entry 1: mrn"),
        (file(entry={"case": {"ratio": {"a": [1]}}}), "entry 1: ratio"),
    ],
)
def test_a_file_that_is_no_list_is_refused_by_the_name_of_its_fault(content: bytes, field: str) -> None:
    with pytest.raises(InputError) as fault:
        from_file(content)
    assert fault.value.field == field and fault.value.accepted and len(str(fault.value)) < 400


@given(st.binary(max_size=200))
def test_any_bytes_give_a_list_or_a_named_fault(content: bytes) -> None:
    try:
        from_file(content)
    except InputError as fault:
        assert fault.field


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from((*FIELDS, "ihc", "x")), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(st.lists(_JSON, max_size=3))
def test_any_entries_give_a_list_or_a_named_fault(entries: list[Any]) -> None:
    try:
        from_file(json.dumps({"format": FORMAT, "version": 1, "entries": entries}).encode())
    except InputError as fault:
        assert fault.field
