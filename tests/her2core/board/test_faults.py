"""Where the list cannot be kept, a clear sentence says why and where; what was kept before stays."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa

from her2core.board.entry import Draft
from her2core.board.store import BoardStore, StoreError, connect
from tests.postgres import Server

ROOT = Path(__file__).parents[3]
LARGE = Draft("A", {}, "".join(Random(1).choices("abcdefgh ", k=4_000)))


def opened(url: str) -> BoardStore:
    store = connect(url)
    assert store
    return store


def fill(store: BoardStore, ids: list[str]) -> None:
    while len(ids) < 1_000:
        ids.append(store.add("team", "Li", LARGE).id)


def mounted(folder: Path, *options: str) -> bool:
    folder.mkdir(exist_ok=True)
    try:
        return subprocess.run(["mount", *options, folder], capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 1 MB of its own where one may be mounted, else a folder."""
    folder = tmp_path / "disk"
    alone = mounted(folder, "-t", "tmpfs", "-o", "size=1m", "tmpfs")
    yield folder
    if alone:
        subprocess.run(["umount", "-l", folder], check=True)


@contextmanager
def nothing_may_be_written(folder: Path) -> Iterator[None]:
    """The file system becomes read-only; where it cannot, the folder is another's."""
    if folder.is_mount():
        assert mounted(folder, "-o", "remount,ro")
        yield
        assert mounted(folder, "-o", "remount,rw")
        return
    for path in (*folder.iterdir(), folder):
        path.chmod(0o500 if path.is_dir() else 0o400)
    owner = os.geteuid()
    if owner == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(owner)
        folder.chmod(0o700)


@contextmanager
def no_file_may_grow(folder: Path) -> Iterator[None]:
    if folder.is_mount():
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_named_and_what_was_kept_is_there(disk: Path) -> None:
    store, ids = opened(f"sqlite:///{disk}/board.sqlite"), []
    with no_file_may_grow(disk), pytest.raises(StoreError) as fault:
        fill(store, ids)
    assert "the disk is full" in fault.value.message and str(disk) in fault.value.message
    assert "The case on the screen is kept" in fault.value.message
    assert ids and [entry.id for entry in store.board("team").entries] == ids
    store.close()


def test_a_disk_that_is_full_at_the_start_is_named(disk: Path) -> None:
    if disk.is_mount():
        (disk / "ballast").write_bytes(b"x" * (os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize))
        with pytest.raises(StoreError, match="the disk is full"):
            connect(f"sqlite:///{disk}/board.sqlite")
        return
    code = (
        "import resource; from her2core.board.store import connect; "
        f"resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); connect('sqlite:///{disk}/board.sqlite')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert "the disk is full" in done.stderr


def test_a_file_that_may_only_be_read_is_named(disk: Path) -> None:
    url = f"sqlite:///{disk}/board.sqlite"
    store = opened(url)
    store.add("team", "Li", LARGE)
    store.close()
    with nothing_may_be_written(disk), pytest.raises(StoreError, match="it can only be read") as fault:
        connect(url)
    assert str(disk) in fault.value.message
    assert len(opened(url).board("team").entries) == 1


def test_a_folder_in_which_nothing_may_be_made_is_named(disk: Path) -> None:
    with nothing_may_be_written(disk), pytest.raises(StoreError, match="it can only be read"):
        connect(f"sqlite:///{disk}/new/board.sqlite")


def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "board.sqlite"
    file.write_text("a letter, not a database " * 100)
    before = file.read_bytes()
    with pytest.raises(StoreError, match="no database of this program"):
        connect(f"sqlite:///{file}")
    assert file.read_bytes() == before


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="it can only be read"):
        connect(f"sqlite:///{tmp_path}")


@pytest.mark.parametrize(
    "url",
    ["mysql://x/y", "nonsense", "sqlite://", "postgresql://host:port/x", "sqlite+other:///x", "sqlite:///:memory:"],
)
def test_an_address_that_is_not_understood_is_refused_with_what_is_accepted(url: str) -> None:
    with pytest.raises(StoreError, match="accepted: postgresql://"):
        connect(url)


def test_a_server_that_is_not_there_is_named_without_the_password() -> None:
    with pytest.raises(StoreError, match="cannot be reached") as fault:
        connect("postgresql://her2:secret@127.0.0.1:1/her2?password=secret")
    assert "secret" not in fault.value.message


def test_a_database_that_does_not_exist_is_named(postgres: Server) -> None:
    with pytest.raises(StoreError, match="cannot be reached"):
        connect(postgres.url("missing"))


def add_to_a_broken_list(url: str) -> None:
    held = opened(url)
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE entries"))
    engine.dispose()
    held.add("team", "Li", LARGE)


