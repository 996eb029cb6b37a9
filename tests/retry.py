"""Runs pytest, and judges what failed once more, alone: `python tests/retry.py [options and folders of pytest]`.

A browser test may fail because another one had the machine. A retry is named and counted in the last lines, and more than
two in one run fail it: that is no accident any more.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

MOST = 2
"""How many tests of one run may be judged again."""
GROUP = re.compile(r"@[^\]@]*$")
"""What stands behind the name of a test that stays with others in one process, but not where it runs alone."""


def run(arguments: list[str]) -> int:
    """Runs pytest with these arguments, twice where at most two tests failed; returns the exit code."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pytest", *arguments, "-o", f"cache_dir={folder}"]
        code = subprocess.run(command).returncode
        last_failed = Path(folder) / "v" / "cache" / "lastfailed"
        failed = list(json.loads(last_failed.read_text(encoding="utf-8"))) if last_failed.exists() else []
        failed = [GROUP.sub("", test) for test in failed]
        if code != pytest.ExitCode.TESTS_FAILED or not failed:
            print("retries: 0")
            return code
        if len(failed) > MOST:
            print(f"retries: 0 ({len(failed)} tests failed, and at most {MOST} are judged again)")
            return code
        last_failed.write_text(json.dumps(dict.fromkeys(failed, True)), encoding="utf-8")
        code = subprocess.run([*command, "--last-failed", "-n", "0"]).returncode
    for test in failed:
        print(f"RETRIED: {test}")
    print(f"retries: {len(failed)}")
    return code


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
