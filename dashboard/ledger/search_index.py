"""The text that the search box searches: the words of a task and their pinyin initials."""

from collections.abc import Callable, Iterable
from functools import cache, lru_cache

import pandas as pd

Segment = Callable[[str], Iterable[str]]


def initials(text: str) -> str:
    """Return the pinyin initials of Chinese text; other characters are unchanged."""
    runs, words = _segmentation()
    return "".join(_word_initials(word) for run in runs(text) for word in words(run))


@cache
def _segmentation() -> tuple[Segment, Segment]:
    """Return what parts Chinese text from other characters, and what parts it into words.

    pypinyin's list of words takes half a second to load: only who needs it waits for it.
    """
    from pypinyin import load_phrases_dict
    from pypinyin.contrib.mmseg import seg
    from pypinyin.seg.simpleseg import simple_seg

    load_phrases_dict({"长效": [["cháng"], ["xiào"]]})
    return simple_seg, seg.cut


@lru_cache(maxsize=50_000)
def _word_initials(word: str) -> str:
    """Return the initials of one word; cached, since a plan repeats a few thousand words."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(word, style=Style.FIRST_LETTER, errors="default")).lower()


def search_words(task: pd.DataFrame, item: pd.DataFrame) -> pd.DataFrame:
    """Return task_id, words (lower case) and initials for each row of the task frame."""
    titled = task.merge(item[["item_id", "title"]], on="item_id", suffixes=("", "_of_item"))
    parts = [titled[name].fillna("") for name in ("number", "title", "text", "title_of_item")]
    parts.append(titled["leader"].fillna(""))
    words = parts[0].str.cat(pd.concat(parts[1:], axis=1), sep=" ")
    return pd.DataFrame(
        {
            "task_id": titled["task_id"],
            "words": words.str.lower(),
            "initials": [initials(text) for text in words],
        }
    )
