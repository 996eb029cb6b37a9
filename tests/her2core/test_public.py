"""What scripts rely on can be imported from the package itself, and a classification does not load what it does not need."""

import subprocess
import sys

import her2core


def test_every_public_name_can_be_imported() -> None:
    assert [name for name in her2core.__all__ if not hasattr(her2core, name)] == []


def test_one_classification_loads_neither_pandas_nor_scipy() -> None:
    code = (
        "import sys; from her2core import classify; classify(ihc='2+', ish='not amplified'); "
        "print([name for name in ('pandas', 'scipy', 'plotly', 'streamlit') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
