"""How a study is said in one line: its arms by their drugs, its figures, and what must be known of its population."""

import re

from her2core.case_screen.choice import Figure, Study
from her2core.evidence.agents import agent_name
from her2core.evidence.drugs import is_chemotherapy, read_drugs
from her2core.evidence.models import Arm, Comparison, Outcome, Trial
from her2core.evidence.regimens import is_certain
from her2core.evidence.strength import newest_report
from her2core.guidance.wording import phase
from her2core.labels import label
from her2core.language import _, join_words
from her2core.status.populations import load_populations
from her2core.terms import AgentClass, Analysis, Guideline, Measure, Tier

_BRACKETS = re.compile(r"\s*[(（][^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*[)）]\s*$")
_BEYOND_NAME = re.compile(r"\s*[(（:：,，].*$")
_CLAUSE = re.compile(r"[:;：；]")
_DEGREE = 95


def shorten_name(text: str) -> str:
    """Return the name of a trial or an arm as far as its first comma, colon or bracket."""
    return _BEYOND_NAME.sub("", text) or text


def _drop_brackets(text: str) -> str:
    return _BRACKETS.sub("", text) or text


def format_arms(study: Study) -> str:
    """Name the regimen of a study, against its control where it has one."""
    treated = _list_drugs(study.arm)
    control = _list_drugs(study.control) if study.control else []
    alike = [each for each in study.trial.arms if each.role is study.arm.role and _list_drugs(each) == treated]
    if treated == control or len(alike) > 1:  # arms that differ by dose or cohort alone are told apart by their labels
        treated = [shorten_name(_(study.arm.label))]
    if study.control and _list_drugs(study.arm) == control:
        control = [shorten_name(_(study.control.label))]
    if study.control is None:
        return _capitalise(" + ".join(treated))
    added = [each for each in treated if each not in control]
    if added and len(added) < len(treated) and set(control) < set(treated):
        return _capitalise(f"{' + '.join(control)} ± {' + '.join(added)}")
    versus = _("{experimental} vs {control}", experimental=" + ".join(treated), control=" + ".join(control))
    return _capitalise(versus)


def _list_drugs(arm: Arm) -> list[str]:
    """The drugs of an arm, chemotherapy of several drugs as such; the arm's own label where they do not name it."""
    if not is_certain(arm):
        return [shorten_name(_(arm.label))]
    drugs = read_drugs(arm)
    named = [agent for drug in drugs for agent in drug.agents if not is_chemotherapy(agent)]
    chemotherapy = [agent for drug in drugs for agent in drug.agents if is_chemotherapy(agent)]
    unnamed = any(drug.unnamed and AgentClass.CHEMOTHERAPY in drug.drug_class for drug in drugs)
    words = [_lower(agent_name(agent)) for agent in dict.fromkeys(named)]
    if len(chemotherapy) == 1 and not unnamed:
        words.append(_lower(agent_name(chemotherapy[0])))
    elif chemotherapy or unnamed:
        words.append(label(AgentClass.CHEMOTHERAPY))
    if any(AgentClass.RADIOTHERAPY in drug.drug_class for drug in drugs):
        words.append(label(AgentClass.RADIOTHERAPY))
    return words or [shorten_name(_(arm.label))]


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:] if text[1:2].islower() else text


def format_design(study: Study) -> str:
    """Say how strong the evidence is and why: the design, the phase, how many patients, the year of the newest report."""
    parts = [join_words([label(study.trial.allocation), phase(study.trial)])]
    if patients := count_patients(study):
        parts.append(f"n {patients}")
    if year := newest_report(study.trial):
        parts.append(str(year))
    return " · ".join(parts)


def count_patients(study: Study) -> int | None:
    """Count the patients of the first figure: as reported of the contrast, else of both arms; None where it is not held."""
    figure = study.figures[0]
    if figure.contrast and figure.contrast.n:
        return figure.contrast.n
    sides = [(figure.treated, study.arm), *([(figure.control, study.control)] if study.control else [])]
    counts = [_count(outcome, arm, study.trial) for outcome, arm in sides]
    return sum(each for each in counts if each) if all(counts) else None


