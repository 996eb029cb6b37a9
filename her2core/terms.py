"""The words of the field as enumerations.

Each value is the language-neutral name used in links, files and JSON; what a reader sees is looked up in `locales/`.
"""

from enum import StrEnum


class IhcScore(StrEnum):
    """HER2 immunohistochemistry score by the gastric rules (Hofmann 2008, Rüschoff 2010)."""

    ZERO = "0"
    ONE = "1+"
    TWO = "2+"
    THREE = "3+"
    NOT_DONE = "not done"


class IshResult(StrEnum):
    """HER2 gene status by in situ hybridisation; FISH is one ISH method."""

    AMPLIFIED = "amplified"
    NOT_AMPLIFIED = "not amplified"
    EQUIVOCAL = "equivocal"
    NOT_EVALUABLE = "not evaluable"
    NOT_DONE = "not done"


class Tier(StrEnum):
    """The four HER2 expression tiers of CSCO 2025, from most to least expression."""

    HIGH = "high"
    INTERMEDIATE = "intermediate"
    LOW = "low"
    NONE = "none"


class Binary(StrEnum):
    """The older two-class reading, with its two ways of not being one."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    EQUIVOCAL = "equivocal"
    NOT_ASSIGNABLE = "not assignable"


class State(StrEnum):
    """What a result still needs."""

    FINAL = "final"
    NEEDS_REFLEX_ISH = "needs reflex ISH"
    RE_TEST = "re-test"
    NEEDS_IHC = "needs IHC"
    CORRECT_COUNTS = "correct the counts"
    """Of a case whose ISH counts cannot be used: no definition gives it."""


class Flag(StrEnum):
    """A caution beside a result. A flag never changes a tier by itself."""

    DISCORDANT = "discordant"
    BORDERLINE = "borderline"
    COPY_NUMBER_RULE_DECIDES = "copy-number rule decides"
    LOW_COPY_NUMBER = "low copy number"
    POLYSOMY = "polysomy"
    COPIES_NOT_REPORTED = "copies not reported"
    BELOW_THRESHOLD = "strong staining below the threshold"
    CLUSTER_BELOW_THRESHOLD = "cluster below the threshold"
    SCORED_AS_BIOPSY = "scored as a biopsy"


class Basis(StrEnum):
    """Whether the source says so, or is silent and this is our reading."""

    STATED = "stated"
    READING = "reading"


class Specimen(StrEnum):
    RESECTION = "resection"
    BIOPSY = "biopsy"
    CELL_BLOCK = "cell block"
    CORE_BIOPSY_OF_METASTASIS = "core biopsy of a metastasis"


class Intensity(StrEnum):
    """Membrane staining: none; faint, partial; weak to moderate, or strong, complete, basolateral or lateral."""

    NONE = "none"
    FAINT = "faint"
    WEAK_TO_MODERATE = "weak to moderate"
    STRONG = "strong"


class Probe(StrEnum):
    DUAL = "dual"
    SINGLE = "single"


class YesNo(StrEnum):
    YES = "yes"
    NO = "no"


class Controls(StrEnum):
    PASSED = "passed"
    FAILED = "failed"


class RecountZone(StrEnum):
    ON = "on"
    OFF = "off"


class CopyRule(StrEnum):
    """Whether six or more HER2 copies a nucleus count as amplified when the ratio is below 2.0."""

    RATIO_ONLY = "ratio only"
    RATIO_OR_COPIES = "ratio or copies"


COPY_RULE = CopyRule.RATIO_ONLY
"""The rule of a laboratory that states none: the tier is Chinese, and CACA 2023, ToGA, Hofmann 2008 and the EU label know
the ratio only. `CopyRule.RATIO_OR_COPIES` stays a setting (Allina Health, NCCN)."""


class Setting(StrEnum):
    PERIOPERATIVE = "perioperative"
    FIRST_LINE = "first-line"
    SECOND_LINE = "second-line"
    THIRD_LINE_PLUS = "third-line-plus"


class AgentClass(StrEnum):
    MONOCLONAL_ANTIBODY = "monoclonal antibody"
    BISPECIFIC_ANTIBODY = "bispecific antibody"
    ADC = "ADC"
    TKI = "TKI"
    CHECKPOINT_INHIBITOR = "checkpoint inhibitor"
    ANTI_ANGIOGENIC = "anti-angiogenic"
    CHEMOTHERAPY = "chemotherapy"
    VACCINE = "vaccine"


class Endpoint(StrEnum):
    """Efficacy endpoints. A rate at a landmark is the endpoint plus `at_months`."""

    ORR = "ORR"
    DCR = "DCR"
    DOR = "DOR"
    PFS = "PFS"
    OS = "OS"
    EFS = "EFS"
    DFS = "DFS"
    PCR = "pCR"
    MPR = "MPR"
    R0 = "R0 resection"
    RESECTION = "resection rate"
    COMPLETE_RESPONSE = "complete response"
    YPN0 = "ypN0"
    NEAR_COMPLETE = "near-complete pathological response"
    GRADE_1B = "pathological response (>= grade 1b, Japanese classification)"


class Allocation(StrEnum):
    """How patients came to their arm."""

    RANDOMISED = "randomised"
    SINGLE_ARM = "single-arm"
    NON_RANDOMISED = "non-randomised"


class TrialStatus(StrEnum):
    PUBLISHED = "published"
    PRESENTED = "presented"
    PRESS_RELEASE = "press-release"
    ONGOING = "ongoing"
    TERMINATED = "terminated"
    WITHDRAWN = "withdrawn"


class SourceKind(StrEnum):
    PAPER = "paper"
    ABSTRACT = "abstract"
    LABEL = "label"
    PRESS_RELEASE = "press-release"
    REVIEW = "review"


class Role(StrEnum):
    EXPERIMENTAL = "experimental"
    CONTROL = "control"
    SINGLE = "single"


class Analysis(StrEnum):
    """headline: the figure to chart; subgroup: part of the population; earlier: interim, superseded or alternative."""

    HEADLINE = "headline"
    SUBGROUP = "subgroup"
    EARLIER = "earlier"


class Measure(StrEnum):
    """HR and OR and RR are ratios; a difference is in percentage points, or in months where the endpoint is a time."""

    HR = "HR"
    OR = "OR"
    RR = "RR"
    DIFFERENCE = "difference"


class Agency(StrEnum):
    """Who approves."""

    US_FDA = "US FDA"
    EU_EMA = "EU EMA"
    CHINA_NMPA = "China NMPA"
    JAPAN_PMDA = "Japan PMDA"


class Guideline(StrEnum):
    """Who recommends."""

    CSCO = "CSCO"
    CACA = "CACA"
    NCCN = "NCCN"
    ESMO = "ESMO"
    ASCO = "ASCO"
    JGCA = "JGCA"


class Eligibility(StrEnum):
    """Whether a case meets a label's own HER2 definition and PD-L1 limit, or what is still needed to tell.

    A label that is silent on ISH does not say; an application has no label to meet, only the criterion of its trial.
    """

    MEETS = "meets"
    DOES_NOT_MEET = "does not meet"
    NEEDS_ISH = "needs ISH"
    REPEAT_ISH = "repeat ISH"
    NEEDS_IHC = "needs IHC"
    NEEDS_CPS = "needs CPS"
    NOT_SAID = "label does not say"
    CRITERION_MET = "no label; the trial's criterion is met"


class LabelPart(StrEnum):
    """What a label asks of a case."""

    HER2 = "HER2"
    PD_L1 = "PD-L1"
    LINE = "line"
    EARLIER_THERAPY = "earlier therapy"


class Verdict(StrEnum):
    """Whether a case meets a label in all its parts."""

    MET = "met"
    NOT_MET = "not met"
    CANNOT_TELL = "cannot tell"
    NO_LABEL = "applied for, not approved"


class Share(StrEnum):
    """What series count as one group when they say how common HER2 expression is."""

    IHC_0 = "ihc_0"
    IHC_1 = "ihc_1plus"
    IHC_2_ANY_ISH = "ihc_2plus_any_ish"
    IHC_3 = "ihc_3plus"
    HER2_LOW = "her2_low_combined"
    HER2_POSITIVE = "her2_positive"


class Change(StrEnum):
    """How two HER2 results of one patient may differ."""

    CONCORDANT = "concordant"
    DISCORDANT = "discordant"
    CHANGED = "changed"
    POSITIVE_TO_NEGATIVE = "positive_to_negative"
    NEGATIVE_TO_POSITIVE = "negative_to_positive"
    NEGATIVE_TO_POSITIVE_ONE_TEST = "negative_to_positive_one_baseline_test"
    NEGATIVE_TO_POSITIVE_REPEATED_TEST = "negative_to_positive_repeated_baseline_test"
    IHC_1_TO_POSITIVE_ONE_TEST = "ihc_1plus_to_positive_one_baseline_test"
    IHC_0_TO_POSITIVE_ONE_TEST = "ihc_0_to_positive_one_baseline_test"
    AMPLIFIED_TO_NOT = "amplified_to_not_amplified"
    NOT_TO_AMPLIFIED = "not_amplified_to_amplified"
    AMPLIFIED_BEFORE = "amplified_before"
    AMPLIFIED_AT_END = "amplified_at_end"
    BIOPSY_RESECTION_CONCORDANT = "biopsy_resection_concordant"
    PRIMARY_METASTASIS_CONCORDANT = "primary_metastasis_concordant"
    LOCAL_POSITIVE_CENTRAL_NEGATIVE = "local_positive_central_negative"
    LOCAL_NEGATIVE_CENTRAL_POSITIVE = "local_negative_central_positive"
