"""What a reader takes along, and the card of one task, in a real browser."""

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.screen import chart, opened, table


def test_a_chart_is_saved_as_a_picture_named_for_what_it_shows_and_its_day(
    page: Page, tmp_path: Path
) -> None:
    opened(page)
    frame = chart(page, "各主题完成情况")
    frame.hover()
    with page.expect_download() as saved:
        frame.locator(".modebar-btn").first.click()
    assert saved.value.suggested_filename == "各主题完成情况-2023-09-30.png"
    saved.value.save_as(tmp_path / "chart.png")
    picture = (tmp_path / "chart.png").read_bytes()
    width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    box = frame.bounding_box()
    assert picture.startswith(b"\x89PNG")
    assert box is not None
    assert (width, height) == (2 * int(box["width"]), 2 * int(box["height"]))


def test_a_ledger_is_saved_as_csv_that_excel_reads_as_chinese_and_a_row_opens_its_card(
    page: Page, tmp_path: Path
) -> None:
    opened(page, "任务")
    with page.expect_download() as saved:
        page.get_by_role("button", name="下载 CSV").click()
    assert saved.value.suggested_filename == "任务台账-2023-09-30.csv"
    saved.value.save_as(tmp_path / "tasks.csv")
    content = (tmp_path / "tasks.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    heading, first, *rest = content.decode("utf-8-sig").splitlines()
    assert heading.startswith("编号,主题,措施,牵头股室,配合股室,分管领导,状态,提示,进度")
    assert first.startswith('"=""1.1""",党建,党的二十大精神首轮集中学习,办公室,')
    assert len(rest) == 124

    table(page).click(position={"x": 18, "y": 35 + 17})
    page.get_by_role("heading", name="1.1 党的二十大精神首轮集中学习").wait_for()
    chart(page, "填报历程").wait_for()
    for words in ("局机关和各学校党支部在一季度内完成", "分管领导:周明远", "印证资料:"):
        page.get_by_text(words).first.wait_for()