def _count(outcome: Outcome | None, arm: Arm, trial: Trial) -> int | None:
    """As reported of the figure; where it is of the whole arm, how many that has."""
    if outcome is None or outcome.n:
        return outcome.n if outcome else None
    whole = outcome.analysis is Analysis.HEADLINE and set(outcome.tiers) == set(trial.tiers)
    return arm.n if whole else None


def format_figure(figure: Figure) -> str:
    """Format an endpoint: both arms with the contrast and its interval, or the one arm with its count where it is held."""
    name, treated, control = figure.endpoint.value, figure.treated, figure.control
    contrast = _contrast(figure.contrast) if figure.contrast else ""
    if treated is None or (control is None and contrast):
        return f"{name} {contrast}"
    if control is None:
        counted = f" ({treated.responders}/{treated.n})" if treated.responders is not None and treated.n else ""
        return f"{name} {_value(treated)}{counted}"
    one, other = _value(treated), _value(control)
    if treated.value is not None and control.value is not None:
        one = str(treated.value)  # the unit once, behind both
    values = f"{name} {_('{one} vs {other}', one=one, other=other)}"
    return f"{values}, {contrast}" if contrast else values


def _value(outcome: Outcome) -> str:
    if outcome.value is None:
        return _("not reached")
    return f"{outcome.value} %" if outcome.unit == "percent" else _("{months} months", months=str(outcome.value))


def _contrast(contrast: Comparison) -> str:
    is_ratio = contrast.measure is not Measure.DIFFERENCE
    measure = contrast.measure.value if is_ratio else label(contrast.measure)
    value = contrast.printed or _decimals(contrast.value, is_ratio)
    if contrast.ci is None:
        return f"{measure} {value} ({_('interval not reported')})"
    low, high = (_("not given") if each is None else _decimals(each, is_ratio) for each in contrast.ci)
    level = "" if contrast.ci_level == _DEGREE else f"{contrast.ci_level} % CI "
    return f"{measure} {value} ({level}{low}\N{EN DASH}{high})"


def _decimals(number: float, is_ratio: bool) -> str:
    return f"{number:.2f}" if is_ratio and len(str(number).partition(".")[2]) < 2 else str(number)


def list_populations(study: Study, tier: Tier) -> list[str]:
    """List what must be known of the population: the CPS or the subgroup it is, the tiers it mixes, and a choice by ISH."""
    texts = []
    if study.whole:
        texts.append(_("whole trial"))
    by_cps = study.limits is not None and study.limits.cps is not None
    subgroup = next((each for each in study.reported if each.analysis is Analysis.SUBGROUP), None)
    whole = set(study.reported[0].tiers) == set(study.trial.tiers)
    if subgroup or not (study.alone or whole):
        texts.append(_drop_brackets(_((subgroup or study.reported[0]).population)))
    if not study.alone and not by_cps:
        tiers = {tier for each in study.reported for tier in each.tiers}
        others = join_words(label(each) for each in Tier if each in tiers and each is not tier)
        texts.append(_("any HER2") if tiers == set(Tier) else _("also {tiers}", tiers=others))
    mark = load_populations()[study.limits.her2].says if study.limits and study.limits.her2 else None
    return [*texts, _(mark)] if mark else texts


def list_marks(study: Study, guideline: Guideline) -> list[str]:
    """List the marks of a study: no HER2-directed drug, singled out by the source review, sources that differ, cautions."""
    marks = []
    if not study.directed:
        marks.append(_("no HER2 drug"))
    if study.recommended and not study.directed:
        marks.append(_("recommended by {guideline}", guideline=label(guideline)))
    if any(isinstance(each, Outcome) and each.source_review for each in study.reported):
        marks.append("★ " + _("source review"))
    shown = {figure.endpoint for figure in study.figures}
    cautions = dict.fromkeys(each.caution for each in study.reported if each.caution)
    if not cautions and any(shown & set(each.endpoints) for each in study.trial.disagreements):
        marks.append("≠ " + _("Sources disagree"))
    return marks + ["⚠ " + _CLAUSE.split(_(each))[0].strip() for each in cautions]
