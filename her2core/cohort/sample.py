"""A cohort to try the page with. Every specimen in it is made up."""

from her2core.tables import DATA

SAMPLE = "sample-cohort.csv"


def sample() -> bytes:
    """The file as it would be uploaded: results as laboratories write them, some of which say nothing certain."""
    return (DATA / SAMPLE).read_bytes()
