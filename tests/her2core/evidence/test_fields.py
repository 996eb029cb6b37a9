"""What stands in a file of data/ reaches whoever asks the core for it, field by field, as it is written there."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from her2core import load_evidence
from her2core.data_files import DATA
from her2core.evidence.agents import load_agents
from her2core.guidance import load_guidance
from tests.rows import each_row

TRIALS = sorted((DATA / "trials").glob("*.yaml"))
AGENTS = sorted((DATA / "agents").glob("*.yaml"))
APPROVALS = sorted((DATA / "guidance" / "approvals").glob("*.yaml"))
POSITIONS = sorted((DATA / "guidance" / "positions").glob("*.yaml"))
# What a figure of a frame is called in the file, where it is not the same.
LIMITS = {"ci_low": 0, "ci_high": 1}
NOT_IN_FRAMES = {"ci", "printed", "upper"}  # as ci_low and ci_high, as value_printed, and in ci_printed


@cache
def content(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def ids(paths: list[Path]) -> list[str]:
    return [path.stem for path in paths]


def is_same(given: object, read: object) -> bool:
    """Whether a cell holds what is written; a missing number is missing, a list is a tuple."""
    if isinstance(given, list):
        return isinstance(read, tuple | list) and [str(part) for part in given] == [str(part) for part in read]
    if given is None:
        return read is None or bool(pd.isna(read))  # type: ignore[call-overload]
    return given == read


@each_row("path", TRIALS, ids=ids(TRIALS))
@each_row("kind", ["outcomes", "comparisons", "safety"])
def test_every_figure_of_a_trial_is_a_row_with_each_of_its_fields(path: Path, kind: str) -> None:
    frame = getattr(load_evidence(), kind)
    rows = frame[frame["trial"] == path.stem].to_dict("records")
    written = content(path)[kind]
    assert len(rows) == len(written)
    for figure, row in zip(written, rows, strict=True):
        low, high = figure.get("ci") or (None, None)
        expected = {name: value for name, value in figure.items() if name not in NOT_IN_FRAMES}
        expected |= {"ci_low": low, "ci_high": high} if kind != "safety" else {}
        assert {name: row[name] for name, value in expected.items() if not is_same(value, row[name])} == {}
        if "printed" in figure:
            assert row["value_printed"] == figure["printed"]


@each_row("path", TRIALS, ids=ids(TRIALS))
def test_every_field_of_a_trial_is_kept(path: Path) -> None:
    written = content(path)
    assert is_kept(written, load_evidence().trials[path.stem].model_dump(mode="json", by_alias=True))


@each_row("path", AGENTS, ids=ids(AGENTS))
def test_every_field_of_an_agent_is_kept(path: Path) -> None:
    assert is_kept(content(path), load_agents()[path.stem].model_dump(mode="json", by_alias=True))


@each_row("path", APPROVALS + POSITIONS, ids=ids(APPROVALS + POSITIONS))
def test_every_field_of_an_approval_and_a_position_is_kept(path: Path) -> None:
    written = content(path)
    kind, head = ("approvals", "region") if path in APPROVALS else ("positions", "guideline")
    entries = getattr(load_guidance(), kind)
    rows = [each.model_dump(mode="json") for each in entries if str(getattr(each, head)) == written[head]]
    assert is_kept([{head: written[head], **row} for row in written[kind]], rows)


def is_kept(written: object, read: object) -> bool:
    """Whether `read` holds everything that is written, key by key; what the file leaves out may have its default."""
    if isinstance(written, Mapping):
        return isinstance(read, Mapping) and all(is_kept(value, read.get(key)) for key, value in written.items())
    if isinstance(written, list):
        return (
            isinstance(read, list)
            and len(written) == len(read)
            and all(is_kept(one, other) for one, other in zip(written, read, strict=True))
        )
    return written == read or (isinstance(written, str) and isinstance(read, str) and written.strip() == read)