@pytest.mark.parametrize("reached", [True, False])
def test_the_address_of_a_server_is_for_its_log_and_not_for_readers(
    reached: bool, postgres: Server, caplog: pytest.LogCaptureFixture
) -> None:
    url = postgres.database() if reached else "postgresql://her2:secret@127.0.0.1:1/lists"
    with pytest.raises(StoreError) as fault:
        add_to_a_broken_list(url)
    assert "in the database of this installation: " in fault.value.message
    assert [part for part in ("127.0.0.1", "her2", "secret", url.rsplit("/")[-1]) if part in fault.value.message] == []
    assert url.replace("secret", "***").split("//")[1] in caplog.text and "secret" not in caplog.text


def test_a_server_whose_disk_is_full_is_named_and_found_again(postgres: Server) -> None:
    url = postgres.database()
    store = opened(url)
    store.add("team", "Li", LARGE)
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
    full = """CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$"""
    with engine.connect() as connection:
        connection.execute(sa.text(full))
        connection.execute(
            sa.text("CREATE TRIGGER f BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION full_disk()")
        )
        with pytest.raises(StoreError, match="the disk is full"):
            store.add("team", "Li", LARGE)
        connection.execute(sa.text("DROP TRIGGER f ON entries"))
    assert store.add("team", "Li", LARGE) and len(store.history("team")) == 2
    store.close()
    engine.dispose()


def test_a_server_that_may_only_be_read_is_named(postgres: Server) -> None:
    url = postgres.database()
    store = opened(url)
    store.add("team", "Li", LARGE)
    store.close()
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"ALTER DATABASE {url.rsplit('/')[-1]} SET default_transaction_read_only = on"))
    engine.dispose()
    again = opened(url)
    assert len(again.board("team").entries) == 1
    with pytest.raises(StoreError, match="it can only be read"):
        again.add("team", "Li", LARGE)
    again.close()


@pytest.mark.parametrize("replaced", [False, True], ids=["removed", "replaced"])
def test_a_file_that_was_taken_away_is_named_before_anything_is_written(replaced: bool, tmp_path: Path) -> None:
    file, elsewhere = tmp_path / "board.sqlite", tmp_path / "elsewhere"
    held = opened(f"sqlite:///{file}")
    entry = held.add("team", "Li", Draft("A", {}))
    elsewhere.mkdir()
    for path in tmp_path.glob("board.sqlite*"):
        path.rename(elsewhere / path.name)
    if replaced:
        opened(f"sqlite:///{file}").close()
    for change in (
        lambda: held.add("team", "Li", Draft("B", {})),
        lambda: held.change("team", "Li", entry, note="x"),
        lambda: held.remove("team", "Li", entry.id),
    ):
        with pytest.raises(StoreError, match="removed or replaced while this program ran, and nothing was written"):
            change()
    assert file.exists() == replaced, "nothing is made in its place"
    if replaced:
        assert opened(f"sqlite:///{file}").board("team").entries == ()
    for path in elsewhere.glob("board.sqlite*"):
        path.rename(tmp_path / path.name)
    held.add("team", "Li", Draft("C", {}))
    assert [entry.label for entry in held.board("team").entries] == ["A", "C"], "put back, it is kept in again"
    held.close()


@contextmanager
def held_elsewhere(url: str) -> Iterator[None]:
    """Another program holds the list of the team."""
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        if url.startswith("sqlite"):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(sa.text("SELECT * FROM lists FOR UPDATE"))
        yield
        connection.rollback()
    engine.dispose()


def test_a_list_that_is_held_elsewhere_is_waited_for_once_however_many_ask(url: str, store: BoardStore) -> None:
    def add(label: str) -> float:
        began = time.monotonic()
        with pytest.raises(StoreError, match="held elsewhere for more than 5 seconds; nothing was changed"):
            store.add("team", "Li", Draft(label, {}))
        return time.monotonic() - began

    store.add("team", "Li", Draft("A", {}))
    with held_elsewhere(url), ThreadPoolExecutor(3) as pool:
        waited = list(pool.map(add, "BCD"))
        assert [entry.label for entry in store.board("team").entries] == ["A"], "it can be looked at meanwhile"
    assert 4 < min(waited) <= max(waited) < 9, "5 seconds each, not one after the other"
    assert store.add("team", "Li", Draft("E", {}))


def test_a_list_that_is_held_elsewhere_is_named_when_the_program_starts(url: str, store: BoardStore) -> None:
    store.add("team", "Li", Draft("A", {}))
    if url.startswith("sqlite"):
        with held_elsewhere(url), pytest.raises(StoreError, match="held elsewhere"):
            connect(url)
    assert len(opened(url).board("team").entries) == 1
