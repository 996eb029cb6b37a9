"""What a column of a cohort holds, by its name in English or Chinese. Only whole names are known: nothing is guessed."""

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum


class Column(StrEnum):
    """What a column may hold."""

    IHC = "ihc"
    ISH = "ish"
    RATIO = "ratio"
    HER2_COPIES = "her2_copies"
    CEP17_COPIES = "cep17_copies"
    NUCLEI = "nuclei"
    PATIENT = "patient"
    SPECIMEN = "specimen"
    YEAR = "year"
    SITE = "site"


_NAMES: dict[Column, str] = {
    Column.IHC: "ihc, her2 ihc, ihc her2, ihc score, her2 ihc score, her2 score, ihc result, 免疫组化, 免疫组化结果, 免疫组化评分, her2免疫组化, ihc评分, ihc结果, her2 ihc评分, her2 ihc结果",
    Column.ISH: "ish, fish, her2 ish, her2 fish, ish result, fish result, her2 fish result, her2 amplification, 原位杂交, 荧光原位杂交, fish结果, ish结果, her2 fish结果, her2扩增, her2原位杂交, her2荧光原位杂交, 扩增",
    Column.RATIO: "ratio, her2/cep17, her2/cep17 ratio, her2 cep17 ratio, fish ratio, ish ratio, 比值, her2/cep17比值, fish比值, ish比值",
    Column.HER2_COPIES: "her2 copies, her2 copy number, mean her2, mean her2 copies, her2 copies per nucleus, her2拷贝数, her2平均拷贝数",
    Column.CEP17_COPIES: "cep17 copies, cep17 copy number, cep17, mean cep17, mean cep17 copies, cep17拷贝数, cep17平均拷贝数",
    Column.NUCLEI: "nuclei, nuclei counted, counted nuclei, cells counted, 细胞数, 计数细胞数, 细胞核数, 计数核数",
    Column.PATIENT: "patient, patient id, patientid, patient number, subject, subject id, 患者, 患者编号, 患者id, 病人, 病人号, 病案号, 住院号, 姓名",
    Column.SPECIMEN: "specimen, specimen type, sample, sample type, 标本, 标本类型, 取材方式, 样本, 样本类型",
    Column.YEAR: "year, date, date of sample, sample date, test date, 年份, 年, 日期, 检测日期, 送检日期, 报告日期",
    Column.SITE: "site, hospital, centre, center, institution, 医院, 中心, 院区, 分中心",
}


def _plain(name: str) -> str:
    """Case, width, blanks and marks between words carry no meaning in the name of a column."""
    return re.sub(r"[\s_()\[\]{}/.:#-]+", "", unicodedata.normalize("NFKC", name).lower())


_ROLES = {_plain(name): role for role, names in _NAMES.items() for name in names.split(", ")}


def _candidates(names: Sequence[str]) -> dict[Column, tuple[str, ...]]:
    roles = {name: _ROLES.get(_plain(name)) for name in names}
    return {role: of for role in Column if (of := tuple(name for name in names if roles[name] is role))}


def recognise(names: Sequence[str]) -> dict[Column, str]:
    """Recognise the column of each role that one column alone is known to hold.

    >>> recognise(["病案号", "HER2免疫组化", "FISH"])
    {<Role.IHC: 'ihc'>: 'HER2免疫组化', <Role.ISH: 'ish'>: 'FISH', <Role.PATIENT: 'patient'>: '病案号'}
    """
    return {role: columns[0] for role, columns in _candidates(names).items() if len(columns) == 1}


def ambiguous(names: Sequence[str]) -> dict[Column, tuple[str, ...]]:
    """List the columns of each role that several columns may hold: which of them, only the reader knows."""
    return {role: columns for role, columns in _candidates(names).items() if len(columns) > 1}
