"""Choose the year of a plan among all years that its text names, and tell why."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from dashboard.importing.documents.quotations import mask_quotations
from dashboard.importing.spreadsheets.chinese_dates import Period, parse_year

_DIGITS: Final = r"(?:20\d\d|[二2][〇○零Oo0][一二三四五12345][〇○零一二三四五六七八九0-9])"
_MINGUO: Final = r"(?<![\d第])(?:民国)?1[01]\d(?=\s?(?:学)?年)"
_SCHOOL_YEAR: Final = re.compile(
    rf"(?P<first>{_DIGITS}|{_MINGUO})\s?(?:年?\s?[-—–~～至/]\s?(?:{_DIGITS}|\d\d)\s?)?学年度?\s?"
    r"(?:第?(?P<half>[一二上下12])学期)?"
)
_TERM: Final = re.compile(rf"(?P<first>{_DIGITS})\s?年?\s?(?P<season>春|秋)(?:季|学期|季学期)")
_RANGE: Final = re.compile(
    rf"{_DIGITS}\s?年?\s?(?:[-—–~～至到]|—{{2}})\s?(?:{_DIGITS})\s?年?|[到至]\s?{_DIGITS}\s?年"
)
_YEAR: Final = re.compile(rf"(?<!\d)(?P<year>{_DIGITS})(?=\s?年(?!代))|(?P<minguo>{_MINGUO})")
_SHORT_YEAR: Final = re.compile(
    r"(?<![\d.])(?P<year>2\d)年(?=度?(?:教育|工作|重点|全县|德育|教学))"
)
_PLAN_WORDS: Final = re.compile(r"计划|要点|安排|打算|思路|任务|方案|意见|清单|目标|部署|台账|措施")
_REVIEW_WORDS: Final = re.compile(r"总结|回顾|汇报|述职|成效|完成情况|小结|成绩")
_NEXT_YEAR: Final = re.compile(r"(?:来年|明年|下一?年度?|次年)")
_STATED: Final = re.compile(
    rf"^\s*(?:做好|抓好|推进|完成|为做好|为扎实做好)?(?P<year>{_DIGITS})\s?年(?:是|[,，]|全?[县市区局]|我[县市区局]|.{{0,12}}(?:总体|指导思想|工作|主要|重点))"
    rf"|(?:做好|抓好|推进|确定|明确|制定|贯彻|实施|安排)(?:全[县市区])?(?P<done>{_DIGITS})\s?年"
)
_ISSUED: Final = re.compile(
    rf"(?:(?:发布|印发|更新|成文|发文|制定)(?:时间|日期)?\s?[:：]?\s*|[〔\[(（])(?P<year>20\d\d)(?P<rest>\s?[年./\-]\s?(?P<month>\d{{1,2}})|[〕\])）]\s?\d+\s?号)"
    rf"|^\s*(?P<signed>{_DIGITS})\s?年\s?(?P<month2>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s?月\s?[\d一二三四五六七八九十]{{1,3}}\s?日\s*(?:印发)?$"
)
_DUE_YEAR: Final = re.compile(
    rf"(?P<year>{_DIGITS})\s?年\s?(?:\d{{1,2}}月|底|[上下]半年|第?[一二三四]季度)"
)
_FALL: Final = 8
"""The month in which a school year begins."""


@dataclass(frozen=True)
class YearChoice:
    """The period of a plan, or None; `note` tells the inference, if it was one."""

    period: Period | None
    note: str | None = None
    is_stated: bool = False
    """Whether the title states it."""


def choose_year(title: str | None, lines: Iterable[str]) -> YearChoice:
    """Return the period of a plan: by its title, else by its text, else by its date of issue."""
    if title and (chosen := _year_of_title(title)):
        return chosen
    texts = [line.strip() for line in lines]
    for candidates, reason in (
        (_stated_years(texts), "正文"),
        (_term_years(texts), "正文中的学年"),
        (_due_years(texts), "正文中的时限"),
        (_issue_years(texts), "发布日期或文号"),
        (_other_years(texts), "正文"),
    ):
        for period in candidates:
            return YearChoice(period, f"标题中没有年度,按{reason}取 {period.year} 年,请核对。")
    return YearChoice(None, "标题和正文都没有年度,请填写。")


def _year_of_title(title: str) -> YearChoice | None:
    """Return the period that a title names: the plan's year before the summary's."""
    is_quoted_whole = title.startswith("《") and title.find("》") == len(title) - 1
    plain = title if is_quoted_whole else mask_quotations(title)
    if found := _SCHOOL_YEAR.search(plain) or _TERM.search(plain):
        return _school_period(found)
    single = _RANGE.sub(lambda span: "□" * len(span.group()), plain)
    years = [(found.start(), _value(found)) for found in _YEAR.finditer(single)]
    if not years and (short := _SHORT_YEAR.search(single)):
        year = 2000 + int(short["year"])
        return YearChoice(Period(year), f"标题中的“{short['year']}年”按 {year} 年计,请核对。", True)
    if not years:
        return None
    if next_year := _NEXT_YEAR.search(single):
        year = years[0][1] + 1
        return YearChoice(
            Period(year), f"标题中的“{next_year.group()}”按 {year} 年计,请核对。", True
        )
    return _planned_year(single, years)


def _planned_year(title: str, years: list[tuple[int, int]]) -> YearChoice:
    """Return the year beside the words of a plan; of a title with a summary, too, with a note."""
    if len({year for _, year in years}) == 1:
        year = years[0][1]
        is_minguo = not re.search(_DIGITS, title)
        note = f"标题用民国纪年,按公元 {year} 年计,请核对。" if is_minguo else None
        return YearChoice(Period(year), note, is_stated=True)
    ends = [at for at, _ in years[1:]] + [len(title)]
    for (start, year), end in zip(years, ends, strict=True):
        words = title[start:end]
        plan, review = _PLAN_WORDS.search(words), _REVIEW_WORDS.search(words)
        if plan and (review is None or plan.start() < review.start()):
            return YearChoice(
                Period(year), f"标题中有几个年度,取工作计划的 {year} 年,请核对。", is_stated=True
            )
    year = max(year for _, year in years)
    return YearChoice(Period(year), f"标题中有几个年度,取 {year} 年,请核对。", is_stated=True)


def _school_period(found: re.Match[str]) -> YearChoice:
    """Return the period of a school year or of one of its terms."""
    groups = found.groupdict()
    first = parse_year(groups["first"].strip()) or 0
    if groups.get("season") == "春":
        return YearChoice(Period(first, term="spring"), is_stated=True)
    if groups.get("half") and groups["half"] in "二下2":
        note = f"标题是学年的第二学期,年度取 {first + 1} 年,请核对。"
        return YearChoice(Period(first + 1, term="spring"), note, is_stated=True)
    is_term = groups.get("season") or groups.get("half")
    return YearChoice(Period(first, _FALL, term="autumn" if is_term else None), is_stated=True)


def _value(found: re.Match[str]) -> int:
    return parse_year(found.group().strip()) or 0


def _stated_years(lines: list[str]) -> Iterator[Period]:
    """Yield the latest year that a sentence about the plan names, as in '2024年,全县…'."""
    years = []
    for line in lines:
        plain = _RANGE.sub("", mask_quotations(line))
        if (found := _STATED.search(plain)) and not _REVIEW_WORDS.search(plain[:30]):
            years.append(parse_year(found["year"] or found["done"]) or 0)
    yield from (Period(year) for year in [max(years, default=0)] if year)


def _term_years(lines: list[str]) -> Iterator[Period]:
    """Yield the school years and terms that the text names."""
    for line in lines:
        if found := _SCHOOL_YEAR.search(line) or _TERM.search(line):
            period = _school_period(found).period
            if period:
                yield period


def _due_years(lines: list[str]) -> Iterator[Period]:
    """Yield the year that most of the due dates name."""
    years = [
        parse_year(found["year"]) or 0
        for line in lines
        if not _ISSUED.search(line)
        for found in _DUE_YEAR.finditer(_RANGE.sub("", mask_quotations(line)))
    ]
    if years:
        yield Period(max(sorted(set(years)), key=years.count))


def _issue_years(lines: list[str]) -> Iterator[Period]:
    """Yield the years of publication; a plan that is signed in December is for the next year."""
    for line in lines:
        if found := _ISSUED.search(line):
            month = found["month"] or found["month2"] or "1"
            year = parse_year(found["year"] or found["signed"]) or 0
            yield Period(year + (month in ("12", "十二")))


def _other_years(lines: list[str]) -> Iterator[Period]:
    """Yield every year that is neither in a range, nor a far aim, nor in a quotation."""
    for line in lines:
        for found in _YEAR.finditer(_RANGE.sub("", mask_quotations(line))):
            yield Period(_value(found))
