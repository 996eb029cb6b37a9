"""A hospital's own evidence: a folder beside `data/` in the same form, joined to it and marked.

`HER2_EVIDENCE` names the folder; its `trials/`, `agents/`, `guidance/approvals/` and `guidance/positions/` hold files as
`data/` does. A file with a fault is left out, and named; what stands in `data/` cannot be replaced.
"""

import os
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

from her2core.data_files import DATA, Model, read_folder
from her2core.language import OWN

ENVIRONMENT = "HER2_EVIDENCE"
M = TypeVar("M", bound=Model)


def mark_own(text: str) -> str:
    """Return a name marked as one of the hospital's own; the mark is said in every language."""
    return text if text.endswith(OWN) else text + OWN


def find_folder() -> Path | None:
    """Find the folder that this installation names, None where it names none."""
    named = os.environ.get(ENVIRONMENT, "").strip()
    return Path(named) if named else None


@cache
def read_own(
    model: type[M], kind: str, find_faults: Callable[[M], Iterable[str]] = lambda _file: ()
) -> tuple[tuple[M, ...], tuple[str, ...]]:
    """Read the hospital's own files of a kind.

    Parameters
    ----------
    kind : the folder, as in `data/`: "trials", "agents", "guidance/approvals", "guidance/positions"
    find_faults : what else must hold of a file than its model says

    Returns
    -------
    the files without a fault, and every fault of the others
    """
    folder = find_folder()
    if folder is None:
        return (), ()
    if not folder.is_dir():
        return (), (f"{ENVIRONMENT}: {folder} is not a folder",)
    accepted: list[M] = []
    files, faults = read_folder(model, folder / kind)
    for file in files:
        id = str(getattr(file, "id", ""))
        wrong = [f"{kind}/{id}.yaml: {fault}" for fault in find_faults(file)]
        if (DATA / kind / f"{id}.yaml").exists():
            wrong.append(f"{kind}/{id}.yaml: id: {id!r} is in data/ already, and cannot be replaced")
        faults += wrong
        if not wrong:
            accepted.append(file)
    return tuple(accepted), tuple(faults)
