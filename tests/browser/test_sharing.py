"""Links taken from 分享, kept views, sorted tables and large text, in a real browser."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.screen import (
    AS_OF,
    PAGES,
    charts,
    followed,
    leaks,
    matching,
    no_wider,
    numbers,
    opened,
    pick,
    query,
    reopened,
    settled,
    table,
    without,
)
from tests.support.browsers import PHONE, NewPage


def dialog(page: Page, name: str) -> Locator:
    """Open a dialog of the head."""
    page.get_by_role("button", name=name, exact=True).click()
    found = page.get_by_role("dialog")
    found.wait_for()
    return found


def shared(page: Page, kind: str) -> str:
    """Return the link of a kind that 分享 gives."""
    found = dialog(page, "分享")
    found.get_by_role("radio", name=kind).click()
    words = "定格于" if kind == "定格" else "实时链接"
    expect(found.locator(".share-line")).to_contain_text(words)
    link = found.locator(".share-link").inner_text()
    page.keyboard.press("Escape")
    expect(found).to_be_hidden()
    return link


def test_a_link_shows_the_same_digits_in_a_fresh_browser_on_a_phone_as_on_a_desk(
    new_own_page: NewPage,
) -> None:
    desk, phone = new_own_page(), new_own_page(**PHONE)
    live, frozen = shared(opened(desk), "实时"), shared(desk, "定格")
    phone.goto(frozen)
    then = numbers(settled(phone))
    assert then[0].startswith("完成率(56/123 项)")
    assert numbers(followed(desk, frozen)) == then
    now = numbers(followed(phone, live))
    assert now[0].startswith("完成率(57/123 项)")
    assert numbers(followed(desk, live)) == now


def test_a_link_carries_filters_order_card_size_and_look_and_the_meeting_keeps_the_view(
    page: Page, new_page: NewPage
) -> None:
    words = f"{AS_OF}&basis=any&office=团委&sort=tasks:-gap&task=505&scale=large"
    link = shared(opened(page, "任务", words), "实时")
    other = new_page()
    other.emulate_media(color_scheme="dark")
    other.goto(link)
    matching(settled(other), 8)
    other.get_by_role("heading", name=re.compile("^5.5 ")).wait_for()
    expect(other.get_by_role("radio", name="大", exact=True)).to_be_checked()
    expect(other.get_by_test_id("stApp")).to_have_css("background-color", "rgb(255, 255, 255)")
    assert query(other)["sort"] == ["tasks:-gap"]
    page.get_by_role("button", name="会议模式").click()
    page.wait_for_url(re.compile("/meeting.*basis=any.*office="))


def test_a_link_is_copied_where_the_browser_keeps_the_clipboard_to_itself_and_its_qr_code_saved(
    page: Page, tmp_path: Path
) -> None:
    page.context.grant_permissions(["clipboard-read"])
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    found = dialog(opened(page), "分享")
    link = found.locator(".share-link").inner_text()
    found.get_by_role("button", name="复制链接").click()
    expect(found.get_by_role("status")).to_have_text("已复制:链接")
    assert page.evaluate("navigator.clipboard.readText()") == link
    with page.expect_download() as saved:
        found.get_by_role("link", name="下载二维码").click()
    assert saved.value.suggested_filename == "二维码-总览-2023-09-30.png"
    saved.value.save_as(tmp_path / "code.png")
    assert (tmp_path / "code.png").read_bytes().startswith(b"\x89PNG")


def test_a_view_is_kept_renamed_opened_and_deleted_and_its_short_link_goes_on_working(
    new_own_page: NewPage,
) -> None:
    page, other = new_own_page(), new_own_page(**PHONE)
    found = dialog(opened(page, "股室", f"{AS_OF}&office=教研室&profile=教研室"), "常用视图")
    found.get_by_label("把现在的视图存为").fill("教研室画像")
    found.get_by_role("button", name="保存").click()
    link = found.locator(".share-link")
    expect(link).to_contain_text("?view=")
    short = link.inner_text()
    found.get_by_role("button", name="改名").click()
    page.get_by_label("新名称").fill("教研室全年")
    page.get_by_role("button", name="确定", exact=True).click()
    kept = found.get_by_role("button", name="教研室全年 · 股室")
    kept.wait_for()

    other.goto(short)
    matching(settled(other), 10)
    other.wait_for_url(re.compile(r"/offices\?.*profile="))
    other.get_by_role("heading", name=re.compile("^教研室:")).wait_for()

    reopened(page)
    expect(found).to_be_hidden()
    dialog(page, "常用视图")
    kept.click()
    page.wait_for_url(re.compile("/offices.*profile="))
    page.get_by_role("heading", name=re.compile("^教研室:")).wait_for()
    matching(settled(page), 10)

    dialog(page, "常用视图").get_by_role("button", name="删除").click()
    page.get_by_role("button", name="确定删除").click()
    expect(kept).to_have_count(0)
    followed(other, short)
    expect(other.get_by_test_id("stToast")).to_contain_text("已被删除")
    matching(settled(other), 10)


def test_a_page_joins_an_agenda_and_says_so(new_own_page: NewPage) -> None:
    page = opened(new_own_page(), "主题", AS_OF)
    found = dialog(page, "加入会议")
    expect(found.get_by_role("checkbox", name=re.compile("固定日期"))).to_be_checked()
    # at first it is that of another test, if there is one
    pick(page, found.get_by_role("combobox", name=re.compile("议程$")), "新建议程……")
    found.get_by_label("议程名称").fill("三季度例会")
    found.get_by_label("标题").fill("三季度的主题")
    found.get_by_role("button", name="加入", exact=True).click()
    toast = page.get_by_test_id("stToast")
    expect(toast).to_contain_text("已把“三季度的主题”加入议程“三季度例会”。")


def heading_clicked(page: Page, right: int) -> None:
    """Click a table's heading at so many pixels from its left edge."""
    table(page).click(position={"x": right, "y": 17})


