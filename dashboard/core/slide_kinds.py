"""The kinds of meeting slides, each with its name: the one list, which the ledger checks by, too.

Each has a builder of its name in dashboard/pages/meeting_parts/meeting_slides.py.
"""

from typing import Final

STANDARD_SLIDES: Final[dict[str, str]] = {
    "overview": "总体",
    "since": "上次会议以来",
    "themes": "按主题",
    "offices": "按股室",
    "quarters": "季度走势",
    "behind": "滞后与逾期",
    "problems": "需要协调的问题",
    "profile": "股室画像",
    "decisions": "议定事项与扫码",
}
"""Those of the standard agenda, in its order; an agenda can have any of them once more."""

SLIDES: Final[dict[str, str]] = STANDARD_SLIDES | {
    "tasks": "措施清单",
    "theme": "主题",
    "task": "措施",
    "analysis": "自助分析",
}
"""All kinds: the others become slides on the page that shows them (加入会议)."""
