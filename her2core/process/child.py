"""What runs in a process of its own: it sets its limits, does one task, and says in one line why it could not.

The task is a function of ours, `package.module:function`. It takes what stands on the standard input and writes what it made to
the standard output.
"""

import ctypes
import json
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from her2core.language import Message

REFUSED, TOO_LARGE = 3, 4
"""How the process ends where the task says why it cannot be done, or where it needs more memory than it may have."""
LIBRARIES = 1 << 30
"""Bytes of addresses that the code of libraries takes; it is no memory that the task asks for."""
_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG"""


def limit_process(memory: int, seconds: int, parent: int) -> None:
    """Limit this process where the system can.

    Parameters
    ----------
    memory : bytes that it may ask for
    seconds : of a processor
    parent : the id of the process that waits for it; it does not outlive that
    """
    if sys.platform == "win32":
        return
    import resource

    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:  # it died before that was heard
            sys.exit(TOO_LARGE)
        with suppress(OSError):  # where memory ends all the same, this process goes and not the server
            Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    limits = {
        resource.RLIMIT_CORE: 0,  # no image of it on disk, because it holds patients
        resource.RLIMIT_DATA: memory,
        resource.RLIMIT_AS: memory + LIBRARIES,
        resource.RLIMIT_CPU: seconds,
    }
    for limit, most in limits.items():
        with suppress(ValueError, OSError):  # macOS does not limit memory, a container may have limited it further
            # One more to the end: at the first a process is told why, at the last it is killed as for any other reason.
            resource.setrlimit(limit, (most, most + 1 if limit == resource.RLIMIT_CPU else most))


def main() -> int:
    """Run the task that the command line names, and return the exit status."""
    task, memory, seconds, parent = sys.argv[1:]
    limit_process(int(memory), int(seconds), int(parent))
    module, _colon, function = task.partition(":")
    try:
        getattr(import_module(module), function)(sys.stdin.buffer.read(), sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except MemoryError:
        return TOO_LARGE
    except Exception as fault:
        message = getattr(fault, "message", None)
        if not isinstance(message, Message):
            raise
        print(json.dumps([message.template, message.values]), file=sys.stderr)
        return REFUSED
    return 0
