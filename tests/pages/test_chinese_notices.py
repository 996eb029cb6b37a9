"""A Chinese reader meets no English where something is refused, missing, turned off or changed by somebody else."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from her2core.access import BoardRole, Clock, Person, SignIn
from her2core.board.checks import check_label, check_text, warn_of_name
from her2core.board.entry import FIELDS, Draft
from her2core.board.file import FORMAT, from_file
from her2core.board.store import BoardStore, Gone, connect
from her2core.errors import InputError
from her2core.evidence import list_agents, load_evidence, regions
from her2core.evidence.agents import load_agents
from her2core.language import _, using
from her2core.networks.nodes import load_nodes
from her2core.query import filters
from her2core.query.filters import Filter
from her2core.status import case
from her2core.status.case import Field
from her2core.terms import Tier
from pages.parts.shared import sign_in
from pages.parts.shared.states import Opened
from pages.parts.shell import access
from tests.pages.conftest import CLAIMS, PageFailed, Run, User, find_widget, open_page, page_text, session_of
from tests.pages.latin import WORD
from tests.pages.test_chinese import SIDEBAR, Built, find_english, find_english_on, list_closed, read_export
from tests.pages.test_chinese import downloads as downloads
from tests.pages.test_chinese import lang as lang

HOSTILE = Path(__file__).parents[1] / "bad_input" / "cohort"


def words(*texts: object) -> set[str]:
    return {word for text in texts for word in WORD.findall(str(text))}


def list_link_words() -> set[str]:
    """List what stands in a link, the same in every language: the names of entries and filters, and their values."""
    vocabularies = (*case.VOCABULARIES.values(), *filters.VOCABULARIES.values(), Tier)
    trials = load_evidence().trials
    arms = [arm.id for trial in trials.values() for arm in trial.arms]
    network = [each.id for part in (load_nodes().endpoints, load_nodes().populations) for each in part]
    ids = (*arms, *network, *trials, *load_agents(), *list_agents(trials.values()), *regions())
    return words(*(word for each in vocabularies for word in each), *ids, *Field, *Filter)


@pytest.mark.parametrize("field", [*Field, *Filter, "no-such-entry"])
def test_what_a_link_may_not_hold_is_said_in_chinese(field: str, run: Run) -> None:
    beside = {"specimen": "biopsy"} if field in {"cluster", "second_cluster"} else {}
    app = run(drawers=SIDEBAR, lang="zh", **{field: "Q1"}, **beside)
    assert [error for error in app.error if "Q1" in error.value] or field == "intensity"
    assert find_english_on(app, *list_link_words(), "Q1", "no-such-entry") == {}


def test_a_field_that_stands_twice_in_a_link_is_said_in_chinese(run: Run) -> None:
    app = run(lang="zh", ihc=["2+", "3+"])
    assert [error for error in app.error if "3+" in error.value]
    assert find_english_on(app, *list_link_words()) == {}


# A cohort.

ARCHIVE = """患者,中心,检测日期,标本,免疫组化,FISH,HER2拷贝数,CEP17拷贝数,细胞核数
患一,甲,2024-01-02,活检,2+,FISH-,,,
患一,甲,2024-03-02,手术,阳性(3+),,,,
患二,乙,2023-05-01,活检,++,,,,
患三,乙,2023-06-01,活检,阴性,,,,
患四,甲,2022-06-01,活检,2+,扩增？,12.0,2.0,40
患五,甲,2022-06-01,活检,2+,,5.2,2.1,十二
患六,甲,2022-06-01,活检,1+,扩增,,,
"""


def drop(run: Run, content: bytes, name: str) -> AppTest:
    app = run("cohort", drawers=(*SIDEBAR, "cohort-columns", "cohort-table", "cohort-unread", "cohort-read"), lang="zh")
    app.file_uploader[0].set_value((name, content, "application/octet-stream"))
    return app.run()


def test_a_cohort_holds_no_english_word_beside_those_of_its_file(run: Run) -> None:
    app = drop(run, ARCHIVE.encode(), "队列.csv")
    assert "阴性" in page_text(app)
    assert list_closed(app) == []
    assert find_english_on(app, "csv") == {}


def test_an_empty_cohort_page_and_its_sample_hold_no_english_word(run: Run) -> None:
    assert find_english_on(run("cohort", drawers=SIDEBAR, lang="zh")) == {}


def test_charts_of_a_cohort_hold_no_english_word(run: Run, downloads: Built) -> None:
    drop(run, ARCHIVE.encode(), "队列.csv")
    charts = {name: build for name, build in downloads.items() if name.startswith("her2-cohort") and "html" in name}
    assert len(charts) >= 3
    for name, build in charts.items():
        assert find_english(read_export(name, build)) == {}, name


@pytest.mark.parametrize("path", sorted(HOSTILE.iterdir()), ids=lambda path: path.name)
def test_a_file_that_cannot_be_read_is_refused_in_chinese(path: Path, run: Run) -> None:
    app = drop(run, path.read_bytes(), f"队列{path.suffix}")
    own = words(path.suffix, path.read_bytes().decode("utf-16" if "utf16" in path.name else "latin-1", "replace"))
    assert find_english((each.value for each in (*app.error, *app.info, *app.warning)), *own) == {}


# The meeting's list.


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Iterator[BoardStore]:
    """Open a list of this test alone: two cases that were edited, discussed and moved, and one that was removed."""
    monkeypatch.setenv("HER2_DATABASE_URL", f"sqlite:///{tmp_path}/board.sqlite")
    monkeypatch.setattr("pages.parts.board.store._opened", [])
    store = connect()
    assert store
    drafts = [Draft(f"议程 {number}", {"ihc": "2+", "setting": "second-line"}) for number in range(3)]
    first, second, third = store.add_all("local", "", drafts).entries
    store.change("local", "", first, note="备注甲", question="是否复检", conclusion="先复检", discussed=True)
    store.change("local", "", first, case={"ihc": "2+", "ish": "amplified", "s2": "i3-kb-sv-d202601-at"})
    store.move("local", "", second.id, 0)
    store.keep_meeting("local", "", "2020-01-01", "会诊甲")
    store.remove("local", "", third.id)
    yield store
    store.close()


def open_board(run: Run, store: BoardStore) -> AppTest:
    edited = (f"board-{entry.id}" for entry in store.board("local").entries)
    return run(
        "board", drawers=(*SIDEBAR, "board-add", "board-history", "board-meetings", *edited), lang="zh", ihc="3+"
    )


def test_the_list_its_forms_and_its_history_hold_no_english_word(run: Run, store: BoardStore) -> None:
    app = open_board(run, store)
    assert "备注甲" in page_text(app)
    assert list_closed(app) == []
    assert find_english_on(app, *words(store.place)) == {}


def test_the_strip_of_an_open_case_and_what_a_late_result_meets_hold_no_english_word(
    run: Run, store: BoardStore
) -> None:
    app = open_board(run, store)
    first = store.board("local").entries[1]
    visit = session_of(app)
    visit.board.pending = tuple(Draft(label, {}) for label in (first.label, "议程 9"))
    visit.board.opened = Opened(first, None)
    store.change("local", "", first, case={"ihc": "1+"})
    find_widget(app.run(), "strip-update").click().run()
    assert find_english_on(app, *words(store.place)) == {}
    find_widget(open_page(app, ""), "strip-next")
    assert find_english_on(app) == {}


def test_a_meeting_is_taken_along_without_an_english_word(run: Run, store: BoardStore, downloads: Built) -> None:
    open_board(run, store)
    meeting = {
        name: build for name, build in downloads.items() if name.startswith("her2-meeting") and "json" not in name
    }
    assert len(meeting) == 2
    for name, build in meeting.items():
        assert find_english(read_export(name, build)) == {}, name


def test_that_the_list_has_changed_is_said_in_chinese(
    run: Run, store: BoardStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = iter(range(100))
    monkeypatch.setattr(BoardStore, "revision", lambda _store, _team: next(looks))
    app = open_board(run, store)
    assert [warning.value for warning in app.warning if "列表" in warning.value]
    assert find_english_on(app, *words(store.place)) == {}


def test_an_empty_list_holds_no_english_word(run: Run, store: BoardStore) -> None:
    for entry in store.board("local").entries:
        store.remove("local", "", entry.id)
    assert find_english_on(open_board(run, store), *words(store.place)) == {}


def test_whoever_may_only_view_meets_no_english_word(
    run: Run, store: BoardStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "ALONE", Person("王医生", "local", BoardRole.VIEWER))
    assert find_english_on(open_board(run, store), *words(store.place)) == {}


@pytest.mark.parametrize(
    "address", ["none", "postgresql://nobody:secret@localhost:1/none", "mysql://x", "x", "sqlite:////no/x"]
)
def test_a_list_that_cannot_be_kept_is_said_in_chinese(run: Run, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HER2_DATABASE_URL", address)
    monkeypatch.setattr("pages.parts.board.store._opened", [])
    app = run("board", drawers=SIDEBAR, lang="zh")
    assert app.info or app.error
    assert find_english_on(app, *words("localhost", address)) == {}


@pytest.mark.parametrize("label", ["", "110105199003070011", "138 1234 5678", "病案号 00123", "1960-02-03", "字" * 100])
def test_a_label_is_refused_in_chinese(label: str) -> None:
    with pytest.raises(InputError) as fault, using("zh"):
        check_label(label)
    with using("zh"):
        assert find_english([_(fault.value.message)]) == {}


def test_a_text_a_name_and_a_removed_case_are_spoken_of_in_chinese() -> None:
    with pytest.raises(InputError) as fault:
        check_text("note", "身份证 110105199003070011")
    with using("zh"):
        messages = [_(fault.value.message), _(warn_of_name("张伟") or ""), _(Gone().message)]
    assert find_english(messages) == {}
    assert all(messages)


FILES = (
    b"", b"\x00", b"[]", b"{}", b"[" * 100_000, b'{"format": 1, "format": 1}', b'{"format": "x"}', b'{"other": 1}',
    f'{{"format": "{FORMAT}", "version": 2}}'.encode(), f'{{"format": "{FORMAT}", "version": 1, "entries": 1}}'.encode(),
    *(f'{{"format": "{FORMAT}", "version": 1, "entries": [{entry}]}}'.encode() for entry in (
        "1", "{}", '{"label": 1}', '{"label": "1", "case": 1}', '{"label": "1", "discussed": 1}', '{"label": "1", "q": ""}',
        '{"label": "1", "case": {"ihc": "9"}}', '{"label": "1", "case": {"q": "9"}}', '{"label": "13812345678"}',
    )),
)  # fmt: skip


@pytest.mark.parametrize("content", FILES, ids=lambda content: content[-40:].decode())
def test_a_file_that_is_no_list_is_refused_in_chinese(content: bytes, run: Run, store: BoardStore) -> None:
    """The keys of a saved list are the same in every language."""
    with pytest.raises(InputError) as fault:
        from_file(content)
    keys = words(*FIELDS, "format version entries true false her2-gastric-board-meeting", *Field, repr(content))
    with using("zh"):
        assert find_english([f"{_(fault.value.field)}：{_(fault.value.message)}"], *keys) == {}


# The entrance.


@pytest.mark.parametrize(
    ("claims", "waited"),
    [
        ({}, 0), (CLAIMS, 0), ({**CLAIMS, "roles": []}, 0), ({**CLAIMS, "team": []}, 0), ({**CLAIMS, "team": ["甲", "乙"]}, 0),
        (CLAIMS, 45 * 60), (CLAIMS, 13 * 3600),
    ],
    ids=["outside", "let in", "no role", "no team", "two teams", "idle", "too long"],
)  # fmt: skip
def test_the_entrance_holds_no_english_word(
    claims: dict[str, Any], waited: int, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The names of claims and roles are those of the provider."""
    monkeypatch.setattr(access, "_is_configured", lambda: True)
    monkeypatch.setattr(st, "user", User(**claims))
    clock = Clock()
    if waited > 12 * 3600:
        clock.record_activity(SignIn.read(claims), access.Rules(), claims["iat"])
    monkeypatch.setattr(sign_in, "CLOCK", clock)
    monkeypatch.setattr(sign_in.time, "time", lambda: 2.0 + waited)
    assert find_english_on(run(lang="zh"), "roles", "team", "viewer", "editor") == {}


def test_an_installation_that_lets_nobody_in_says_so_in_chinese(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HER2_SIGN_IN_REQUIRED", "1")
    app = run(lang="zh")
    assert app.error
    assert find_english_on(app) == {}


def test_an_installation_with_a_faulty_setting_says_so_in_chinese(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wrong with it is for whoever runs it, in the words of the setting."""
    monkeypatch.setenv("HER2_IDLE_MINUTES", "x")
    with pytest.raises(PageFailed) as failure:
        run(lang="zh")
    message, detail = str(failure.value).split("\n", 1)
    assert find_english([message]) == {}
    assert "HER2_IDLE_MINUTES" in detail
