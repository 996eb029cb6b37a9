"""A file that a command writes. It appears whole, or not at all, and takes the place of nothing but a file."""

import os
import re
import shutil
import socket
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from her2core.errors import InputError
from her2core.language import Message


@contextmanager
def replace_file(path: Path) -> Iterator[Path]:
    """Give a temporary name in the same folder, which becomes `path` at the end of the block.

    After an error it is removed; what a process left that was killed goes when the same file is written again. A symbolic link stays,
    and what it leads to is replaced.

    Raises
    ------
    InputError
        if `path` is neither a regular file nor a folder, nor a new name
    """
    target = check_target(path)
    prefix = f"{target.name}.{socket.gethostname()}-"  # another machine may write into a shared folder
    _remove_left_parts(target.parent, prefix)
    part = target.with_name(f"{prefix}{os.getpid()}.part")
    try:
        yield part
        if part.is_dir() and target.is_dir():
            target.rmdir()  # an empty folder: others were refused
        os.replace(part, target)
    finally:
        _remove(part)


def check_target(path: Path) -> Path:
    """Check that something may be written at a path, and return the place, which for a link is where it leads.

    Raises
    ------
    InputError
        if a device, a pipe or a socket stands there, or a link that leads in a circle
    """
    try:
        target = path.resolve()
        kind = target.stat().st_mode
    except FileNotFoundError:
        return target
    except (OSError, RuntimeError) as fault:
        reason = Message("this leads nowhere")
        raise InputError("OUT", str(path), Message("a file that can be written"), reason) from fault
    if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
        reason = Message("this is a device, a pipe or a socket")
        raise InputError("OUT", str(path), Message("a file that can be written"), reason)
    return target


def _remove_left_parts(folder: Path, prefix: str) -> None:
    """Parts of processes that were killed."""
    if sys.platform == "win32" or not folder.is_dir():  # there os.kill ends the process that it asks for
        return
    part = re.compile(re.escape(prefix) + r"(\d+)\.part")
    for each in folder.iterdir():
        if (match := part.fullmatch(each.name)) and not _is_running(int(match[1])):
            with suppress(OSError):
                _remove(each)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # somebody else's
        return True
    return True


def _remove(part: Path) -> None:
    if part.is_dir():
        shutil.rmtree(part, ignore_errors=True)
    else:
        part.unlink(missing_ok=True)
