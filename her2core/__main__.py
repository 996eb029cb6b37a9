"""The command line: `python -m her2core classify ...`, `... classify-cohort`,
`... read-report`, `... export`, `... compare`, `... check`, `... changes` and `... schema`.

Exit status: 0; 1 for a fault in the data or a file that could not be written; 2 for bad input, in one clear line.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from her2core.errors import DataError, InputError
from her2core.language import Message, list_missing_catalogues
from her2core.networks.command import add_compare
from her2core.pathology.command import add_read_report
from her2core.report.command import add_export
from her2core.status.definitions import Classification, classify, definitions, find


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what cannot be used, and end."""
        self.exit(2, f"her2core: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    given = _parser().parse_args(arguments)
    try:
        status = int(given.run(given))
        if sys.stdout:  # None where it was closed before this began
            sys.stdout.flush()
        return status
    except BrokenPipeError:
        _forget_output()  # whoever read it has read enough
        return 1
    except OSError as fault:
        _forget_output()
        print(f"her2core: {fault.filename or 'the output'}: {fault.strerror or fault}", file=sys.stderr)
        return 1
    except InputError as fault:
        print(f"her2core: {fault}", file=sys.stderr)
        return 2
    except DataError as fault:
        print(fault, file=sys.stderr)
        return 1


def _forget_output() -> None:
    """What could not be written would be tried once more at the end, with a traceback."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m her2core", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    one = commands.add_parser("classify", help="HER2 status of one case")
    one.add_argument("--ihc", help='IHC score: 0, 1+, 2+, 3+, "not done", or as laboratories write it')
    one.add_argument("--ish", help='ISH result: amplified, "not amplified", ..., or as laboratories write it')
    one.add_argument(
        "--specimen",
        metavar="PAIRS",
        action="append",
        help='one of several, in place of both: "date=2026-01 site=liver kind=biopsy ihc=2+ after=trastuzumab"',
    )
    one.add_argument("--fhir", metavar="FILE", type=Path, help="a FHIR R4 or R4B bundle in JSON, in place of both")
    one.add_argument("--definition", metavar="ID", help="id of a definition (default: the one that gives tiers)")
    one.add_argument("--json", action="store_true", help="as JSON")
    one.set_defaults(run=_classify)
    many = commands.add_parser("classify-cohort", help="HER2 status of every row of a file, however long")
    many.add_argument(
        "given", metavar="IN", type=Path, help=".csv, .tsv, .txt, .xlsx, .parquet, or a folder of .parquet files"
    )
    many.add_argument("out", metavar="OUT", type=Path, help=".csv, .tsv, .parquet; for dask and spark a new folder")
    many.add_argument("--ihc", metavar="COLUMN", help="column of IHC scores (default: the one known by its name)")
    many.add_argument("--ish", metavar="COLUMN", help="column of ISH results (default: the one known by its name)")
    many.add_argument("--definition", metavar="ID", help="id of a definition (default: the one that gives tiers)")
    many.add_argument("--engine", default="pandas", help="pandas (default), polars, duckdb, dask or spark")
    many.add_argument("--sheet", metavar="NAME", help="of a workbook, where several sheets may hold the cohort")
    many.add_argument("--reports", metavar="COLUMN", help="column with the text of reports, to be read as results")
    many.add_argument(
        "--map",
        metavar="ihc:SPELLING=WORD",
        action="append",
        default=[],
        help="what a spelling that is not known stands for; several may be given, and ish:SPELLING=WORD",
    )
    many.add_argument("--errors", metavar="FILE", type=Path, help="CSV of every entry that could not be read")
    many.set_defaults(run=_classify_cohort)
    add_export(commands.add_parser("export", help="the pack of one case, as slides, paper, page or FHIR"))
    add_read_report(commands.add_parser("read-report", help="what the text of a pathology report says"))
    add_compare(commands.add_parser("compare", help="two regimens through the control that both were compared with"))
    commands.add_parser("check", help="validate data/ and report every fault").set_defaults(run=_check)
    changes = commands.add_parser("changes", help="what changed in data/trials/, for data/changes.yaml")
    changes.add_argument("before", metavar="FOLDER", type=Path, help="the trials of an earlier version")
    changes.set_defaults(run=_list_changes)
    commands.add_parser("schema", help="write the JSON Schemas of data/ for editors").set_defaults(run=_schema)
    return parser


def _classify(given: argparse.Namespace) -> int:
    if given.fhir is not None:
        from her2core.report.fhir.command import classify_bundle

        return classify_bundle(given.fhir, given.definition, _as_json if given.json else None, _as_text)
    if given.specimen:
        from her2core.report.specimen_command import classify_specimens

        for name in ("ihc", "ish"):
            if (entry := getattr(given, name)) is not None:
                raise InputError(name, entry, Message("{name} of each specimen, within --specimen", name=name))
        return classify_specimens(given.specimen, given.definition, _as_json if given.json else None, _as_text)
    result = classify(given.ihc, given.ish, given.definition)
    print(json.dumps(_as_json(result), ensure_ascii=False, indent=2) if given.json else _as_text(result))
    return 0


def _classify_cohort(given: argparse.Namespace) -> int:
    from her2core.cohort.command import classify_cohort

    columns, how = (
        (given.ihc, given.ish, given.definition),
        (given.engine, given.errors, given.sheet, given.reports, given.map),
    )
    return classify_cohort(given.given, given.out, *columns, *how)


def _as_json(result: Classification) -> dict[str, object]:
    keys = ("tier", "binary", "state", "possible", "flags", "row", "reason", "source")
    more = ("met", "comment", "basis", "definition", "ihc", "ish")
    return {key: getattr(result, key) for key in (*keys, *more)}


def _as_text(result: Classification) -> str:
    possible = f" ({' or '.join(result.possible)})" if result.possible and not result.tier else ""
    lines = [
        f"{find(result.definition).name}: {result.answer}{possible}",
        f"binary: {result.binary}" if result.binary else "",
        f"state: {result.state}",
        f"flags: {', '.join(result.flags)}" if result.flags else "",
        f"why: {result.reason} ({'stated' if result.basis == 'stated' else 'our reading'}; row {result.row})",
        result.comment or "",
        f"source: {result.source}",
    ]
    return "\n".join(line for line in lines if line)


def _check(_given: argparse.Namespace) -> int:
    from her2core.cohort.columns import load_column_names
    from her2core.cohort.published import load_published
    from her2core.evidence import load_evidence, regions, version
    from her2core.evidence.agents import load_agents
    from her2core.evidence.drugs import load_agent_names, load_drugs
    from her2core.evidence.gaps import load_gaps
    from her2core.evidence.guide import load_glossary, load_review
    from her2core.evidence.series import load_dynamics, load_meta_analyses, load_prevalence
    from her2core.guidance import load_guidance
    from her2core.guidance.label_texts import load_label_texts
    from her2core.guidance.own_faults import list_own_faults
    from her2core.guidance.specimen_changes import check_specimen_rules
    from her2core.networks.nodes import load_nodes
    from her2core.pathology.patterns import patterns
    from her2core.report.fhir.foreign import load_foreign_codes
    from her2core.status.decision_tables import reading_tables
    from her2core.status.lexicon import load_lexicon
    from her2core.status.missing import load_missing
    from her2core.status.no_tier import load_other_tests
    from her2core.status.populations import load_populations
    from her2core.status.signals import load_totals
    from her2core.status.specimen_rules import load_specimen_rules

    faults = [f"locales: no catalogue of {code}" for code in list_missing_catalogues()]
    parts: list[Callable[[], object]] = [
        definitions,
        reading_tables,
        load_missing,
        load_populations,
        load_label_texts,
        load_other_tests,
        patterns,
        load_evidence,
        load_gaps,
        regions,
        version,
        load_drugs,
        load_agent_names,
        load_glossary,
        load_review,
    ]
    parts += [load_guidance, load_agents, load_prevalence, load_dynamics, load_meta_analyses, load_published]
    parts += [
        load_specimen_rules,
        check_specimen_rules,
        load_lexicon,
        load_column_names,
        load_totals,
        load_foreign_codes,
        load_nodes,
    ]
    for part in parts:
        try:
            part()
        except DataError as fault:
            faults += fault.faults
    faults += list_own_faults()
    if faults:
        raise DataError(list(dict.fromkeys(faults)))
    evidence = load_evidence()
    print(
        f"data {version().version}: {len(definitions())} definitions, {len(evidence.trials)} trials, "
        f"{len(evidence.outcomes)} outcomes, {len(evidence.comparisons)} comparisons, {len(evidence.safety)} safety figures, "
        f"{len(load_agents())} agents, {len(load_guidance().approvals)} approvals, {len(load_guidance().positions)} positions: no fault"
    )
    return 0


def _list_changes(given: argparse.Namespace) -> int:
    from her2core.data_files import DATA
    from her2core.evidence.changes import compare, write_changes
    from her2core.evidence.loading import read_trials

    print("\n".join(write_changes(compare(read_trials(given.before), read_trials(DATA / "trials")))))
    return 0


def _schema(_given: argparse.Namespace) -> int:
    from her2core.json_schema import write

    print("\n".join(str(path) for path in write()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
