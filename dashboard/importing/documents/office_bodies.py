"""Tell the names of bodies by the parts of their words: offices, schools, districts, groups."""

import re
from typing import Final

SUFFIX: Final = re.compile(
    r"(?:股|室|科|处|办|中心|站|会|团|委|组|部|局|队|所|院|馆|校|园|位|门|班|学|宫|镇|乡|党组|长|员|人|司|库|台|社"
    r"|职?中专|职高|[一二三四五六七八九十]中|教师|专干|教学点|核算点|街道|[残妇文社工侨]联|科协|校区|片区|学区|政府|机构"
    r"|党组织|各股室|班主任)$"
)
"""How the name of somebody who does the work may end."""

OFFICE_ONLY: Final = re.compile(
    r"(?:股|室|科|处|办|中心|站|局|党委|党总支|纪委|团委|关工委|工会|妇联|馆|大队|教研组|进修学校)$"
)
"""How the name of an office ends, and hardly any other name."""

GROUP: Final = (
    r"(?<!男子)(?<!女子)(?<!小学)(?<!初中)(?<!高中)(?<!中学)(?<!幼儿)(?<!实验)(?<!对照)(?<!公开)"
    r"(?<![甲乙丙丁男女分小])组"
)
"""A group that does the work, not one of a contest."""

BODIES: Final = (
    r"执法队|科协|残联|[文社工侨]联|教科[院所]|核算点|专干|体校|职业中专|职教中心|职校|职高|派出所|[村居管]委会"
    r"|管委会|办事处|街道办|支部|分会|支队|中队|大队部|工作专班|专班|领导小组|党小组"
    rf"|少先队|年级组|教研员|[\u4e00-\u9fff]{{2}}{GROUP}"
)
"""Organisations that do a bureau's work, wherever they are named."""

_EACH: Final = (
    "(?:[股室科处办站会团委组部局队所院馆校园宫位门班镇乡长员人社点级县区市旗道府构片师任]"
    "|[大中小]学|中心|[中职]专)"
)
"""How a name that begins with 各 may end: 各成员单位, 各年级, 各县区."""

_SURE: Final = re.compile(
    rf"(?:(?<![全内外学中高层])部|团?工委|{BODIES}|电教馆|教育馆|进修学院|业余体校|青少年宫|[教科]研[院所]|社区学院"
    r"|班主任|[宿校]管员|电大|[宣组纪文学青统]\w{1,3}委员|全体教研员|辅导员|政府|学区|县委|政法委|编办|管委)$"
    rf"|^各(?!地|类|种|方面|项|级各类|界|族|位|门|学科|年级段).{{0,9}}{_EACH}$|^全体.{{1,6}}$"
)
"""Other names that can only be of those who do a bureau's work."""

_STAGE_OFFICE: Final = re.compile(r"^(?:小学|初中|高中|中学|幼儿|学前|职高|国际)部$")
"""An office of a teachers' centre, or a part of a school: only beside no school is it an office."""

_WITH_OTHERS: Final = re.compile(
    r"(?:校|园|馆|院|宫|所|协会|家委会|委员会|公司|集团|完小|中学|小学|大学|中专|[一二三四五六七八九十]中|镇|乡|街道|基地)$"
)
"""A name that may be of a place, too; beside an office it is one of those who do the work."""

_STAFFED_ROOM: Final = re.compile(
    r"^(?:图书|卫生|保健|医务|校医|电教|广播|心理(?:健康|咨询|辅导)?)室$"
)
"""Rooms that have staff of their own in a school."""

_ROOM: Final = re.compile(
    r"(?:图书|实验|功能|阅览|咨询|辅导|活动|资料|计算机|微机|音乐|美术|书法|舞蹈|多媒体|录播|会议|准备|仪器"
    r"|卫生|保健|心理|休息|值班|寝|浴|温|卧)室$|(?:^|[专通]用|多媒体|普通)教室$|^(?:本|专|学|文|理|工|医|全|预|内|外|眼|各学)科$|食堂$|(?<!办)学科$"
)
"""Rooms and branches of study, which end like offices."""

_LONGEST: Final = 15
_LONGEST_SHORT: Final = 9
_VERBS: Final = re.compile(
    r"完成|开展|进行|落实|实行|组织(?![部处科股室人])|提高|达到|推进|举办|召开|制定|印发|做好|抓好|加强|建立|出台"
    r"|确保|实施|强化|深化|优化|提升|包括|参加|配合|协助|牵头|负责|不少于|以上|以下|每[人校年月周]|其中|含|的"
)
_LONGEST_NAME: Final = 20
_BEGINS_TASK: Final = re.compile("抓好|做好|完成|开展|加强|推进|落实|每|到位")
_NO_NAME_SIGN: Final = re.compile(r"\d\s*[月日个年.%]|[%％“”《》,，。;；:：!！?？+=~]")
GENERIC: Final = frozenset(
    re.findall(
        r"\S+",
        "社会 部门 政府 家庭 群众 家长 学生 企业 全员 专人 各方 多方 党委 校长 书记 教师 个人 人人"
        " 单位 局长 专家",
    )
)
"""Words for anybody: 政府主导、部门负责."""


def is_certain_body(name: str) -> bool:
    """Whether a name is one of a body in any text."""
    is_sure = OFFICE_ONLY.search(name) or _SURE.search(name)
    return bool(is_sure and len(name) > 1 and not _ROOM.search(name) and len(name) <= _LONGEST)


def is_likely_body(name: str) -> bool:
    """Whether a name, beside that of a certain body, is one of those who do the work."""
    if is_certain_body(name):
        return True
    if is_staffed_room(name) or is_stage_office(name):
        return True
    is_short = 1 < len(name) <= _LONGEST and not _ROOM.search(name)
    return bool(is_short and _WITH_OTHERS.search(name) and not _VERBS.search(name))


def is_staffed_room(name: str) -> bool:
    """Whether a name is that of a room, and of those who work there."""
    return bool(_STAFFED_ROOM.search(name))


def is_stage_office(name: str) -> bool:
    """Whether a name is one of the parts of a school or centre: 小学部."""
    return bool(_STAGE_OFFICE.search(name))


def is_short_name(name: str) -> bool:
    """Whether words can be a name where only names stand: after a label, before 牵头."""
    if _NO_NAME_SIGN.search(name) or name in GENERIC or len(name) < 2:
        return False
    if SUFFIX.search(name) and len(name) <= _LONGEST_NAME:
        return not _BEGINS_TASK.match(name)
    return len(name) <= _LONGEST_SHORT and not _VERBS.search(name)
