"""What fails beside another and passes alone leaves a trace, and cannot become a habit."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

RETRY = Path(__file__).with_name("retry.py")
CONFTEST = Path(__file__).with_name("conftest.py")
TESTS = """
from pathlib import Path
import pytest

@pytest.mark.xdist_group("together")
@pytest.mark.parametrize("n", range({at_first}))
def test_at_first(n):
    before = Path(f"before-{{n}}")
    failed, _ = before.exists(), before.touch()
    assert failed

@pytest.mark.xdist_group("together")
@pytest.mark.parametrize("n", range({always}))
def test_always(n):
    assert False

def test_never():
    pass
"""


@pytest.mark.parametrize(
    ("at_first", "always", "code", "retries"), [(0, 0, 0, 0), (2, 0, 0, 2), (3, 0, 1, 0), (1, 1, 1, 2)]
)
def test_a_retry_is_named_and_counted_and_more_than_two_fail(
    tmp_path: Path, at_first: int, always: int, code: int, retries: int
) -> None:
    shutil.copy(CONFTEST, tmp_path)
    (tmp_path / "test_it.py").write_text(TESTS.format(at_first=at_first, always=always))
    command = [sys.executable, str(RETRY), "-q", "-p", "xdist.plugin", "-n", "1", "--dist", "loadgroup"]
    alone = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, cwd=tmp_path, env=alone, capture_output=True, text=True)
    lines = done.stdout.splitlines()
    assert done.returncode == code, done.stdout
    assert lines[-1].startswith(f"retries: {retries}")
    assert len([line for line in lines if line.startswith("RETRIED: test_it.py::test_")]) == retries


@pytest.mark.xdist_group("together")
def test_tests_of_one_group_stay_in_one_process(request: pytest.FixtureRequest) -> None:
    """Two libraries agree on where the group is written: when they did not, nothing said so."""
    assert request.node.nodeid.endswith("@together") or not os.environ.get("PYTEST_XDIST_WORKER")
