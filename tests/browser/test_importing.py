"""From the paper to the ledger in a real browser: upload, review, edit, book, and take back."""

import re
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from tests.browser.screen import idle, leaks, no_wider, pick
from tests.support.browsers import Lender, watched
from tests.support.plan_text import PLAN
from tests.support.servers import serving

NAMES_OF_KINDS = {"Word", "PDF", "Excel", "CSV", "MB", "KB"}
"""Words that a bureau knows by these letters."""


COUNT = """
    window.sent = 0;
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (words) {
        window.sent += 1;
        return send.call(this, words);
    };
"""
"""Counts in the page what it has told the server."""
PAINTED = """() => new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
})"""
"""Two frames later; what came before has been painted then."""


def opened(page: Page) -> Page:
    page.add_init_script(COUNT)
    page.goto("/imports")
    page.get_by_test_id("stFileUploader").wait_for()
    # the page's own words for it are in its style sheet, which comes a moment later
    expect(page.get_by_text("per file")).to_be_hidden()
    return idle(page)


def given(page: Page, content: str | bytes, name: str = "要点.txt") -> Page:
    """Upload a file."""
    data = content.encode() if isinstance(content, str) else content
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
    page.get_by_role("button", name="换一个文件").wait_for()
    return idle(page)


def typed(page: Page, row: int, column: int, words: str) -> None:
    """Write into a cell of the rows under review, both counted from 0."""
    open_cell(page, row, column)
    field = page.locator(".gdg-growing-entry textarea")
    expect(field).to_be_focused()
    field.fill(words)
    page.evaluate(PAINTED)  # an Enter of the same frame closes the field with nothing changed
    sent = page.evaluate("window.sent")
    field.press("Enter")
    expect(field).to_be_hidden()
    page.wait_for_function("sent => window.sent > sent", arg=sent)
    idle(page)


def open_cell(page: Page, row: int, column: int) -> None:
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)  # what comes above moves the table
    rows = page.get_by_role("region", name="逐条核对")
    expect(rows.locator("[role=gridcell]").first).to_be_attached()
    start = column % 2  # a second click on the same cell at once would open it
    rows.click(position={"x": (60, 150)[start], "y": 36 + 20})
    cell = page.locator("[role=gridcell][aria-selected=true]")
    expect(cell).to_have_id(f"glide-cell-{start + 1}-0")  # or a key may come before it is ready
    for down in range(1, row + 1):
        page.keyboard.press("ArrowDown")
        expect(cell).to_have_id(f"glide-cell-{start + 1}-{down}")
    for right in range(start + 1, column + 1):
        page.keyboard.press("ArrowRight")
        expect(cell).to_have_id(f"glide-cell-{right + 1}-{row}")
    page.keyboard.press("Enter")


def total(page: Page, label: str) -> str:
    return page.get_by_test_id("stMetric").filter(has_text=label).inner_text().split()[-1]


def test_a_plan_goes_from_the_file_to_the_first_page_and_back_again(
    browser: Lender, demo_file: Path, tmp_path: Path
) -> None:
    """On a server of its own: a plan replaces what the other tests see."""
    with serving(demo_file, tmp_path) as server, watched(browser, server) as new_page:
        goes_there_and_back(new_page())


def goes_there_and_back(page: Page) -> None:
    given(opened(page), PLAN)
    assert [total(page, label) for label in ("主题", "事项", "措施", "股室")] == [
        "2",
        "3",
        "4",
        "4",
    ]
    page.get_by_label("经办人").first.fill("张三")
    typed(page, 0, 3, "组织宣讲15场。")
    page.get_by_role("button", name="立账", exact=True).click()
    page.get_by_text("已导入“要点.txt”(2024 年工作要点):新增 4 项。").wait_for()
    page.get_by_role("link", name="到总览查看 2024 年的工作").click()
    page.get_by_text("云岫县教育局2024年工作要点 · 符合条件 4 项").wait_for()
    page.wait_for_url(re.compile("year=2024"))
    page.get_by_label("搜索").fill("宣讲15场")
    page.get_by_label("搜索").press("Enter")
    page.get_by_text("符合条件 1 项").wait_for()

    page.get_by_role("link", name="导入", exact=True).click()
    page.get_by_role("tab", name="导入记录").click()
    page.get_by_role("button", name="撤销最近一次导入").click()
    page.get_by_role("dialog").get_by_role("button", name="撤销", exact=True).click()
    page.get_by_text("已撤销“要点.txt”的导入。").wait_for()
    page.get_by_role("link", name="总览").click()
    page.get_by_text("演示数据").wait_for()
    page.wait_for_url(re.compile("year=2023"))


