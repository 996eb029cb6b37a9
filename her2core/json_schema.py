"""JSON Schemas of the files in `data/`, generated from the models, for editors that check while one types."""

import json
from pathlib import Path

from her2core.data_files import DATA, Model
from her2core.evidence.agents import Agent
from her2core.evidence.models import Trial
from her2core.guidance.models import ApprovalFile, PositionFile
from her2core.status.decision_tables import ReadingTable
from her2core.status.definitions import Definition

MODELS: dict[str, type[Model]] = {
    "trial": Trial,
    "rule": Definition,
    "reading": ReadingTable,
    "agent": Agent,
    "approvals": ApprovalFile,
    "positions": PositionFile,
}
FOLDER = DATA / "schema"


def schemas() -> dict[Path, str]:
    """Return what each file must hold, by its name."""
    return {FOLDER / f"{name}.schema.json": _text(model) for name, model in MODELS.items()}


def write() -> list[Path]:
    """Write every schema, and return the files."""
    FOLDER.mkdir(exist_ok=True)
    for path, text in schemas().items():
        path.write_text(text, encoding="utf-8")
    return list(schemas())


def _text(model: type[Model]) -> str:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
