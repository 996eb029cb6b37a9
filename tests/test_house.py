"""The house keeps its arrows: app -> pages -> her2core -> data, and each fact has one room."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from her2core.data_files import DATA
from her2core.labels import VOCABULARIES
from her2core.terms import Tier
from tests.rows import each_row

ROOT = Path(__file__).parent.parent
CORE = sorted((ROOT / "her2core").rglob("*.py"))
PAGES = [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py"))]
SCRIPTS_OF_OURS = [ROOT / "locales/update.py", *sorted((ROOT / "benchmarks").rglob("*.py"))]
CODE = [*CORE, *PAGES, *SCRIPTS_OF_OURS]
REQUIREMENTS = sorted(ROOT.glob("requirements*.txt"))
READERS = {"open", "read_text", "read_bytes", "read_csv", "load", "safe_load", "glob"}


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


@cache
def nodes(path: Path) -> list[ast.AST]:
    """All that is written in a file; each test asks for it, so it is parsed once. The file itself comes first."""
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imported(path: Path) -> set[str]:
    modules: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            modules |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules.add((node.module or "").split(".")[0])
    return modules


def called(path: Path) -> set[str]:
    calls = [node.func for node in nodes(path) if isinstance(node, ast.Call)]
    return {call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls}


@each_row("path", CORE, ids=names(CORE))
def test_the_core_knows_neither_streamlit_nor_the_pages(path: Path) -> None:
    assert imported(path) & {"streamlit", "pages", "app", "tests"} == set()


@each_row("path", PAGES, ids=names(PAGES))
def test_a_page_never_opens_a_file(path: Path) -> None:
    assert called(path) & READERS == set()


@each_row("path", PAGES, ids=names(PAGES))
def test_a_script_of_the_browser_stands_in_a_file_of_its_own(path: Path) -> None:
    texts = [node.value for node in nodes(path) if isinstance(node, ast.Constant)]
    assert [text for text in texts if re.search(r"export default|=> {|\bdocument\.", str(text))] == []


def constants(path: Path) -> list[str | int | float]:
    """What is written in code as a value: no docstring, and no sentence that a reader sees."""
    sentences = {call.args[0] for call in nodes(path) if isinstance(call, ast.Call) and call.args and speaks(call)}
    alone = {line.value for line in nodes(path) if isinstance(line, ast.Expr)}
    passed_over = sentences | alone
    every = [node for node in nodes(path) if isinstance(node, ast.Constant) and node not in passed_over]
    return [node.value for node in every if isinstance(node.value, str | int | float)]


def speaks(call: ast.Call) -> bool:
    return getattr(call.func, "id", "") in {"_", "Message"}


def limits(path: Path) -> set[float]:
    """The numbers, but for 0 and 1, that something is compared with; how long a text or a list is does not count."""
    numbers: set[float] = set()
    for node in nodes(path):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if not any(isinstance(side, ast.Call) and getattr(side.func, "id", "") == "len" for side in sides):
                parts = [part for side in sides for part in getattr(side, "elts", [side])]
                values = [part.value for part in parts if isinstance(part, ast.Constant)]
                numbers |= {value for value in values if isinstance(value, int | float)} - {0, 1}
    return numbers


def identities() -> set[str]:
    """The ids of rules, of their rows, of trials and of agents, but for those that are words of a vocabulary."""
    tables = [(DATA / folder).glob("*.yaml") for folder in ("rules", "readings", "trials", "agents")]
    contents = [yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) for paths in tables for path in paths]
    ids = {each["id"] for each in contents} | {row["id"] for each in contents for row in each.get("rows", ())}
    return ids - {word.value for vocabulary in VOCABULARIES for word in vocabulary}


IDS = identities()
# Where something else than a medical rule is written, by file: all there is, each with its reason.
LIMITS = {
    "her2core/access.py": {1e12},  # a time in seconds
    "her2core/charts/differences.py": {3},  # ticks of an axis
    "her2core/charts/medians.py": {10},  # ticks of an axis
    "her2core/charts/theme.py": {0.03928},  # contrast, of WCAG
    "her2core/evidence/models.py": {100},  # percent
    "her2core/statistics/pooling.py": {1e-10},  # convergence
}
IDENTITIES = {
    "her2core/evidence/regimens.py": {"pd-1-inhibitors"},  # the one file that is a class of agents
    "her2core/status/ihc.py": {"ihc-staining"},  # the table that it runs
    "her2core/status/ish.py": {"ish-dual-probe", "ish-single-probe"},  # the tables that it runs
}
TIERS = {
    "her2core/charts/theme.py": {"HIGH", "INTERMEDIATE", "LOW", "NONE"},  # their colours
    "her2core/cohort/published.py": {"high", "intermediate", "low"},  # keys of a file
    "her2core/terms.py": {"high", "intermediate", "low"},  # the vocabulary itself
}


@each_row("path", CORE + PAGES, ids=names(CORE + PAGES))
def test_no_threshold_is_written_in_code(path: Path) -> None:
    """Thresholds of HER2 testing (2.0, 6.0, 20 nuclei, 10 % ...) stand in data/ alone."""
    assert limits(path) == LIMITS.get(str(path.relative_to(ROOT)), set())


@each_row("path", CORE + PAGES, ids=names(CORE + PAGES))
def test_no_rule_trial_or_row_is_named_in_code(path: Path) -> None:
    """What code asks of a rule it asks by a field of its file, so that next year's guideline is no new code."""
    assert IDS & set(constants(path)) == IDENTITIES.get(str(path.relative_to(ROOT)), set())


