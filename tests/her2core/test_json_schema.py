"""An editor that knows the schema says the same as the loader."""

import json

import pytest

from her2core.data_files import DATA
from her2core.json_schema import schemas


@pytest.mark.parametrize("path", schemas(), ids=lambda path: path.name)
def test_the_schema_in_data_is_that_of_the_models(path: object) -> None:
    """`make schema` writes it anew."""
    assert path.read_text(encoding="utf-8") == schemas()[path]  # type: ignore[attr-defined, index]


def test_unknown_keys_are_faults_for_an_editor_too() -> None:
    trial = json.loads((DATA / "schema" / "trial.schema.json").read_text(encoding="utf-8"))
    assert trial["additionalProperties"] is False
    assert trial["$defs"]["Outcome"]["additionalProperties"] is False
    assert trial["$defs"]["Tier"]["enum"] == ["high", "intermediate", "low", "none"]