def test_a_row_of_any_table_opens_its_card_and_a_click_on_a_heading_sorts(page: Page) -> None:
    opened(page)
    rows = table(page)
    rows.click(position={"x": 18, "y": 35 + 30})
    card = page.get_by_role("dialog")
    expect(card).to_contain_text("22.3")
    page.wait_for_url(re.compile("task="))
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    without(page, "task=")
    settled(page)
    expect(rows.locator("[role=row][aria-selected=true]")).to_have_count(0)
    rows.click(position={"x": 18, "y": 35 + 30})  # it was let go of: a click chooses it again
    expect(card).to_contain_text("22.3")

    reopened(page, query=f"{AS_OF}&task=101")
    page.get_by_role("button", name="分享这项措施").click()
    expect(card.locator(".share-link")).to_contain_text("task=101")
    expect(card.locator(".share-line")).to_contain_text("措施 1.1")

    reopened(page, "任务")
    for sort, mark in ((["tasks:title"], " ▲"), (["tasks:-title"], " ▼"), (None, "")):
        heading_clicked(page, 300)
        if sort:
            page.wait_for_url(re.compile(f"sort=tasks%3A{sort[0].partition(':')[2]}"))
        else:
            without(page, "sort=")
        assert query(settled(page)).get("sort") == sort
        # the table of another order is another one, and is not ready at once
        expect(table(page).locator("[role=columnheader]").nth(2)).to_have_text(f"措施{mark}")


LEAST_TEXT = """() => Math.min(...[...document.querySelectorAll('body *')]
    .filter((part) => part.checkVisibility() && [...part.childNodes]
        .some((node) => node.nodeType === 3 && node.textContent.trim()))
    .map((part) => parseFloat(getComputedStyle(part).fontSize)))"""


def test_on_a_phone_a_page_is_readable_and_the_filters_are_folded(new_page: NewPage) -> None:
    page = opened(new_page(**PHONE))
    expect(page.locator(".number-card").first).to_be_in_viewport()
    expect(page.locator(".number-card").nth(3)).to_be_in_viewport()
    for title in PAGES:
        reopened(page, title)
        expect(page.get_by_text("搜索", exact=True)).to_be_hidden()
        assert page.evaluate(LEAST_TEXT) >= 14, title
        no_wider(page, 390)
        boxes = [frame.bounding_box() for frame in charts(page).all()]
        assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes), title
        assert len({round(box["x"]) for box in boxes if box}) <= 1, title


def test_on_a_phone_every_page_is_compared_by_the_unfolded_switch(new_page: NewPage) -> None:
    page = opened(new_page(**PHONE), "任务")
    page.get_by_text("筛选与日期").click()
    page.get_by_text("搜索", exact=True).wait_for()
    pick(page, page.get_by_role("combobox", name=re.compile("对比$")), "上季度末")
    for title in reversed(PAGES):
        if title != "任务":
            reopened(page, title, f"{AS_OF}&compare=quarter")
        page.get_by_role("heading", name="与上季度末(2023-06-30)相比").wait_for()
        total = settled(page).get_by_role("rowheader", name="合计")
        expect(page.get_by_role("row").filter(has=total)).to_contain_text("上升")
        no_wider(page, 390)


SIZES_OF_TEXT = {"大": 19.2, "特大": 22.4, "标准": 16}


def test_larger_text_enlarges_words_charts_and_tables_and_the_actions_take_no_line(
    page: Page,
) -> None:
    opened(page)
    for scale, pixels in SIZES_OF_TEXT.items():
        page.get_by_role("radio", name=scale, exact=True).click()
        expect(page.locator("html")).to_have_css("font-size", f"{pixels:g}px")
        title = charts(settled(page)).first.locator(".gtitle").first
        expect(title).to_have_css("font-size", f"{17 * pixels / 16:g}px")
        no_wider(page, 1920)

    for width, height in ((1366, 768), (1024, 768)):
        page.set_viewport_size({"width": width, "height": height})
        no_wider(page, width)
        actions = page.locator(".st-key-actions").bounding_box()
        last = page.get_by_role("link", name="导入", exact=True).bounding_box()
        year = page.get_by_text("年度", exact=True).bounding_box()
        assert actions is not None
        assert last is not None
        assert year is not None
        assert last["x"] + last["width"] <= actions["x"]
        assert actions["y"] + actions["height"] <= year["y"] + 1
        assert year["y"] <= 75

    page.add_style_tag(content=".share-link { display: none; }")
    for name in ("分享", "常用视图", "加入会议"):
        found = dialog(page, name)
        assert leaks(settled(page)) <= {"HOST", "PUBLIC", "URL"}, name
        page.keyboard.press("Escape")
        expect(found).to_be_hidden()