def workbook(lead: str = "牵头股室") -> bytes:
    """Return a ledger of one task, and of one that cannot be right; `lead` heads its offices."""
    book = Workbook()
    assert book.active is not None
    for row in (
        ["2024年工作台账"],
        ["序号", "工作任务", "具体措施", lead, "完成时限"],
        ["1", "学习", "举办读书班", "办公室", "6月底"],
        ["2", "安全", "排查隐患", "安全股", "13月底"],
    ):
        book.active.append(row)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_workbook_gives_back_its_problems_marked_and_a_column_can_be_pointed_out(
    page: Page, tmp_path: Path
) -> None:
    given(opened(page), workbook(), "台账.xlsx")
    expect(page.get_by_role("radio", name="任务台账")).to_be_checked()
    page.get_by_text("错误 1").wait_for()
    page.get_by_text("有 1 行有错误,不会导入").wait_for()
    with page.expect_download() as saved:
        page.get_by_role("button", name="下载标出问题的表格").click()
    assert saved.value.suggested_filename == "台账(问题标注).xlsx"
    saved.value.save_as(tmp_path / "marked.xlsx")
    marked = load_workbook(tmp_path / "marked.xlsx")
    assert "13月底" in marked["Sheet"]["E4"].comment.text
    assert leaks(page) - NAMES_OF_KINDS - {"xlsx"} == set()

    page.get_by_role("button", name="换一个文件").click()
    given(page, workbook(lead="归谁管"), "台账二.xlsx")
    page.get_by_text("作为任务台账缺少“牵头股室”列").wait_for()
    pick(page, page.get_by_role("combobox", name="归谁管"), "牵头股室")
    page.get_by_role("button", name="只导入其余 1 行").wait_for()


def test_a_broken_file_is_one_sentence_and_the_next_one_or_a_pasted_text_is_read(
    page: Page,
) -> None:
    given(opened(page), b"PK\x03\x04 nonsense", "坏.docx")
    expect(page.get_by_role("tabpanel", name="导入文件").get_by_test_id("stAlert")).to_contain_text(
        "已损坏或不完整"
    )
    page.get_by_role("button", name="换一个文件").click()
    given(page, PLAN)
    assert total(page, "措施") == "4"
    page.get_by_text("没有读入的文字:1 行").click()
    page.get_by_role("region", name="没有读入的文字").wait_for()

    page.get_by_role("button", name="换一个文件").click()
    page.get_by_role("button", name="粘贴文字").click()
    page.get_by_label("从网页、PDF 或邮件复制工作要点").fill(PLAN)
    page.get_by_role("button", name="读取文字").click()
    page.get_by_text("没有读入的文字:1 行").wait_for()
    assert total(idle(page), "措施") == "4"


def test_edits_outlive_a_look_at_another_page(page: Page) -> None:
    given(opened(page), PLAN)
    typed(page, 3, 2, "别的事项")
    expect(page.get_by_role("button", name="立账", exact=True)).to_be_enabled()
    typed(page, 3, 3, "")
    page.get_by_text("3 没有填写措施").wait_for()
    page.get_by_role("link", name="任务").click()
    page.get_by_text("数据截至").wait_for()
    page.get_by_role("link", name="导入", exact=True).click()
    page.get_by_text("3 没有填写措施").wait_for()


def test_no_english_is_seen_while_importing_and_the_page_is_no_wider_than_a_phone(
    page: Page,
) -> None:
    opened(page)
    assert leaks(page) - NAMES_OF_KINDS == set()
    for name in ("导入记录", "模板与导出", "名称对照"):
        page.get_by_role("tab", name=name).click()
        assert leaks(page) - NAMES_OF_KINDS == set(), name
    page.get_by_role("tab", name="导入文件").click()
    given(page, PLAN)
    assert leaks(page) - NAMES_OF_KINDS - {"txt"} == set()
    page.set_viewport_size({"width": 390, "height": 844})
    no_wider(page, 390)
