"""A real PostgreSQL for tests: made in a temporary folder, on a free port, gone afterwards."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg

USER = "her2"


class Server:
    """A running server; `database` makes an empty database and returns its URL."""

    def __init__(self, bin: Path, folder: Path, port: int) -> None:
        self.bin, self.folder, self.port = bin, folder, port

    def start(self) -> None:
        """Starts it, and waits until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} -c fsync=on"
        command = [self.bin / "pg_ctl", "-D", self.folder / "data", "-l", self.folder / "log", "-w", "-o", options]
        _run([*command, "start"], self.folder)

    def kill(self) -> None:
        """Ends it as a power cut does: the postmaster and all that serve, by SIGKILL, nothing written any more."""
        postmaster = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        serving = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        for pid in (postmaster, *map(int, serving)):
            os.kill(pid, signal.SIGKILL)
        while any(_alive(pid) for pid in (postmaster, *map(int, serving))):
            time.sleep(0.05)
        # Where nothing reaps the dead (a container), their numbers look taken and the next start would be refused.
        for lock in (self.folder / "data" / "postmaster.pid", self.folder / f".s.PGSQL.{self.port}.lock"):
            lock.unlink(missing_ok=True)

    def stop(self) -> None:
        """Ends it at once."""
        subprocess.run(
            _as_user([self.bin / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop"]),
            cwd=self.folder,
            capture_output=True,
        )

    def database(self) -> str:
        """The URL of a new, empty database."""
        name = f"test_{uuid4().hex[:12]}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return self.url(name)

    def url(self, database: str) -> str:
        return f"postgresql://{USER}:secret@127.0.0.1:{self.port}/{database}"


@contextmanager
def server() -> Iterator[Server]:
    """A server while the block runs.

    Raises
    ------
    RuntimeError
        if PostgreSQL is not installed: a test that needs it must fail, not be skipped
    """
    folder = Path(tempfile.mkdtemp(prefix="her2-postgres-"))
    made = Server(_bin(), folder, _free_port())
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    try:
        _run([made.bin / "initdb", "-D", folder / "data", "-U", USER, "-A", "trust", "-E", "UTF8"], folder)
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _bin() -> Path:
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if not installed:
        raise RuntimeError("PostgreSQL is not installed; the tests need its server: apt-get install postgresql")
    return installed[-1].parent


def _as_user(command: list[str | Path]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    return [*prefix, *map(str, command)]


def _run(command: list[str | Path], folder: Path) -> None:
    # To a file: a server that is started keeps a pipe open, and reading it would never end.
    with (folder / "said").open("w+") as said:
        done = subprocess.run(_as_user(command), cwd=folder, stdout=said, stderr=said)
        said.seek(0)
        if done.returncode:
            log = folder / "log"
            raise RuntimeError(f"{command[0]} failed: {said.read()}{log.read_text()[-2000:] if log.exists() else ''}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in {"Z", "X"}
    except OSError:
        return False
