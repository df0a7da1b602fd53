"""Detect text that is not part of the document: page numbers, website text, prices, contents.

A line that `is_entry` is never any of these, whatever else it looks like.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from dashboard.importing.documents.marks import CHINESE_NUMERAL, parse_mark
from dashboard.importing.documents.offices import find_offices
from dashboard.importing.documents.quantities import UNITS, find_quantities
from dashboard.importing.documents.source import Piece
from dashboard.importing.spreadsheets.chinese_dates import find_date_phrases

_PAGE_MARK = re.compile(
    r"[-—–－·•\s]*[-—–－·•]\s*\d{1,3}\s*[-—–－·•][-—–－·•\s]*|\d{1,3}"
    r"|(?:序号|编号)\s*[:：]\s*\d{1,3}|第\s*\d{1,3}\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?|\d{1,3}\s*/\s*\d{1,3}"
    r"|[-—–－·•]\s*\d{1,3}\s*[-—–－·•]\s{2,}[^。；;:：,，]{2,30}|[^。；;:：,，]{2,30}\s{2,}[-—–－·•]\s*\d{1,3}\s*[-—–－·•]"
)
"""A page's number, alone or beside the title of the book."""
_INNER_PAGE_MARK = re.compile(
    r"\s*(?:[-—–－]\s+\d{1,3}\s+[-—–－]|[—－]\s?\d{1,3}\s?[—－]|(?<=[\u4e00-\u9fff，。；、])-\d{1,3}-"
    r"|第\s*\d{1,3}\s*页\s*[,，]?\s*共\s*\d{1,3}\s*页)\s*"
)
_CONTENTS = re.compile(
    r".*(?:\.{3,}|·{3,}|…{1,})\s*\d{1,3}|.*(?:\.{8,}|·{8,}|…{4,})"
    rf"|(?:第?{CHINESE_NUMERAL}[、章部 ]|[(（]{CHINESE_NUMERAL}[)）]).*\S\s+\d{{1,3}}"
)
_SITE_WORDS: Final = re.compile(
    r"登[录陆]后|先登[录陆]|阅读(?:全文|剩余|原文)|展开全文|查看更多|剩余\d+%|开通会员|VIP|[¥￥]\s?\d|扫一扫|扫码"
    r"|^[-—–\s]*(?:THE\s)?END[-—–\s]*$|点击[上下]方|蓝字|^关注我们|^(?:预览时)?标签不可点|^继续滑动看下一个|^阅读\s*\d+.*(?:赞|在看|收藏|留言)|^收录于|^原创$|[点设]为?星标|点个.?(?:赞|在看)|^(?:点赞|分享|在看|收藏)[\s、,，]*(?:点赞|分享|在看|收藏|$)"
    r"|^(?:文字?|图[片文]?|编[辑审]|[初复终]审|审[核校]|校对|责编|监制|供稿|撰稿|排版|签发|通讯员|记者)\s*[|丨│/／:：]"
    r"|微信(?:公众)?号[:：]|微信订阅号|(?:联系|在线)客服|客服(?:QQ|电话|微信)|点击(?:下载|查看|这里|此处)|https?:|www\.|\.com|\.cn"
    r"|[上下]一[页篇条]|打印本页|关闭窗口|赞赏|打赏|赏赞|喜欢本[篇文]|本文(?:标题|链接|地址|来源|由)|关于本文|链接地址"
    r"|(?:政府|局|委)(?:政府|政务)?信息公开(?:$|目录|平台|专栏|网)|(?:政府|局|委)(?:门户)?网站$|^索引号"
    r"|版权(?:所有|声明)|免责声明|(?:浏览|点击|阅读|访问)(?:次数|量|数)[:：]?\s*\d|(?:发布|更新)(?:时间|日期)[:：]|^来源[:：]|^时间[:：].{4,20}(?:作者|来源|点击|浏览)|^作者[:：]"
    r"|责任编辑|字号[:：]|当前位置|您(?:现在)?的位置|^首页|收藏本|分享到?[:：]|^分享$|文库|范文网|稿子|热门推荐|相关(?:内容|推荐|文章|阅读)$"
    r"|转载请|下载(?:地址|本文|原文|Word|WORD|文档)|充值|会员(?:专享|免费|下载)|广告|ICP备|温馨提示|本[周月年]热门|扫码阅读|Copyright|二维码",
    re.IGNORECASE,
)
_POSTED: Final = re.compile(
    r"[^。；;]{0,24}?\s*20\d\d[-年/.]\d{1,2}[-月/.]\d{1,2}日?\s+\d{1,2}:\d\d(?::\d\d)?(?:\s*[\u4e00-\u9fff]{2,8})?"
)
"""Who posted a page, when and where: 南屏教育 2025-03-06 18:30 浙江."""
_LONGEST_SITE_LINE = 70
_ANY_YEAR: Final = 2000
"""No date of a plan is before this year."""
_FIGURE: Final = re.compile(r"\d{1,4}(?:\.\d+)?%?")
_AFTER_FIGURE: Final = re.compile(
    rf"(?:{UNITS}|年|月|日|号|学年|以上|以内|余|多|万|亿|[-—~至到:：/、,，.])"
)
_WORDS = re.compile(r"\s*\S+\s*")
_CLOSING: Final = re.compile(
    r"(?:抄送|抄报|主送|报送|印送|分送|发送|附件?\s*\d*|联系(?:人|方式)|(?:联系|咨询|监督|举报|投诉|服务|值班)(?:电话|热线|邮箱)|(?:出席|列席|缺席|请假|记录|参会)(?:人员?)?|(?:此|本)件.{0,6}公开)\s*[:：)）]|特此(?:报告|通知|函告|汇报|函复)|.{0,30}20\d\d年\d{1,2}月\d{1,2}日印发"
)
_DATE_LINE = re.compile(
    r"(?:20\d\d|二[〇○零Oo0]二[一二三四五六七八九〇○零])年[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日"
)
_NOTE: Final = re.compile(
    r"[★*※【\[]?\s*(?:备\s*注|附\s*注|注|(?:有关|填[表报]|编制)?说\s*明)\s*(?:[:：】\]]|$)|(?:填|制)\s*表\s*(?:人|单位|时间|日期)?\s*[:：]"
)
_APPEAL: Final = re.compile(
    r"(?P<sure>同志们|让我们)|各位|希望|以上(?:工作|任务|各项)|各[^,，。;；:：]{2,8}(?:务必|应当?|须|必须|要)"
)
"""The beginning of what is said to all, below the last entry."""
_BUREAU: Final = "(?<![布格全大新开破变])局"
"""The end of a bureau's name, not of 优化学校布局."""

