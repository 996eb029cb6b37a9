"""Tests of HER2 that give no tier, with what is held on each: read from `data/no-tier.yaml`."""

from functools import cache

from her2core.data_files import DATA, Model, read


class Finding(Model):
    """What was found with a test, and where it was read."""

    text: str
    source: str


class OtherTest(Model):
    """A test of HER2 that no definition of status takes as an input."""

    id: str
    name: str
    held: tuple[Finding, ...]


class _OtherTestsFile(Model):
    tests: tuple[OtherTest, ...]


@cache
def load_other_tests() -> tuple[OtherTest, ...]:
    """Load every test that gives no tier."""
    return read(_OtherTestsFile, DATA / "no-tier.yaml").tests
