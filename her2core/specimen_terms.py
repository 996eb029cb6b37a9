"""The words by which specimens of one patient are told apart, as `her2core.terms`."""

from enum import StrEnum


class Site(StrEnum):
    """Where a specimen was taken."""

    PRIMARY = "primary"
    LYMPH_NODE = "lymph node"
    LIVER = "liver"
    PERITONEUM = "peritoneum"
    OTHER = "other"


class TakenAfter(StrEnum):
    """The HER2-directed drug after which a specimen was taken."""

    TRASTUZUMAB = "trastuzumab"
    OTHER = "other anti-HER2 drug"
    NONE = "none"


class Pair(StrEnum):
    """What sets two specimens of one patient apart."""

    BIOPSY_RESECTION = "biopsy and resection"
    PRIMARY_METASTASIS = "primary and metastasis"
    AFTER_TRASTUZUMAB = "before and after trastuzumab"
