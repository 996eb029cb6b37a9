"""The files of `data/`: each is read once, checked against a model, and refused with every fault named."""

from fractions import Fraction
from pathlib import Path
from typing import Annotated, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, ValidationError

from her2core.errors import DataError

DATA = Path(__file__).parent.parent / "data"


class Model(BaseModel):
    """What stands in `data/`: unknown keys are faults, and nothing is changed once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def exact(number: float | str) -> Fraction:
    """Read the decimal as it is written: 1.8 is 18/10, not the nearest binary fraction."""
    return Fraction(str(number))


def plain(number: Fraction | None) -> int | float | None:
    """Return a limit as it stands in a file: a number, whole where it is."""
    if number is None:
        return None
    return int(number) if number.denominator == 1 else float(number)


Limit = Annotated[
    Fraction | None, BeforeValidator(lambda number: None if number is None else exact(number)), PlainSerializer(plain)
]
M = TypeVar("M", bound=Model)


def read_source(path: Path) -> str:
    """Read the text of a file that comes with the program, such as a script of the browser: a page opens none itself."""
    return path.read_text(encoding="utf-8")


def read(model: type[M], path: Path) -> M:
    """Read one validated file of `data/`.

    Raises
    ------
    DataError
        naming the file and the key of every fault
    """
    place = f"{path.parent.name}/{path.name}"
    try:
        content = yaml.load(read_source(path), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        raise DataError([f"{place}: {' '.join(str(fault).split())}"]) from fault
    try:
        loaded = model.model_validate(content)
    except ValidationError as fault:
        raise DataError([f"{place}: {line}" for line in _format_faults(fault)]) from fault
    id = getattr(loaded, "id", path.stem)
    if id != path.stem:
        raise DataError([f"{place}: id: {id!r} is not the name of the file"])
    return loaded


def read_folder(model: type[M], folder: Path) -> tuple[list[M], list[str]]:
    """Read every file of a folder that holds no fault, in the order of their names, and every fault of the others."""
    models: list[M] = []
    faults: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            models.append(read(model, path))
        except DataError as fault:
            faults += fault.faults
    return models, faults


def refuse(faults: list[str]) -> None:
    """Raise a DataError where there are faults."""
    if faults:
        raise DataError(faults)


def _format_faults(fault: ValidationError) -> list[str]:
    """Each fault in one line: its key, what is wrong, and what stands there."""
    errors = fault.errors()
    # A list whose only entry is faulty is also called too short: that says nothing.
    parents = {error["loc"][:length] for error in errors for length in range(len(error["loc"]))}
    lines = []
    for error in errors:
        if error["type"] == "too_short" and error["loc"] in parents:
            continue
        given = error["input"]
        shown = f"; {given!r} given" if isinstance(given, str | int | float) and error["type"] != "value_error" else ""
        lines.append(f"{_key(error['loc'])}: {error['msg'].removeprefix('Value error, ')}{shown}")
    return lines


def _key(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location) or "file"