_SIGNATURE = re.compile(
    rf"[\u4e00-\u9fff、]{{2,30}}(?:{_BUREAU}|委员会|教委|人民政府|办公室|领导小组|党组|党委|委)"
)
_SIGNED: Final = re.compile(
    rf"[\u4e00-\u9fff、]{{2,30}}(?:{_BUREAU}|委|会|校|园|院|中心|学区|办公室|部|组|政府|党支部)"
)


def is_entry(text: str) -> bool:
    """Whether a line has a number mark and an office, a date or a quantity."""
    mark = parse_mark(text)
    if mark is None or not mark.value:
        return False
    rest = text[mark.end :]
    whole = Piece(rest, tuple(range(len(rest))))
    return bool(
        find_offices(whole, ())
        or next(find_date_phrases(rest, _ANY_YEAR), None)
        or find_quantities(rest, _ANY_YEAR)
    )


def is_noise(text: str) -> bool:
    """Whether a line comes from the page layout or the website of the copied document."""
    if _PAGE_MARK.fullmatch(text) or _CONTENTS.fullmatch(text):
        return not is_entry(text)
    mark = parse_mark(text)
    is_counted = mark is not None and mark.value > 0
    return (
        not is_counted
        and len(text) <= _LONGEST_SITE_LINE
        and (bool(_SITE_WORDS.search(text) or _POSTED.fullmatch(text)))
    )


def is_figure(text: str, following: Iterable[str]) -> bool:
    """Whether a line is a number that belongs to the text of the next line, not of the page."""
    if not _FIGURE.fullmatch(text):
        return False
    below = next((line.strip() for line in following if line.strip()), "")
    return bool(_AFTER_FIGURE.match(below))


def is_signature(text: str, following: Iterable[str]) -> bool:
    """Whether a line is only a name, and the next line only a date."""
    if not _SIGNED.fullmatch(text.replace(" ", "")):
        return False
    return is_date(next((line.strip() for line in following if line.strip()), ""))


def is_quantity(text: str) -> bool:
    """Whether a text begins with a number and a unit."""
    found = _FIGURE.match(text)
    return bool(found and _AFTER_FIGURE.match(text[found.end() :].lstrip()))


def is_closing(text: str) -> bool:
    """Whether a line belongs to the closing of a document: signature, date, distribution list."""
    plain = text.replace(" ", "")
    signed = _SIGNATURE.match(plain)
    rest = plain[signed.end() :] if signed else plain
    return bool(_CLOSING.match(plain) or (signed and not rest) or _DATE_LINE.fullmatch(rest))


def is_note(text: str) -> bool:
    """Whether a line begins the notes below a table or list."""
    return bool(_NOTE.match(text))


def is_appeal(text: str, *, is_sure: bool = False) -> bool:
    """Whether a line speaks to all; `is_sure` if it can be nothing else: 同志们."""
    found = _APPEAL.match(text)
    return bool(found and (found["sure"] or not is_sure))


def is_date(text: str) -> bool:
    """Whether a line is a day or a month of a year and nothing else, as below a signature."""
    plain = text.replace(" ", "")
    return bool(_DATE_LINE.fullmatch(plain if plain.endswith("日") else f"{plain}1日"))


def without_noise(line: Piece) -> Iterator[Piece]:
    """Split a line at page numbers and website text inside it, which are removed."""
    start = 0
    for found in _INNER_PAGE_MARK.finditer(line.text):
        if found.start() > 0 and found.end() < len(line.text):
            yield line[start : found.start()]
            start = found.end()
    rest = line[start:]
    if len(rest.text) <= _LONGEST_SITE_LINE:
        yield rest
        return
    for words in _WORDS.finditer(rest.text):
        if not _SITE_WORDS.search(words.group()) or len(words.group()) > _LONGEST_SITE_LINE:
            yield rest[words.start() : words.end()]
