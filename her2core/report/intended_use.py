"""What the app is for and what it is not; in every export too."""

from her2core.language import Message

INTENDED_USE = Message(
    "For oncologists, pathologists and surgeons, to look up how a HER2 result is classified and what has been reported. "
    "It informs and does not direct: every rule, figure and source is shown, so that its basis can be reviewed. It lists what "
    "is held and recommends nothing for a patient. It is not a medical device and does not replace a pathology report, a label "
    "or a guideline."
)
LIMITS = (
    Message("Figures were read in the sources named; what could not be read is not here."),
    Message("Trials differ in patients, HER2 testing and time; arms of different trials must not be compared."),
    Message(
        "Where no interval is reported and responders of n are known, a Wilson 95 % interval is shown and marked as calculated."
    ),
    Message(
        "An upper limit that was not reached is an open arrow, one that the source does not give is a question mark, never a number."
    ),
    Message("Populations often mix tiers; few trials report the intermediate or the low tier alone."),
    Message("Lines marked as our reading go beyond what the source says."),
)
