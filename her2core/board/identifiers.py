"""What looks like an identifier of a patient: such text is not kept."""

import re
import unicodedata

from her2core.language import Message

_GAP = r"[\s\-_]"
_DATE = (
    r"(?:(?:18|19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}"
    r"|(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)(?!\d)"
    r"|(?<!\d)\d{1,2}\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s(?:18|19|20)\d\d"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d{1,2},?\s(?:18|19|20)\d\d)"
)
_BIRTH = r"(?:(?<![a-z])(?:dob|d\.o\.b|date of birth|birth\s?da(?:te|y)|born)(?![a-z])|出生|生于|生日)"
_NUMBER_NAME = (
    r"(?:(?<![a-z])(?:mrn|m\.r\.n|(?:patient|hospital|record|case record)\s?(?:no|id|nr|number))(?![a-z])"
    r"|住院号|门诊号|病案号|病历号|就诊号|登记号|患者编号|身份证|医保号|卡号)"
)
_WEAK_NAME = r"(?<![a-z])(?:id|no)(?![a-z])"
_ID = (
    rf"[1-9]\d{{5}}{_GAP}?(?:18|19|20)\d\d{_GAP}?(?:0[1-9]|1[0-2]){_GAP}?(?:0[1-9]|[12]\d|3[01])"
    rf"{_GAP}?\d{{3}}{_GAP}?[\dx]"
)

_CHINESE_ID = re.compile(rf"(?<!\d)(?:{_ID}|\d{{15}})(?![\da-z])")
_PHONE = re.compile(
    rf"(?<!\d)1[3-9]\d{_GAP}?(?:\d{{4}}{_GAP}?\d{{4}}|\d{{3}}{_GAP}?\d{{5}})(?!\d)"
    rf"|(?<!\d)(?:\+|00)?86{_GAP}?1[3-9]\d{_GAP}?\d{{4}}{_GAP}?\d{{4}}(?!\d)"
    rf"|(?<!\d)\(?0\d{{2,3}}\)?{_GAP}?\d{{7,8}}(?!\d)"
    r"|(?<![\d+])\+\d(?:[\s\-().]{0,2}\d){6,14}(?!\d)"
)
_NAMED_NUMBER = re.compile(
    rf"{_NUMBER_NAME}[^a-z\d\n]{{0,4}}[a-z]{{0,4}}-?\d|{_WEAK_NAME}[^a-z\d\n]{{0,3}}[a-z]{{0,4}}-?\d{{3}}"
)
_LONG_NUMBER = re.compile(r"(?<![\da-z.])\d{9}")
_RUN = re.compile(rf"\d(?:{_GAP}{{0,3}}\d){{5}}")
_ANY_DATE = re.compile(_DATE)
_BIRTH_WORD = re.compile(_BIRTH)
_BIRTH_DATE = re.compile(rf"{_BIRTH}[^\d\n]{{0,12}}\d|{_DATE}\s?日?[^\d\n]{{0,3}}(?:出生|生人|生\b)")

ID = Message("it looks like a Chinese identity number")
PHONE = Message("it looks like a telephone number")
RECORD = Message("it looks like a hospital or record number")
BIRTH = Message("it looks like a date of birth")

IN_A_LABEL = (
    (_CHINESE_ID, ID),
    (_PHONE, PHONE),
    (_BIRTH_WORD, BIRTH),
    (_ANY_DATE, BIRTH),
    (_NAMED_NUMBER, RECORD),
    (_RUN, RECORD),
)
# In a note, dates and figures belong to the case: only what names itself, or is too long for a figure, is refused.
IN_A_TEXT = ((_CHINESE_ID, ID), (_PHONE, PHONE), (_BIRTH_DATE, BIRTH), (_NAMED_NUMBER, RECORD), (_LONG_NUMBER, RECORD))


def find_identifier(text: str, looks: tuple[tuple[re.Pattern[str], Message], ...]) -> Message | None:
    """Find what kind of identifier `text` seems to hold, or None."""
    plain = _plain(text)
    return next((kind for pattern, kind in looks if pattern.search(plain)), None)


def _plain(text: str) -> str:
    """Text with every digit and dash of any script as ASCII, so that another form of writing hides nothing."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(
        str(unicodedata.decimal(mark)) if mark.isdecimal() else "-" if unicodedata.category(mark) == "Pd" else mark
        for mark in folded
    ).replace("−", "-")


SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧阳温葛尤季俞章鲁"
)
_NOT_NAMES = ("高表", "高危", "高龄", "方案", "白细", "黄疸", "于", "向", "石蜡", "金标", "周期", "温", "段", "万")
_CHINESE_NAME = re.compile(rf"(?<![一-鿿])[{SURNAMES}][一-鿿]{{1,3}}(?![一-鿿])")
_LATIN_NAME = re.compile(r"(?<![\w])[A-Z][a-zà-ÿ]+(?:[ \-][A-Z][a-zà-ÿ]+){1,2}(?![\w])")
_TITLE = re.compile(r"(?<!\w)(?:mr|mrs|ms|miss|dr|prof)(?!\w)\.?\s?\w|先生|女士|小姐|大爷|阿姨", re.IGNORECASE)
_PLAIN_WORDS = frozenset(
    "Case Patient Gastric Stomach Cancer Tumour Tumor Board Meeting Agenda Group List First Second Third Line New Old Biopsy "
    "Resection Liver Node Lymph Number Item Monday Tuesday Wednesday Thursday Friday One Two Three Four Five Six Seven "
    "Eight Nine Ten High Intermediate Low None Review Discussion".split()
)


def looks_like_a_name(label: str) -> bool:
    """Tell whether a label seems to hold a person's name; a guess, good enough for a warning only."""
    plain = unicodedata.normalize("NFKC", label)
    if _TITLE.search(plain):
        return True
    if any(not match.group().startswith(_NOT_NAMES) for match in _CHINESE_NAME.finditer(plain)):
        return True
    return any(not _PLAIN_WORDS & set(re.split("[ -]", match.group())) for match in _LATIN_NAME.finditer(plain))
