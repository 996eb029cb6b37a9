"""The results that a sentence writes, each read where its name stands. What is around it is judged elsewhere."""

import re

from her2core.errors import InputError
from her2core.language import Message
from her2core.pathology.lexicon import Word
from her2core.pathology.patterns import Patterns, read_group
from her2core.pathology.report import Finding, Unsure
from her2core.pathology.rules import MARKER, is_accepted, load_words
from her2core.pathology.sentences import Sentence, find_clause_start
from her2core.status.case import Field
from her2core.status.notation import read_ihc
from her2core.terms import IhcScore, IshResult

FAR = 300
"""A value stands within so many characters of its name, or is not its."""
_LEGEND = re.compile(r"\n\s*(?:score\s)?[0-3]\s?\+?\s")
CONTRADICTION = Message("the score and the word beside it contradict each other")
NOT_A_MEAN = Message("not said to be a mean a nucleus: totals are no copies")
NOT_UNDERSTOOD = Message("not in a form that is understood without doubt")
SEVERAL_SCORES = Message("several scores for one name")
LIMIT = Message("a limit or a range, not a figure")
SIGN = Message("a sign alone is no score")
OTHER_GENE = Message("of another marker, or not clearly of HER2")
NOT_IN_RANGE = Message("outside what can be entered")


def read_score(plain: str, sentence: Sentence, name: Word, patterns: Patterns) -> Finding | Unsure | None:
    """Read the IHC score behind a name of HER2; None where none stands there in a known form."""
    match = patterns.ihc.match(plain, name.start, name.start + FAR)
    if match is None:
        return None
    fill = match["fill"]
    if "\n" in fill and (fill.lstrip(" ").startswith("\n") or ("\n\n" in fill.replace(" ", "") and ":" not in fill)):
        return None
    start, end = match.span()
    written = match["plus"] or match["digit"] or match["points"] or match["zero"] or match["sign"]
    written = "".join(written.split())
    if written in ("+", "-"):
        return Unsure(start, end, SIGN)
    try:
        score = read_ihc(written)
    except InputError:
        return Unsure(start, end, NOT_UNDERSTOOD)
    behind = patterns.category_behind.match(plain, end, end + FAR)
    for word in (match["category"], behind["category"] if behind else None):
        if word is not None and score not in _scores_of(word):
            return Unsure(start, behind.end() if behind else end, CONTRADICTION)
    if another := patterns.another_score.match(plain, end, end + FAR):
        return Unsure(start, another.end(), SEVERAL_SCORES)
    is_legend = "\n" in fill and _LEGEND.search(plain, end, end + FAR)
    before = plain[find_clause_start(plain, sentence, start) : start]
    is_general = not fill.strip() and patterns.general_before.fullmatch(before)
    if is_legend or is_general:
        return Unsure(start, end, NOT_UNDERSTOOD)
    doubt = None if patterns.ihc_tail.match(plain, end, end + FAR) else NOT_UNDERSTOOD
    return Finding(Field.IHC, score.value, start, end, doubt)


def _scores_of(word: str) -> tuple[IhcScore, ...]:
    word = " ".join(word.split())
    return next((each.scores for each in load_words().categories.values() if word in each.words), ())


def is_of_her2(plain: str, sentence: Sentence, name: Word, patterns: Patterns) -> bool:
    """Tell whether a method's name is of HER2: its clause names HER2, or nothing before it is unknown ("CCND1 FISH")."""
    clause = find_clause_start(plain, sentence, name.start)
    if any(each.kind == "her2" and clause <= each.start < name.start for each in sentence.words):
        return True
    return patterns.ish_lead.fullmatch(plain, clause, name.start) is not None


def read_weak_ish(plain: str, sentence: Sentence, name: Word, patterns: Patterns) -> Finding | Unsure | None:
    """Read "positive" or "negative" behind the name of the method."""
    match = patterns.ish_weak.match(plain, name.start, min(sentence.end + 1, name.start + FAR))
    result = read_group(match) if match else None
    before = plain[max(sentence.start, name.start - 8) : name.start].rstrip()
    is_one_of_two = before.endswith((" and", "和", "及", "&", "与")) or (before[-1:] == "/" and before[-2:-1].isalpha())
    if match is None or result is None or is_one_of_two or _names_marker(sentence, *match.span()):
        return None
    start, end = match.span()
    if following := patterns.ish_clause.match(plain, end, min(sentence.end + 1, end + FAR)):
        if read_group(following) not in (result, None):
            return Unsure(start, following.end(), CONTRADICTION)
        end = following.end()
    return Finding(Field.ISH, result.value, start, end) if patterns.ish_tail.match(plain, end, end + FAR) else None


