"""`python -m her2core classify --fhir FILE`: the status of each specimen in a bundle, the newest first, and which leads."""

import json
from collections.abc import Callable
from pathlib import Path

from her2core.errors import InputError
from her2core.language import Message
from her2core.report.fhir.reading import read_fhir
from her2core.status.assessment import Assessment, assess
from her2core.status.definitions import Classification, classify
from her2core.status.specimens import choose_leading, do_differ, sort_specimens


def classify_bundle(
    path: Path,
    definition: str | None,
    as_json: Callable[[Classification], dict[str, object]] | None,
    as_text: Callable[[Classification], str],
) -> int:
    """Print the status of each specimen in a bundle, what was read, and what was not used; return the exit status.

    Parameters
    ----------
    path : of the file
    definition : the id of a file in `data/rules/`; where None, the one that gives tiers
    as_json, as_text : how a classification is printed; as text where `as_json` is None

    Raises
    ------
    InputError
        in one line, where the file cannot be read, or counts or staining in it cannot be used
    """
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise InputError("fhir", str(path), Message("a file that can be read"), fault.strerror) from None
    read = read_fhir(content)
    assessed = [(assess(each.case), each) for each in read.cases]
    assessments = sort_specimens([assessment for assessment, _each in assessed])
    ordered = [next(each for one, each in assessed if one is assessment) for assessment in assessments]
    results = [_classify(each, definition) for each in assessments]
    place = choose_leading(assessments).place
    unused = [str(each) for each in read.unused]
    if as_json:
        specimens = [
            {**as_json(result), "specimen": each.specimen, "case": each.case}
            for each, result in zip(ordered, results, strict=True)
        ]
        several = {
            "leading": None if place is None else specimens[place],
            "differ": do_differ(assessments),
            "specimens": specimens,
        }
        answer = specimens[0] if len(specimens) == 1 else several
        print(json.dumps({**answer, "unused": unused}, ensure_ascii=False, indent=2))
        return 0
    for number, (each, result) in enumerate(zip(ordered, results, strict=True)):
        if len(results) > 1:
            print(f"specimen: {each.specimen or 'not named'}{' (leading)' if number == place else ''}")
        print(as_text(result))
        print("read: " + "; ".join(f"{field} {text}" for field, text in each.case.items()))
    if len(results) > 1:
        print(f"the specimens {'differ' if do_differ(assessments) else 'do not differ'}; each keeps its own answer")
    if unused:
        print("not used: " + "; ".join(unused))
    return 0


def _classify(assessment: Assessment, definition: str | None) -> Classification:
    for fault in assessment.faults:
        raise fault
    return classify(assessment.csco.ihc, assessment.csco.ish, definition)
