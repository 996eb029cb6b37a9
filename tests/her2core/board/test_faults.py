"""Where the list cannot be kept, a clear sentence says why and where; what was kept before stays."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
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
    with pytest.raises(StoreError, match="missing") as fault:
        connect(postgres.url("missing"))
    assert "secret" not in fault.value.message


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
