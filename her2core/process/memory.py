"""How much memory this program may use, and how what it no longer needs goes back to the system."""

import ctypes
import os
import sys
from contextlib import suppress
from pathlib import Path

CGROUPS = Path("/sys/fs/cgroup")
OWN_CGROUP = Path("/proc/self/cgroup")
_UNLIMITED = 1 << 60
"""Bytes from which on a limit is none: version 1 writes the largest number that it can hold."""


def read_memory_limit(cgroups: Path = CGROUPS, own: Path = OWN_CGROUP) -> int:
    """Read how many bytes this program may use: what its container allows, else what the machine has.

    Every group above the own one limits as well, so the smallest number counts. Both versions of cgroups are read, and inside a
    container also the root, since there the own group stands at it.
    """
    limits = [_read_machine()]
    for line in _read(own).splitlines():
        _number, controllers, path = line.split(":", 2)
        if controllers == "":
            folder, name = cgroups, "memory.max"
        elif "memory" in controllers.split(","):
            folder, name = cgroups / "memory", "memory.limit_in_bytes"
        else:
            continue
        group = folder / path.lstrip("/")
        places = [group, *(parent for parent in group.parents if parent.is_relative_to(folder))]
        texts = (_read(place / name).strip() for place in places)
        limits += [int(text) for text in texts if text.isdecimal()]
    return min(limit for limit in limits if 0 < limit <= _UNLIMITED)


def use_one_allocator() -> None:
    """Let Arrow take its memory from C, which gives it back: an allocator of its own keeps what its threads have once had."""
    import pyarrow

    pyarrow.set_memory_pool(pyarrow.system_memory_pool())


def give_back_memory() -> None:
    """Give memory that was freed back to the system: the allocators of Arrow and of C keep it otherwise."""
    if pyarrow := sys.modules.get("pyarrow"):
        pyarrow.default_memory_pool().release_unused()
    with suppress(OSError, AttributeError):  # glibc alone has it
        ctypes.CDLL(None).malloc_trim(0)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""


def _read_machine() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # Windows
        return _UNLIMITED
