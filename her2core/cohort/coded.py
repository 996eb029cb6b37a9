"""Frames in memory (pandas, PyArrow): values become numbers, and a pair of numbers finds its answer by place."""

from collections.abc import Mapping
from typing import Any

import narwhals as nw
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from her2core.cohort.spellings import COLUMNS, Spellings, spellings
from her2core.errors import InputError
from her2core.language import Message
from her2core.status.definitions import Definition
from her2core.terms import IshResult

Codes = NDArray[np.int64]


def classify(
    frame: nw.DataFrame[Any], ihc: str, ish: str, rules: Definition, settings: Mapping[str, Any] | None = None
) -> tuple[Any, Spellings]:
    """Classify the frame by codes.

    Its columns and those of a classified one, as categories, and how its values were read.
    """
    ihc_codes, ihc_values = _codes(frame[ihc], "ihc")
    ish_codes, ish_values = _codes(frame[ish], "ish")
    read = spellings(rules, ihc_values, ish_values, settings)
    of_ihc, of_ish = (np.array(places or [0], dtype=np.int8) for places in read.places)
    places = of_ihc[ihc_codes] * (len(IshResult) + 1) + of_ish[ish_codes]
    native = frame.to_native()
    is_arrow = frame.implementation.is_pyarrow()
    native = (
        native.drop_columns([n for n in COLUMNS if n in native.column_names]) if is_arrow else native.copy(deep=False)
    )
    for place, name in enumerate(COLUMNS):
        column = _column([answer[place] for answer in read.answers], places)
        if is_arrow:
            native = native.append_column(name, column)
        else:
            native[name] = column.to_pandas().set_axis(native.index)
    return native, read


def _column(answers: list[str | None], places: Codes) -> pa.DictionaryArray:
    """A column of few words: for each row the answer at its place."""
    words = sorted({word for word in answers if word is not None})
    of_answer = np.array([-1 if word is None else words.index(word) for word in answers] or [-1], dtype=np.int8)
    codes = of_answer[places]
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), pa.array(words, pa.string()))


def _codes(series: nw.Series[Any], field: str) -> tuple[Codes, list[object]]:
    """A number for each row, and the value that each number stands for."""
    native = series.to_native()
    if series.implementation.is_pandas_like() and native.dtype == object:
        try:
            codes, values = native.factorize(use_na_sentinel=False)
            if any(not isinstance(value, str) and value in (0, 1) for value in values):
                # True and 1 are one value to a hash table, and only 1 is a score.
                native = native.map(lambda value: str(value) if isinstance(value, bool | np.bool_) else value)
                codes, values = native.factorize(use_na_sentinel=False)
        except TypeError:
            raise InputError(field, Message("a column of {kind}", kind="objects"), Message("text or numbers")) from None
        return codes.astype(np.int64), list(values)
    array: Any = series.to_arrow()
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    try:
        encoded = array if isinstance(array, pa.DictionaryArray) else array.dictionary_encode(null_encoding="encode")
    except pa.ArrowNotImplementedError:
        raise InputError(
            field, Message("a column of {kind}", kind=str(array.type)), Message("text or numbers")
        ) from None
    indices = encoded.indices.fill_null(len(encoded.dictionary))  # a category has no place for a missing value
    return indices.to_numpy(zero_copy_only=False).astype(np.int64), [*encoded.dictionary.to_pylist(), None]
