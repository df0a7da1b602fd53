"""The kinds of meeting slides and their names."""

from typing import Final

SLIDES: Final[dict[str, str]] = {
    "overview": "总体",
    "since": "上次会议以来",
    "themes": "按主题",
    "offices": "按股室",
    "quarters": "季度走势",
    "behind": "滞后与逾期",
    "problems": "需要协调的问题",
    "profile": "股室画像",
    "decisions": "议定事项与扫码",
    "tasks": "措施清单",
    "theme": "主题",
    "task": "措施",
    "analysis": "自助分析",
}
"""The kinds of slides and their names."""
