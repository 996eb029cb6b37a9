"""What a comparison through a common control assumes, in words for a reader."""

from her2core.language import Message

ASSUMPTIONS = (
    Message(
        "Two regimens that were each compared with the same control are compared by Bucher's method (1997): the logarithms of their hazard or odds ratios are subtracted and their variances are added; differences in percentage points are subtracted as they stand."
    ),
    Message(
        "The standard error is taken from the reported interval, at its own level. A p value alone is not used. Where patients with the event are reported and no interval is, the effect is calculated from them and marked."
    ),
    Message(
        "It is assumed that the control is one treatment, that patients of either trial would respond alike, and that hazards are proportional. Reports cannot prove this, so what differs stands before every number; where the line or the HER2 tiers differ there is none."
    ),
    Message(
        "Trials of the same two treatments are pooled by inverse variance, from three trials on with random effects (REML). Two arms of one trial are compared inside it; the covariance of their contrasts is taken from the numbers of patients, since none is printed."
    ),
    Message(
        "Which arms are one treatment is our reading, listed below with its reason. Trials that did not select by HER2 enter by choice alone. Regimens are never ranked. A result describes; a randomised comparison outweighs it."
    ),
)
