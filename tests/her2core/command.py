"""The command line, run in the process of the test: a new Python takes seconds to import what this one has."""

import io
from contextlib import redirect_stderr, redirect_stdout
from subprocess import CompletedProcess

from her2core.__main__ import main


def run_command(*arguments: str) -> CompletedProcess[str]:
    """Run a command, and return its exit status and what it wrote, as `python -m her2core` in a process of its own would."""
    out, errors = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(errors):
        try:
            status = main(arguments)
        except SystemExit as end:
            status = int(end.code or 0)
    return CompletedProcess(arguments, status, out.getvalue(), errors.getvalue())
