"""What stands against a comparison through a common control: it is read before the number is.

The assumption of the method is that nothing which changes the effect of treatment differs between the trials (similarity
and consistency: NICE DSU Technical Support Document 1 and 4). So every field on which they may differ is set side by side.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from her2core.evidence.models import Trial
from her2core.labels import Term
from her2core.language import Message
from her2core.networks.contrasts import TrialContrast
from her2core.networks.nodes import NetworkOutcome, load_nodes
from her2core.networks.paths import Path
from her2core.terms import Tier

Side = tuple[TrialContrast, Trial]
"""A contrast, and the trial that it is of."""
Describe = Callable[[TrialContrast, Trial, NetworkOutcome], Message | None]


@dataclass(frozen=True)
class Aspect:
    """One thing on which trials may differ.

    Attributes
    ----------
    values : what holds of each trial, by its id; None where nothing is held on it
    forbids : whether no number is given where it differs, but for trials that the reader chose to let in
    """

    name: Message
    values: dict[str, Message | None]
    names: dict[str, str]
    forbids: bool = False

    @property
    def differs(self) -> bool:
        return len({str(value) for value in self.values.values()}) > 1

    @property
    def is_unknown(self) -> bool:
        """Whether nothing is held on it for any of the trials."""
        return not any(self.values.values())

    @property
    def sentence(self) -> Message:
        """What holds of each trial, in one line."""
        parts = [
            Message("{trial}: {value}", trial=self.names[id], value=value or Message("not collected here"))
            for id, value in self.values.items()
        ]
        return Message("{aspect}: {values}", aspect=self.name, values=_join(parts, "{one}; {other}"))


def list_aspects(sides: Sequence[Side], path: Path, outcome: NetworkOutcome) -> tuple[Aspect, ...]:
    """List everything on which the trials of a path may differ, what forbids a number first."""
    names = {trial.id: trial.name for _contrast, trial in sides}

    def aspect(name: Message, describe: Describe, forbids: bool = False) -> Aspect:
        values = {trial.id: describe(contrast, trial, outcome) for contrast, trial in sides}
        return Aspect(name, values, names, forbids)

    controls = [
        Aspect(Message("Control, taken as one: {node}", node=load_nodes().node(node).name), values, names)
        for node in path[1:-1]
        if (values := _describe_control(sides, node))
    ]
    return (
        aspect(Message("Line"), lambda _contrast, trial, _outcome: Message("{line}", line=Term(trial.setting)), True),
        aspect(Message("HER2 tiers of the patients compared"), _describe_tiers, True),
        aspect(Message("Basis of the tiers"), lambda _contrast, trial, _outcome: Term(trial.tiers_basis)),
        aspect(Message("HER2 eligibility"), lambda _contrast, trial, _outcome: Message(trial.her2_eligibility)),
        *controls,
        aspect(Message("Earlier therapy"), _read("earlier_therapy")),
        aspect(Message("Region"), _describe_regions),
        aspect(Message("Period"), _describe_period),
        aspect(Message("PD-L1"), _read("pdl1")),
        aspect(Message("Maturity"), _describe_maturity),
        aspect(Message("Primary endpoint"), lambda _c, trial, _o: _text(trial.primary_endpoint)),
        *([aspect(Message("Assessor"), _describe_assessor)] if outcome.assessed else []),
        aspect(Message("Design and blinding"), lambda _contrast, trial, _outcome: Message(trial.design)),
        aspect(Message("Patients compared"), lambda contrast, _trial, _outcome: Message(contrast.population)),
        aspect(Message("Patients, further"), _read("patients")),
        aspect(Message("Crossover and later therapy"), _read("later_therapy")),
        aspect(Message("Proportional hazards"), _read("proportional_hazards")),
    )


def list_against(sides: Sequence[Side], path: Path, aspects: Sequence[Aspect]) -> tuple[Message, ...]:
    """List what stands against a comparison, in sentences: first what always does, then what differs, then what is not known."""
    always = Message(
        "No trial compared these two. Randomisation holds inside each trial, not between them: what differs between the trials and changes the effect of treatment biases the result."
    )
    if len({trial.id for _contrast, trial in sides}) == 1:
        always = Message(
            "The trial reports no comparison of these two arms. It is worked out from their comparisons with the control they share; their covariance is not printed and is taken from the numbers of patients."
        )
    against = [always]
    against += [
        Message("{trial}: {why}", trial=contrast.trial_name, why=load_nodes().her2_unselected.why)
        for contrast, _trial in sides
        if contrast.is_unselected
    ]
    against += [aspect.sentence for aspect in aspects if aspect.differs]
    for contrast, _trial in sides:
        if contrast.caution:
            against.append(Message("{trial}: {why}", trial=contrast.trial_name, why=contrast.caution))
        if contrast.is_rough:
            why = Message("the printed ratio lies off the middle of its interval: few digits, so its error is rough")
            against.append(Message("{trial}: {why}", trial=contrast.trial_name, why=why))
        if contrast.calculated:
            why = Message("calculated from the patients with the event, not reported as a comparison")
            against.append(Message("{trial}: {why}", trial=contrast.trial_name, why=why))
    if len(path) > 3:
        against.append(
            Message(
                "The path has {steps} steps: every step adds its own error and its own differences.",
                steps=len(path) - 1,
            )
        )
    unknown = [aspect.name for aspect in aspects if aspect.is_unknown]
    against.append(
        Message(
            "Not collected here, so not compared: {aspects}.",
            aspects=_join([Message("Dose and duration of the control"), *unknown], "{one}; {other}"),
        )
    )
    return tuple(against)


def describe_tiers(tiers: Sequence[str]) -> Message:
    """Name tiers from most to least expression."""
    return _join([Term(tier) for tier in Tier if tier in tiers], "{one}, {other}")


def _describe_tiers(contrast: TrialContrast, _trial: Trial, _outcome: NetworkOutcome) -> Message:
    return describe_tiers([*contrast.tiers])


def _describe_control(sides: Sequence[Side], node: str) -> dict[str, Message | None]:
    arms = {
        trial.id: contrast.arm_a if contrast.a == node else contrast.arm_b
        for contrast, trial in sides
        if node in contrast.edge
    }
    return {trial.id: Message(trial.arm(arms[trial.id]).label) for _contrast, trial in sides if trial.id in arms}


def _describe_regions(_contrast: TrialContrast, trial: Trial, _outcome: NetworkOutcome) -> Message:
    return _join([Message(region) for region in sorted(trial.regions)], "{one}, {other}")


def _describe_period(contrast: TrialContrast, _trial: Trial, _outcome: NetworkOutcome) -> Message | None:
    if contrast.data_cutoff:
        return Message("data cut-off {date}", date=contrast.data_cutoff)
    return Message("reported {year}", year=str(contrast.source_year)) if contrast.source_year else None


def _describe_maturity(_contrast: TrialContrast, trial: Trial, outcome: NetworkOutcome) -> Message | None:
    return _text(load_nodes().reading(trial.id).maturity.get(outcome.endpoint)) if outcome.endpoint else None


def _describe_assessor(contrast: TrialContrast, trial: Trial, outcome: NetworkOutcome) -> Message | None:
    """Of the figures of these patients, else of any others of the endpoint."""
    words = {"independent": Message("independent review"), "investigator": Message("investigator")}
    figures = [each for each in trial.outcomes if each.endpoint == outcome.endpoint and each.assessor]
    of_these = [each for each in figures if each.population == contrast.population]
    named = sorted({each.assessor for each in of_these or figures if each.assessor})
    return _join([words[each] for each in named], "{one}, {other}") if named else None


def _read(field: str) -> Describe:
    """What the note of a trial says of it."""
    return lambda _contrast, trial, _outcome: _text(getattr(load_nodes().reading(trial.id), field))


def _text(text: str | None) -> Message | None:
    return Message(text) if text else None


def _join(parts: Sequence[str], template: str) -> Message:
    text = parts[0] if isinstance(parts[0], Message) else Message(parts[0])
    for part in parts[1:]:
        text = Message(template, one=text, other=part)
    return text
