"""The patterns of a report's results, built from the words in `data/pathology/`. Each takes time linear in its text.

What may stand between a name and its value is taken whole or not at all (`*+`), so that no text is gone through twice.
"""

import re
from dataclasses import dataclass
from functools import cache

from her2core.pathology.lexicon import Lexicon, alternate
from her2core.pathology.rules import HARMLESS, MARKER, load_cues, load_specimen_words, load_words
from her2core.terms import IshResult

_SCORE = r"(?P<plus>[0-3]\s?\+|\+{1,3})|(?P<zero>0)|(?P<sign>-)"
_BLANK = r"[\s:=\-]"


@dataclass(frozen=True)
class Patterns:
    """All patterns; `ihc` begins at a name of HER2, `ish_weak` at one of ISH, `ish_clause` at the beginning of a clause."""

    lexicon: Lexicon
    ihc: re.Pattern[str]
    ihc_tail: re.Pattern[str]
    ish_tail: re.Pattern[str]
    cps_tail: re.Pattern[str]
    category_behind: re.Pattern[str]
    own_score: re.Pattern[str]
    another_score: re.Pattern[str]
    lead: re.Pattern[str]
    general_before: re.Pattern[str]
    like_a_result: re.Pattern[str]
    ish_clause: re.Pattern[str]
    ish_weak: re.Pattern[str]
    ish_lead: re.Pattern[str]
    not_done: re.Pattern[str]
    shows: re.Pattern[str]
    count: re.Pattern[str]
    count_words: Lexicon
    number: re.Pattern[str]
    cps: re.Pattern[str]
    nuclei: re.Pattern[str]
    section: re.Pattern[str]
    sentence_end: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """Build the patterns, once."""
    words, specimens = load_words(), load_specimen_words()
    her2, ish = alternate(words.names["her2"]), alternate(words.names["ish"])
    joiners, about = alternate(words.range_joiners), alternate(words.about)
    no_range = (
        rf"(?![\d%+?‰])(?!\s?\+\s?/?\s?-)(?!\s?[.]\d)(?!\s?,\d)"
        rf"(?!\s?(?:[-–—~/±]|{joiners}|→|->)\s?[(]?(?:{alternate(words.score_words)}\s)?[<>≥≤0-9]\s?[\d+.)]?)"
        rf"(?!\s?[,、]\s?[0-3]\s?\+)(?!\s?\([^()\n]{{0,30}}\)\s?{joiners}\s?\d)"
    )
    percent = rf"(?:{about}\s?|~)?\d{{1,3}}(?:\.\d)?\s?%[\s,]{{0,3}}"
    number = rf"(?P<number>\d{{1,4}}(?:\.\d{{1,3}})?){no_range}(?!\s?{alternate(words.range_after)})"
    category = alternate(word for each in words.categories.values() for word in each.words)
    score_word = alternate(words.score_words)
    aside = rf"\((?![^()\n]{{0,40}}(?:(?<![a-z0-9])[0-3]\s?\)|{category}))[^()+\n]{{0,40}}\)"
    digit = r"[\s:=(]{0,4}(?:of\s)?[0-3](?!\s?\+)"
    ihc_filler = rf"(?:{alternate(words.ihc_fillers)}|{score_word}(?!{digit})|-(?={category})|{percent}|\s|[:=|]|(?<=\s)[-–—](?=\s)|{aside}|\((?=\s?(?:{alternate(words.ihc_fillers)}|{score_word}|{category}|[0-3+])))"
    ish_filler = rf"(?:{her2}|{ish}|{alternate(words.ish_fillers)}|(?<=\s)[-–—](?=\s)|-(?=amplified)|[\s:\[\]()=])"
    gene = rf"(?:(?:{her2}|{ish}|{alternate(words.gene_words)}|[\s/:()])*+)"
    results = "|".join(f"(?P<{_group(result)}>{alternate(those, gene)})" for result, those in words.ish_results.items())
    weak = "|".join(f"(?P<{_group(result)}>{alternate(those)})" for result, those in words.ish_weak.items())
    noun, noun_zh = alternate(words.amplification_noun), alternate(words.amplification_zh)
    verdict = rf"(?!\s?[,:]?\s?[(]?\s?(?:{alternate(words.verdicts)}|[-+]\)))"
    undecided = rf"(?!\s{{0,3}}(?:{alternate(words.alternatives)}|/|\?))"
    end = rf"(?=\s{{0,3}}(?:\(\s?{ish}[^()\n]{{0,10}}\))?\s{{0,3}}(?:[,;。)\]\n]|\.(?:\s|$)|$))"
    end_of_word = r"(?=\s{0,3}(?:[,;。)\](/\n]|\.(?:\s|$)|$))"
    bracket = r"\([^()\n]{0,80}\)|\[[^\[\]\n]{0,80}\]"
    end_of_clause = r"(?:[,;。、!(|\n\t]|\.(?:\s|$)|$|(?<=\s)[-–—])"
    markers = alternate(load_cues().markers)
    tail_percent = rf"(?:[<>≥≤~]|{about})?\s?\d{{1,3}}(?:\.\d)?\s?%?\s?[-~]?\s?(?:\d{{1,3}}\s?)?%"
    counts = words.counts
    label = alternate(
        [
            *words.names["her2"],
            *words.names["cep17"],
            *counts.mean,
            *counts.per,
            *counts.copies,
            *counts.ratio,
            *counts.joiners,
        ]
    )
    abbreviated = "".join(rf"(?<! {re.escape(each)})" for each in words.abbreviations)
    nuclei = words.nuclei
    nouns, verbs = alternate(nuclei.nouns), alternate(nuclei.verbs)
    fill_nuclei = rf"(?:{alternate(nuclei.fillers)}|[\s:=()])"
    return Patterns(
        lexicon=Lexicon(_kinds()),
        ihc=re.compile(
            rf"{her2}(?P<fill>(?:{ihc_filler})*+)(?:(?P<category>{category})(?:[\s,:(\[-]|{alternate(words.ihc_fillers)}|{score_word}(?!{digit})|{percent})*+)?"
            rf"(?:[(\[]\s?)?(?:{percent})?(?:(?P<named>{score_word})[\s:=(]{{0,4}}(?:of\s)?(?P<digit>[0-3])(?!\s?\+|\d|\.\d)|(?P<points>[0-3])\s?{alternate(words.points)}|{_SCORE}){no_range}"
        ),
        ihc_tail=re.compile(
            rf"(?:{alternate(words.ihc_tail)}|{category}|{tail_percent}|[^\S\n\t]|[)\]/-]|{bracket})*+(?:{end_of_clause}|{her2}?[^\S\n]?{ish}|{markers})"
        ),
        ish_tail=re.compile(
            rf"(?:{her2}|{ish}|{alternate(words.ish_tail)}|[^\S\n\t]|[)\]/:]|{bracket}|\d{{1,3}}(?:\.\d{{1,3}})?(?!\s?%))*+{end_of_clause}"
        ),
        cps_tail=re.compile(
            rf"(?:{alternate(words.cps_fillers)}|[^\S\n\t]|[)\]]|{bracket}|{alternate(words.points)})*+{end_of_clause}"
        ),
        category_behind=re.compile(rf"\s?[)\]]?\s?(?:[(\[,/–—-]\s?)?(?P<category>{category})(?=\s?(?:[)\].,;。\n]|$))"),
        own_score=re.compile(r"[0-3]\s?\+|\+{2,3}"),
        another_score=re.compile(rf"(?:[)\s,、;%\d.~(-]|{about}){{0,20}}?[0-3]\s?\+"),
        lead=re.compile(
            rf"(?:{alternate({*words.lead, *words.ihc_fillers, *words.ish_fillers, *words.score_words, *counts.joiners, *counts.copies, *counts.per})}|{category}|[a-z]?\d[\da-z]*|[^\w]|_)*+"
        ),
        general_before=re.compile(rf"\s*{alternate(words.general_before)}\s*"),
        like_a_result=re.compile(
            rf"[0-3]\s?\+|\+{{1,3}}|\(\s?-\s?\)|{alternate(words.score_words)}\s?:?\s?\d|{category}|"
            rf"{alternate(words.names['amplification'])}|{alternate(words.not_done)}"
        ),
        ish_clause=re.compile(
            rf"(?P<fill>(?:{ish_filler})*+)(?:(?:{results}){undecided}|(?P<noun>{noun})(?!\s?{_BLANK}){end}|(?P<noun_zh>{noun_zh}){verdict}{end})"
        ),
        ish_weak=re.compile(
            rf"{ish}(?:{ish_filler})*+(?:{weak})(?!\s?(?:{alternate(words.not_after_weak)}|/|\?)){end_of_word}"
        ),
        ish_lead=re.compile(rf"(?:{ish_filler})*+"),
        not_done=re.compile(rf"(?:{ish_filler})*+(?P<not_done>{alternate(words.not_done)})"),
        shows=re.compile(alternate(words.shows)),
        count=re.compile(
            rf"(?P<label>(?:{label}|[\s:/()]|-to-)++)(?P<fill>(?:{alternate(counts.fillers)}|[\s(])*+){number}"
        ),
        count_words=Lexicon(
            {
                "her2": words.names["her2"],
                "cep17": words.names["cep17"],
                "mean": (*counts.mean, *counts.per),
                "copies": tuple(set(counts.copies) - set(counts.copy_number)),
                "copy number": counts.copy_number,
                "ratio": counts.ratio,
            }
        ),
        number=re.compile(number),
        cps=re.compile(rf"{alternate(words.names['cps'])}(?:{alternate(words.cps_fillers)}|[\s(\[])*+{number}(?!\s?%)"),
        nuclei=re.compile(
            rf"(?<![\d.+<>≥≤~/-])(?<![<>≥≤~x×*]\s)(?P<first>\d{{1,4}}){no_range}\s?(?:(?:{nouns})\s?(?:{verbs})|{alternate(nuclei.alone)}(?=\s?(?:[,;.:)。]|$)))|"
            rf"(?:{verbs})\s?(?:{nouns})?{fill_nuclei}*+(?P<second>\d{{1,4}}){no_range}\s?(?:{nouns}|{alternate(words.measure_words)})|"
            rf"(?:{nouns})\s?(?:{verbs}){fill_nuclei}*+(?P<third>\d{{1,4}}){no_range}|"
            rf"(?:{alternate(nuclei.before)})\s?(?:{nouns})\s?(?:{verbs})?{fill_nuclei}*+(?P<fourth>\d{{1,4}}){no_range}"
        ),
        section=re.compile(rf"\s*(?:\d{{1,2}}\s?[.)、]\s?)?[\[(]?(?:{alternate(specimens.sections)})\s?[\])]?\s?[:\n]"),
        sentence_end=re.compile(rf"[。;!\n]|{abbreviated}\.(?=\s|$)"),
    )


def _group(result: IshResult) -> str:
    return result.value.replace(" ", "_")


def read_group(match: re.Match[str]) -> IshResult | None:
    """Read which ISH result a pattern has matched; None for none."""
    return next((result for result in IshResult if match.groupdict().get(_group(result)) is not None), None)


def _kinds() -> dict[str, tuple[str, ...]]:
    """The words that are looked for in every report, by what they stand for."""
    words, cues, specimens = load_words(), load_cues(), load_specimen_words()
    kinds: dict[str, tuple[str, ...]] = {
        **{str(name): those for name, those in words.names.items()}, "mean": words.counts.mean, "ratio": words.counts.ratio, MARKER: cues.markers, HARMLESS: cues.harmless,
        "nuclei": words.nuclei.nouns, "unclear": specimens.unclear, "history": specimens.history, "ours": specimens.ours,
        "site": specimens.sites, "weak site": specimens.weak_sites, "other tumour": specimens.other_tumours,
        "mention": specimens.mentions, "earlier": specimens.earlier, "current": specimens.current,
    }  # fmt: skip
    return (
        kinds
        | {f"cue {cue.id}": cue.words for cue in cues.cues}
        | {specimen.value: those for specimen, those in specimens.specimens.items()}
    )
