"""The text of a pathology report in, the specimens of it out. Rules in `data/pathology/`, no model: what is not known is not read."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from her2core.language import Message
from her2core.pathology.context import (
    OTHER_TUMOUR,
    UNCLEAR_TIME,
    UNKNOWN_LEAD,
    find_carried_cue,
    find_cue,
    has_known_lead,
)
from her2core.pathology.heads import TAKEN, opens_specimen
from her2core.pathology.lexicon import Word
from her2core.pathology.patterns import Patterns, patterns
from her2core.pathology.plain import make_plain
from her2core.pathology.report import Draft, Finding, PathologyReport, ReportedSpecimen, Unsure
from her2core.pathology.results import (
    CONTRADICTION,
    NOT_UNDERSTOOD,
    OTHER_GENE,
    is_of_her2,
    read_amplification,
    read_count,
    read_cps,
    read_nuclei,
    read_score,
    read_weak_ish,
)
from her2core.pathology.rules import MARKER, load_specimen_words
from her2core.pathology.sentences import Sentence, find_clause_start, is_labelled, split_sentences
from her2core.pathology.unread import NOT_DONE, explain_unread
from her2core.status.case import Field
from her2core.terms import Specimen

MOST = 200_000
"""Characters of a report: a longer text is none, and nothing is read from it."""
LONGEST = 2_000
"""Characters of a sentence."""
TOO_LONG = Message("longer than {most} characters: nothing was read", most=f"{MOST:,}")
NO_SENTENCE = Message("a sentence of more than {most} characters was not read", most=f"{LONGEST:,}")
SECTION = "section"
"""What stands below a heading behind several specimens, and may be of any of them."""
OTHER_TEST = "cue other test"
_ANCHORS = {"her2", "cep17", "ish", "cps", "amplification", *Specimen}


def read_report(text: str) -> PathologyReport:
    """Read what the text of a pathology report says of HER2, of each specimen apart.

    Precision before recall: what is not written in a known form, or stands beside words of a control, another tumour, another
    marker, a plan, a rule or a range, is never in a case; it is listed among `unsure` with the reason.

    Parameters
    ----------
    text : in English or Chinese, up to `MOST` characters

    >>> read_report("Gastric biopsy: HER2 2+, FISH pending.").specimens[0].case
    {'ihc': '2+', 'specimen': 'biopsy'}
    """
    if len(text) > MOST:
        return PathologyReport(text, (ReportedSpecimen({}, {}, (Unsure(0, 0, TOO_LONG),)),))
    rules = patterns()
    plain = make_plain(text)
    found = rules.lexicon.find(plain)
    if not any(word.kind in _ANCHORS for word in found):
        return PathologyReport(text)
    reading = _Reading(plain, rules, any(word.kind == "her2" for word in found))
    for sentence in split_sentences(plain, found, rules):
        reading.read(sentence)
    return PathologyReport(text, reading.finish())


@dataclass
class _Reading:
    """The state of a report while its sentences are gone through, from first to last."""

    plain: str
    rules: Patterns
    names_her2: bool
    drafts: dict[Hashable, Draft] = field(default_factory=dict)
    part: Hashable = 0
    parts: int = 0
    heads: int = 0
    earlier: int = 0
    time: str = "current"
    other: bool = False
    other_lasts: bool = False
    is_ish: bool = False
    tested_otherwise: bool = False
    header: Sentence | None = None
    done: int = 0

    @property
    def draft(self) -> Draft:
        key = ("earlier", self.earlier) if self.time == "earlier" else self.part
        return self.drafts.setdefault(key, Draft(earlier=self.time == "earlier"))

    def read(self, sentence: Sentence) -> None:
        """Read one sentence."""
        if sentence.end - sentence.start > LONGEST:
            if any(word.kind in _ANCHORS for word in sentence.words):
                self.draft.unsure.append(Unsure(sentence.start, sentence.end, NO_SENTENCE))
            return
        self._begin(sentence)
        marker, earlier_end = None, None
        nuclei_read = False
        for word in sentence.words:
            kind = word.kind
            if kind == MARKER or kind == "her2":
                marker = word if kind == MARKER else None
                self.is_ish = self.is_ish and marker is None
            if kind == "earlier":
                if self.time != "earlier":
                    self.earlier += 1
                self.time, earlier_end = "earlier", word.end
            elif kind == "current":
                self.time = "current"
            elif kind == "mention" and self.time == "current" and self.plain.startswith(":", word.end):
                self.time = "unclear"
            elif kind == "other tumour":
                named_here = any(each.kind == "ours" for each in sentence.words)
                mentioned = any(each.kind in ("mention", "earlier") for each in sentence.words)
                self.other, self.other_lasts = True, self.other_lasts or (named_here and not mentioned)
            elif kind == "ours" and not self.other_lasts and not self._names_other_before(sentence, word):
                self.other = False
            elif kind == OTHER_TEST:
                self.tested_otherwise = True
            elif kind in TAKEN or kind == "unclear":
                named = self.plain[word.start : word.end]
                if not self.other_lasts and any(part in named for part in load_specimen_words().stomach_in):
                    self.other = self.other and self._names_other_before(sentence, word)
                self._take_specimen(sentence, word, earlier_end)
            elif word.start >= self.done:
                if kind == "nuclei" and not nuclei_read:
                    nuclei_read = True
                    if marker is None and (self.is_ish or any(each.kind == "cep17" for each in sentence.words)):
                        for each in read_nuclei(self.plain, sentence, self.rules):
                            self._take(sentence, each, earlier_end)
                else:
                    self._take(sentence, self._read_word(sentence, word, marker), earlier_end)
        self._end(sentence)

    def _begin(self, sentence: Sentence) -> None:
        """Take in where the sentence stands: below a header, in a section, at the head of a specimen."""
        plain = self.plain
        labelled = is_labelled(plain, sentence)
        if sentence.after_blank:
            self.header = None
        if self.time != "current" and self.header is None and (sentence.after_blank or labelled):
            self.time = "current"
        if self.other and not self.other_lasts and self.header is None and labelled and self._mentioned:
            self.other = False
        if opens_specimen(plain, sentence):
            if self.part in self.drafts:
                self.parts += 1
            self.heads += 1
            self.part = self.parts
            self.drafts[self.part] = Draft(is_headed=True)
            self.time, self.other, self.other_lasts, self.is_ish, self.header = "current", False, False, False, None
        elif sentence.opens_line and self.rules.section.match(plain, sentence.start, sentence.start + 60):
            if self.heads > 1:
                self.part = SECTION
            if self.header is None:
                self.time = "current"

    _mentioned: bool = False

    def _names_other_before(self, sentence: Sentence, word: Word) -> bool:
        return any(each.kind == "other tumour" and each.start < word.start for each in sentence.words)

    def _read_word(self, sentence: Sentence, word: Word, marker: Word | None) -> Finding | Unsure | None:
        """Read what stands at a word."""
        plain, rules = self.plain, self.rules
        if word.kind == "cps":
            return read_cps(plain, sentence, word, rules)
        if word.kind == "ish":
            self.is_ish = marker is None and self.names_her2 and is_of_her2(plain, sentence, word, rules)
            if self.is_ish and (weak := read_weak_ish(plain, sentence, word, rules)):
                return weak
            return self._explain_unread(sentence, word, marker)
        if word.kind == "amplification":
            finding = read_amplification(plain, sentence, word, rules)
            if finding is None or marker is not None:
                return (
                    Unsure(word.start, word.end, OTHER_GENE if marker else NOT_UNDERSTOOD) if self.names_her2 else None
                )
            names = {each.kind for each in sentence.words if finding.start <= each.start < finding.end}
            if self.is_ish or ("her2" in names and not self.tested_otherwise):
                return finding
            return Unsure(finding.start, finding.end, OTHER_GENE)
        if word.kind in ("her2", "cep17", "mean", "ratio"):
            count = read_count(plain, sentence, word, self.is_ish, rules)
            if isinstance(count, Finding):
                self.is_ish = True
            if count is not None or word.kind != "her2":
                return count
            if self._stands_in_a_list(sentence, word):
                return Unsure(word.start, word.end, OTHER_GENE)
            return read_score(plain, sentence, word, rules) or self._explain_unread(sentence, word, marker)
        return None

    def _stands_in_a_list(self, sentence: Sentence, word: Word) -> bool:
        """Tell whether other markers stand right before: "ER/PR/HER2: 0/0/3+"."""
        before = [each for each in sentence.words if each.end <= word.start]
        if not before or before[-1].kind != MARKER:
            return False
        return not self.plain[before[-1].end : word.start].replace("and", "").strip(" /,、&和及与\n")

    def _explain_unread(self, sentence: Sentence, name: Word, marker: Word | None) -> Unsure | None:
        """Explain what looks like a result and is none. Where the method is only planned, what follows is no ISH result."""
        if (
            name.kind == "her2"
            and self.is_ish
            and any(each.kind == "ish" and each.start < name.start for each in sentence.words)
        ):
            return None
        unread = explain_unread(self.plain, sentence, name, marker is not None, self.rules)
        if name.kind == "ish" and unread and unread.reason is not NOT_DONE:
            self.is_ish = False
        return unread

    def _take(self, sentence: Sentence, read: Finding | Unsure | None, earlier_end: int | None) -> None:
        """Take a result for the specimen in question, unless something around it refuses it."""
        if read is None:
            return
        if isinstance(read, Finding) or read.reason is CONTRADICTION:
            self.done = read.end
        if isinstance(read, Finding) and (reason := self._refusal(sentence, read, earlier_end) or read.doubt):
            if reason in (UNKNOWN_LEAD, read.doubt):
                self.draft.doubted.append(read)
            read = Unsure(read.start, read.end, reason)
        if isinstance(read, Unsure):
            self.draft.unsure.append(read)
        else:
            self.draft.findings.append(read)

    def _refusal(self, sentence: Sentence, finding: Finding, earlier_end: int | None) -> Message | None:
        if self.other:
            return OTHER_TUMOUR
        if self.time == "unclear":
            return UNCLEAR_TIME
        if self.time == "earlier" and earlier_end is not None:
            between = self.plain[earlier_end : finding.start]
            if any(mark in between for mark in ",;") and not self.draft.findings:
                return UNCLEAR_TIME
        if refused := find_carried_cue(self.header, finding.field) or find_cue(
            self.plain, sentence, finding, self.rules
        ):
            return refused
        return None if has_known_lead(self.plain, sentence, finding.start, self.rules) else UNKNOWN_LEAD

    def _take_specimen(self, sentence: Sentence, word: Word, earlier_end: int | None) -> None:
        """Note what was taken; what was taken otherwise leaves it open."""
        if word.kind == "unclear":
            self.draft.is_unclear = True
            return
        finding = Finding(Field.SPECIMEN, word.kind, word.start, word.end)
        if self.other or self.time == "unclear" or find_cue(self.plain, sentence, finding, self.rules):
            return
        if not has_known_lead(self.plain, sentence, word.start, self.rules):
            self.draft.doubted.append(finding)
            return
        clause = find_clause_start(self.plain, sentence, word.start)
        if any(each.kind == "history" and clause <= each.start < word.start for each in sentence.words):
            return
        if not any(found.field is Field.SPECIMEN and found.value == word.kind for found in self.draft.findings):
            self.draft.findings.append(finding)

    def _end(self, sentence: Sentence) -> None:
        """Take in what the sentence leaves behind it: below a header its words hold on."""
        if sentence.is_header:
            self.header = sentence
        elif self.time == "earlier" and self.header is None:
            self.time = "unclear"
        kinds = {word.kind for word in sentence.words}
        if "other tumour" in kinds:
            self._mentioned = bool(kinds & {"mention", "earlier"})

    def finish(self) -> tuple[ReportedSpecimen, ...]:
        """Put the specimens together; one without a result gives its doubts to the first that has one."""
        drafts = [draft for draft in self.drafts.values() if draft.findings or draft.unsure or draft.is_unclear]
        parts = [draft for key, draft in self.drafts.items() if isinstance(key, int)]
        section = self.drafts.get(SECTION)
        headed = [draft for draft in parts if draft.is_headed]
        if section and len({draft.specimen for draft in headed}) == 1:
            section.findings += [each for each in headed[0].findings if each.field is Field.SPECIMEN]
        if self.heads == 1 and self.parts == 1 and self.drafts[1].specimen is None and not self.drafts[1].is_unclear:
            # What stands above the only head speaks of the same specimen: "送检材料：胃窦活检 ... （胃窦）腺癌".
            self.drafts[1].findings += [each for each in parts[0].findings if each.field is Field.SPECIMEN]
            self.drafts[1].is_unclear = parts[0].is_unclear
        with_result = [draft for draft in drafts if draft.has_result]
        if with_result:
            doubts = [each for draft in drafts if not draft.has_result for each in draft.unsure]
            return tuple(draft.finish(doubts if place == 0 else ()) for place, draft in enumerate(with_result))
        if not drafts:
            return ()
        alone = Draft()
        for draft in drafts:
            if not draft.earlier:
                alone.findings += draft.findings
                alone.is_unclear = alone.is_unclear or draft.is_unclear
            alone.unsure += draft.unsure
        finished = alone.finish()
        return (finished,) if finished.case or finished.unsure else ()