def read_amplification(plain: str, sentence: Sentence, word: Word, patterns: Patterns) -> Finding | None:
    """Read what is said of amplification where every word of it is known, from the beginning of its clause or a name on."""
    clause = find_clause_start(plain, sentence, word.start)
    names = [
        each.start for each in sentence.words if clause <= each.start <= word.start and each.kind in ("her2", "ish")
    ]
    denied = any(each.kind.startswith("cue ") and clause <= each.start < word.start for each in sentence.words)
    opening = plain.rfind("(", clause, word.start)
    for start in [clause] if denied else [clause, *([opening] if opening >= 0 else []), *names]:
        match = patterns.ish_clause.match(plain, start, min(sentence.end + 1, start + FAR))
        if match is None or match.end() < word.end or _names_marker(sentence, start, match.end()):
            continue
        result = read_group(match)
        if match["noun_zh"] or (match["noun"] and patterns.shows.search(match["fill"])):
            result = IshResult.AMPLIFIED
        if result and patterns.ish_tail.match(plain, match.end(), match.end() + FAR):
            blank = len(match[0]) - len(match[0].lstrip())
            return Finding(Field.ISH, result.value, start + blank, match.end())
    return None


def _names_marker(sentence: Sentence, start: int, end: int) -> bool:
    return any(each.kind == MARKER and start <= each.start < end for each in sentence.words)


def read_count(plain: str, sentence: Sentence, word: Word, is_ish: bool, patterns: Patterns) -> Finding | Unsure | None:
    """Read a ratio or a mean number of copies at a word of its name; None where it names neither.

    Parameters
    ----------
    is_ish : whether the words before speak of HER2 ISH, so that "ratio" alone is this one
    """
    match = patterns.count.match(plain, word.start, min(sentence.end, word.start + FAR))
    if match is None:
        return _limit(plain, sentence, word)
    label = match["label"]
    kinds = {kind for _start, _end, kind in patterns.count_words.find(label)}
    if {"her2", "cep17"} <= kinds:
        field = Field.RATIO if "ratio" in kinds or "/" in label or ":" in label else None
    elif "ratio" in kinds:
        field = Field.RATIO if is_ish and "cep17" not in kinds else None
    elif _is_mean(kinds, match["number"], is_ish):
        field = Field.HER2_COPIES if "her2" in kinds else Field.CEP17_COPIES if "cep17" in kinds else None
    else:
        return (
            Unsure(*match.span(), NOT_A_MEAN)
            if kinds & {"copies", "copy number"} and kinds & {"her2", "cep17"}
            else None
        )
    if field is None:
        return None
    return check_number(field, match["number"], *match.span())


def _is_mean(kinds: set[str], number: str, is_ish: bool) -> bool:
    """Tell whether copies are a mean a nucleus: said to be, or a fraction, which no total is."""
    if "mean" in kinds:
        return is_ish or bool(kinds & {"copies", "copy number"})
    return is_ish and ("copy number" in kinds or ("copies" in kinds and "." in number))


def _limit(plain: str, sentence: Sentence, word: Word) -> Unsure | None:
    if word.kind != "ratio":
        return None
    end = min(sentence.end, word.end + 25)
    digits = [place for place in range(word.end, end) if plain[place].isdigit()]
    return Unsure(word.start, digits[-1] + 1, LIMIT) if digits else None


def check_number(field: Field, number: str, start: int, end: int) -> Finding | Unsure:
    """Check that a number can be entered."""
    return Finding(field, number, start, end) if is_accepted(field, number) else Unsure(start, end, NOT_IN_RANGE)


def read_cps(plain: str, sentence: Sentence, name: Word, patterns: Patterns) -> Finding | Unsure | None:
    """Read the combined positive score of PD-L1."""
    match = patterns.cps.match(plain, name.start, name.start + FAR)
    if match and patterns.cps_tail.match(plain, match.end(), match.end() + FAR):
        return check_number(Field.CPS, match["number"], *match.span())
    end = min(sentence.end, name.end + 15)
    digits = [place for place in range(name.end, end) if plain[place].isdigit()]
    return Unsure(name.start, digits[-1] + 1, LIMIT) if digits else None


def read_nuclei(plain: str, sentence: Sentence, patterns: Patterns) -> list[Finding | Unsure]:
    """Read the number of nuclei that were counted."""
    return [
        check_number(Field.NUCLEI, next(number for number in match.groups() if number), *match.span())
        for match in patterns.nuclei.finditer(plain, sentence.start, sentence.end)
    ]
