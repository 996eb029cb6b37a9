"""How a benefit is said: what was reported of both arms, and the difference, marked as calculated. Nothing is directed."""

from her2core.evidence import wording
from her2core.evidence.adverse_events import CAUSES, cause
from her2core.evidence.benefit import PlainBenefit, PlainOutcome
from her2core.labels import label
from her2core.language import Message, _

_DIFFERENCES = {
    True: (Message("{number} months longer"), Message("{number} months shorter"), Message("no difference")),
    False: (
        Message("{number} percentage points more"),
        Message("{number} percentage points fewer"),
        Message("no difference"),
    ),
}
"""Of a time and of a percentage: more, fewer, the same."""


def sentence(benefit: PlainBenefit) -> str:
    """Say a benefit in one plain sentence: the first time that is held with its hazard ratio, and the adverse events."""
    times = [_say_time(each) for each in benefit.outcomes if each.is_time][:1]
    harms = [_say_harm(each) for each in benefit.outcomes if each.event]
    parts = times + harms or [_say_rate(benefit.outcomes[0])]
    population = benefit.outcomes[0].population
    said = {"arms": arms(benefit), "parts": _("; ").join(parts)}
    return (
        _("{arms} ({population}): {parts}.", population=population, **said)
        if population
        else _("{arms}: {parts}.", **said)
    )


def arms(benefit: PlainBenefit) -> str:
    """Name the two arms, in short where they have a short name."""
    names = [each.short or each.label for each in (benefit.experimental, benefit.control)]
    return _("{experimental} vs {control}", experimental=names[0], control=names[1])


def name(outcome: PlainOutcome) -> str:
    """Name an outcome with what its figures are."""
    if outcome.event:
        grade = _("Grade 3-4") if outcome.event["severe_is_3_4"] else _("Grade 3 or more")
        return f"{grade}, {_(CAUSES[cause(outcome.event)])}"
    assert outcome.endpoint
    if outcome.is_time:
        return _("Median {endpoint}", endpoint=label(outcome.endpoint))
    return label(outcome.endpoint) + _(" at {months} months", months=outcome.at_months)


def value(outcome: PlainOutcome, printed: str) -> str:
    """Format the figure of one arm with its unit; a median that is missing was not reached."""
    if not printed:
        return _("not reached")
    return _("{months} months", months=printed) if outcome.is_time else f"{printed} %"


def difference(outcome: PlainOutcome) -> str:
    """Format the difference with its sign, its unit and, where there is one, its interval; it is always calculated."""
    if outcome.difference is None:
        return _("not known: not reached")
    unit = _("{months} months", months=_signed(outcome.difference))
    if not outcome.is_time:
        unit = _("{difference} percentage points", difference=_signed(outcome.difference))
    if outcome.low is None or outcome.high is None:
        return f"{unit}, {_('calculated')}"
    low, high = (_signed(f"{limit:.1f}") for limit in (outcome.low, outcome.high))
    return f"{unit} ({_('95 % CI {low} to {high}, calculated', low=low, high=high)})"


def ratio(outcome: PlainOutcome) -> str:
    """Format the hazard ratio as reported; "" without one."""
    row = outcome.ratio
    return f"HR {row['value_printed']}{wording.interval(row)}" if row else ""


def _say_time(outcome: PlainOutcome) -> str:
    figures = [printed or _("not reached") for printed in (outcome.experimental, outcome.control)]
    assert outcome.endpoint
    text = _("median {endpoint} {one} vs {other} months", endpoint=outcome.endpoint, one=figures[0], other=figures[1])
    ratios = [ratio(outcome)] if outcome.ratio else []
    return _(", ").join([text + _more(outcome), *ratios])


def _say_harm(outcome: PlainOutcome) -> str:
    assert outcome.event
    return _(
        "{grade} adverse events, {cause}, {one} vs {other} %",
        grade=_("grade 3-4") if outcome.event["severe_is_3_4"] else _("grade 3 or more"),
        cause=_(CAUSES[cause(outcome.event)]),
        one=outcome.experimental,
        other=outcome.control,
    ) + _more(outcome)


def _say_rate(outcome: PlainOutcome) -> str:
    return f"{name(outcome)} {outcome.experimental} vs {outcome.control} %{_more(outcome)}"


def _more(outcome: PlainOutcome) -> str:
    """The difference in brackets; "" where there is none."""
    if outcome.difference is None:
        return ""
    more, fewer, same = _DIFFERENCES[outcome.is_time]
    number = outcome.difference.removeprefix("-")
    words = same if not float(number) else fewer if outcome.difference.startswith("-") else more
    return _(" ({difference}, calculated)", difference=Message(str(words), number=number))


def _signed(number: str) -> str:
    """A number with its sign; 0 has none."""
    if not float(number):
        return number.removeprefix("-")
    return f"\N{MINUS SIGN}{number[1:]}" if number.startswith("-") else f"+{number}"
