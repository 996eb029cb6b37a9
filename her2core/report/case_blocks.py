"""The screen of a case as blocks of lines: what slides, paper and page say of it, in the order of the screen."""

from her2core.case_screen import CaseScreen, EvidenceLine, EvidenceOfTier, Line
from her2core.evidence.models import Trial
from her2core.labels import answer, capital
from her2core.language import _
from her2core.report.intended_use import LIMITS
from her2core.report.item import Item
from her2core.report.parts import Bibliography, Block, Run
from her2core.report.specimens import explain_lead, list_specimens
from her2core.status.assessment import Assessment
from her2core.status.definitions import differs, find

Text = tuple[Run, ...]
_FEWEST_STUDIES = 3
"""Of one tier; that many lines of evidence stay where others are folded."""


def list_case_blocks(assessment: Assessment, screen: CaseScreen, cited: Bibliography) -> tuple[Block, ...]:
    """List what the screen of a case says: reason, what is to be considered, labels, guideline, evidence and what is missing."""
    csco = assessment.csco
    why = (Run(_(csco.reason), strong=True), Run(f" [{cited.cite(_(csco.source))}]", quiet=True))
    blocks = [Block(_("Why"), (why, *((Run(sentence),) for sentence in explain_lead(assessment))))]
    if comment := format_comment(assessment):
        blocks.append(Block(_("Consider"), ((Run(comment, strong=True),),)))
    if screen.labels:
        labels = tuple(_format_label(each, cited) for each in screen.labels)
        blocks.append(Block(_("{agency} label", agency=screen.agency.name), labels, least=min(2, len(labels))))
    if screen.guideline:
        positions = tuple(_format_position(each, cited) for each in screen.guideline)
        blocks.append(Block(screen.edition.name, positions, least=min(2, len(positions))))
    elif screen.evidence:
        nothing = ((Run(_("nothing is collected here for this tier and line")),),)
        blocks.append(Block(screen.edition.name, nothing))
    for place, part in enumerate(screen.evidence):
        blocks.append(_format_evidence(part, "" if place else _("Evidence"), len(screen.evidence) > 1, cited))
    if screen.asks_setting:
        blocks.append(Block(_("Setting"), ((Run(_("Which line? Labels, guideline and evidence follow.")),),)))
    if screen.missing:
        blocks.append(Block(_("Missing"), ((Run(" · ".join(screen.missing)),),)))
    if screen.asks_setting:
        blocks += [
            each for each in list_open_blocks(assessment, ()) if each.title in (name_changes(), name_differing())
        ]
    return tuple(blocks)


def list_open_blocks(
    assessment: Assessment, shown: tuple[Trial, ...], readings: tuple[str, ...] = ()
) -> tuple[Block, ...]:
    """List what is uncertain and missing: flags, what would change the tier, other definitions, disagreements, limits.

    Parameters
    ----------
    shown : the trials whose disagreements are to be named
    readings : how ISH or IHC came about
    """
    others = [each for each in assessment.others if differs(each, assessment.csco)]
    definitions = [f"{_(find(each.definition).name)}: {answer(each.answer)}" for each in others]
    disagreements = [
        f"{_(trial.short or trial.name)}: {_(each.about)}. {_('Our reading: {reading}', reading=each.reading)}"
        for trial in shown
        for each in trial.disagreements
    ]
    comment = format_comment(assessment)
    specimens = list_specimens(assessment)
    whole = (
        (
            specimens.title,
            [": ".join(filter(None, (row[0], ", ".join(filter(None, row[1:]))))) for row in specimens.rows],
        ),
        (_("Consider"), [comment] if comment else []),
        (_("What is missing"), [*map(_, assessment.missing)] or [_("Nothing that the tier depends on.")]),
        (name_changes(), [*map(_, assessment.changes)]),
        (_("How the result was read"), [*readings]),
        (name_differing(), definitions or [_("None of {count} others.", count=len(assessment.others))]),
    )
    folding = ((_("Sources disagree"), disagreements), (_("Limits"), [*map(_, LIMITS)]))
    blocks = [_list(title, lines, len(lines)) for title, lines in whole] + [_list(*each, least=1) for each in folding]
    return tuple(block for block in blocks if block.lines)


def _list(title: str, lines: list[str], least: int) -> Block:
    return Block(title, tuple((Run(line),) for line in lines), least=least)


def list_written(item: Item | None) -> list[Block]:
    """List what a meeting's list holds besides the case."""
    if item is None:
        return []
    texts = ((_("Question"), item.question), (_("Note"), item.note), (_("Conclusion"), item.conclusion))
    return [Block(title, ((Run(text),),)) for title, text in texts if text]


def format_comment(assessment: Assessment) -> str:
    """Format what is to be considered of the result: its flags and the comment on it."""
    return " ".join([*(capital(flag) + "." for flag in assessment.csco.flags), _(assessment.comment or "")]).strip()


def name_changes() -> str:
    """Name the block of what would change the answer."""
    return _("What would change the answer")


def name_differing() -> str:
    """Name the block of the definitions that answer otherwise."""
    return _("Other definitions that differ")


def _format_label(line: Line, cited: Bibliography) -> Text:
    source = [Run(f" [{cited.cite(line.source)}]", quiet=True)] if line.source else []
    if not line.name:
        return (Run(line.says, quiet=line.met is False), *source)
    return (Run(f"{line.name} ", strong=True), Run(line.says, quiet=line.met is False), *source)


def _format_position(line: Line, cited: Bibliography) -> Text:
    quiet = line.met is False
    return (Run(f"{line.name} ", strong=not quiet), Run(line.says, quiet=quiet), _cite(cited, line.source))


def _format_evidence(part: EvidenceOfTier, title: str, several: bool, cited: Bibliography) -> Block:
    lines = tuple(_format_study(each, cited) for each in part.lines)
    least = 1 if several else min(_FEWEST_STUDIES, len(lines))
    return Block(title, lines, part.title, part.further, least)


def _format_study(line: EvidenceLine, cited: Bibliography) -> Text:
    regimen = "" if line.name.lower().startswith(line.regimen.lower()) else f"{line.regimen} "
    numbers = " ".join(f"[{cited.cite(each.citation, each.link)}]" for each in line.sources)
    return (
        Run(f"{line.name} ", strong=True),
        Run(regimen),
        Run(" · ".join(line.figures), strong=True),
        Run(" " + " · ".join([line.design, *line.population, *line.marks]) + f" {numbers}", quiet=True),
    )


def _cite(cited: Bibliography, source: str) -> Run:
    return Run(f" [{cited.cite(source)}]", quiet=True)
