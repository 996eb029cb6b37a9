"""A cohort to try the page with. Every specimen in it is made up."""

from functools import cache

import pandas as pd

from her2core.cohort.answers import distribution
from her2core.cohort.columns import recognise
from her2core.cohort.files import read_table
from her2core.cohort.table import classify_table
from her2core.data_files import DATA
from her2core.status.case import Case

SAMPLE = "sample-cohort.csv"


def sample() -> bytes:
    """Return the file as it would be uploaded.

    Results as laboratories write them, some of which say nothing certain.
    """
    return (DATA / SAMPLE).read_bytes()


@cache
def sample_distribution() -> pd.DataFrame:
    """Count the tiers of the sample, as `distribution` counts them."""
    frame = read_table(sample(), SAMPLE)
    return distribution(classify_table(frame, recognise(list(frame.columns)), Case().laboratory).frame)
