"""A report that is imported in the browser, so that the server knows of it."""

from io import BytesIO

from openpyxl import Workbook
from playwright.sync_api import Page


def booked_report(page: Page, *, number: str, words: str, percent: str, day: str) -> None:
    """Import a sheet with one report on a task of the plan."""
    book = Workbook()
    assert book.active is not None
    book.active.append(["序号", "工作任务", "进度", "进展情况", "印证资料", "填报日期"])
    book.active.append([number, words, percent, "已经完成", "有", day])
    buffer = BytesIO()
    book.save(buffer)
    page.goto("/imports")
    page.locator("input[type=file]").set_input_files(
        {"name": "填报.xlsx", "mimeType": "application/octet-stream", "buffer": buffer.getvalue()}
    )
    page.get_by_role("button", name="换一个文件").wait_for()
    page.get_by_label("经办人").first.fill("张三")
    page.get_by_role("button", name="导入 1 行").click()
    page.get_by_text("已导入“填报.xlsx”").wait_for()