@each_row("path", CORE + PAGES, ids=names(CORE + PAGES))
def test_no_tier_is_decided_in_code(path: Path) -> None:
    """Which tier a score or a population has, data/ says. ("none" means more than the tier.)"""
    named = {
        node.attr for node in nodes(path) if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "Tier"
    }
    written = {tier.value for tier in Tier if tier is not Tier.NONE} & set(constants(path))
    assert named | written == TIERS.get(str(path.relative_to(ROOT)), set())


@each_row("path", CORE + PAGES, ids=names(CORE + PAGES))
def test_no_threshold_is_said_by_code(path: Path) -> None:
    """What is said of a rule comes from the table that is run."""
    sentences = [
        call.args[0].value
        for call in nodes(path)
        if isinstance(call, ast.Call) and speaks(call) and call.args
        if isinstance(call.args[0], ast.Constant)
    ]
    assert [text for text in sentences if re.search(r"\d\.\d", text)] == []


@each_row("path", [*CORE, *PAGES], ids=names([*CORE, *PAGES]))
def test_nothing_is_escaped_by_hand(path: Path) -> None:
    """MarkupSafe escapes what is put into markup; by hand one place is forgotten some day."""
    assert "html" not in imported(path)


# The private dialect that this code once had: a reader who knows Python and the field reads its words at once.
DIALECT = {"found", "held", "said", "kept", "told", "asked", "twin", "twins", "plainly"}
DIALECT_PHRASES = ("through_app", "into_sight")
VERBS = set(
    (
        "Add Ask Assess Begin Break Bring Build Calculate Cancel Check Choose Cite Classify Clean Clear Collect "
        "Compare Connect Count Describe Discard Dismiss Draw End Enter Escape Estimate Expand Explain Export Fetch Find "
        "Flatten Format Give Go Group Interpret Join Keep Leave Let Limit List Load Make Measure Mix Move Name Note Open "
        "Pool Print Put Raise Read Recognise Refuse Register Release Remember Remove Reserve Restore Return Run Say Score "
        "Scroll Select Set Show Sort Spread Start Stop Strip Summarise Tabulate Take Tell Translate Turn Use Wait Warn "
        "Write Yield"
    ).split()
)


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in nodes(path) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def is_dialect(name: str) -> bool:
    return bool(DIALECT & set(name.split("_"))) or any(phrase in name for phrase in DIALECT_PHRASES)


@each_row("path", CODE, ids=names(CODE))
def test_no_function_or_parameter_bears_a_word_of_a_private_dialect(path: Path) -> None:
    """Names are nouns of the field, functions verbs of Python or of the field."""
    called_so = {function.name for function in functions(path)}
    given_so = {
        argument.arg
        for function in functions(path)
        for argument in ast.walk(function.args)
        if isinstance(argument, ast.arg)
    }
    assert {name for name in called_so | given_so if is_dialect(name)} == set()


@each_row("path", CODE, ids=names(CODE))
def test_no_module_of_ours_is_imported_under_another_name(path: Path) -> None:
    renamed = [
        alias.asname
        for node in nodes(path)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if (getattr(node, "module", None) or alias.name).split(".")[0] in {"her2core", "pages", "app", "tests"}
        if alias.asname is not None
    ]
    assert renamed == []


def public(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Functions of the module and methods of its public classes; a property is a noun."""
    tree: Any = nodes(path)[0]
    bodies = [tree.body, *(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name[0] != "_")]
    return [
        node
        for body in bodies
        for node in body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
        if not any(ast.unparse(mark).endswith("property") for mark in node.decorator_list)
    ]


@each_row("path", CODE, ids=names(CODE))
def test_a_public_docstring_begins_with_a_verb_and_its_object(path: Path) -> None:
    texts = {function.name: ast.get_docstring(function) for function in public(path)}
    assert {name: text for name, text in texts.items() if text and text.split()[0] not in VERBS} == {}


@each_row("file", REQUIREMENTS, ids=names(REQUIREMENTS))
def test_every_direct_dependency_is_pinned_and_says_why_it_is_there(file: Path) -> None:
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith(("-r", "#")):
            assert re.fullmatch(r"[\w.-]+(\[\w+\])?==[\w.]+ +# \S.*", line), line


def test_every_file_is_held_in_one_reading() -> None:
    long = [path for path in [*CORE, *PAGES] if len(path.read_text(encoding="utf-8").splitlines()) > 320]
    assert names(long) == []
