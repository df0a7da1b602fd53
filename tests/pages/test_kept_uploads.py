"""What all sessions hold of files is bounded, and goes with them."""

import pytest

from dashboard.core.errors import InputError
from dashboard.pages.import_parts import kept_uploads
from dashboard.pages.import_parts.kept_uploads import keep_upload
from dashboard.pages.import_parts.state import Upload


def test_a_file_is_refused_while_others_hold_too_much_and_taken_when_they_are_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kept_uploads, "_MOST_BYTES", 100)
    first = keep_upload(Upload("甲.txt", "1", b"x" * 60))
    with pytest.raises(InputError, match="文件太多,没有接收 乙"):
        keep_upload(Upload("乙.txt", "2", b"x" * 60))
    del first
    assert keep_upload(Upload("乙.txt", "2", b"x" * 60)).name == "乙.txt"
