"""自助分析 in a real browser: questions that no page answers, each by mouse, each by its link."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.screen import followed, leaks, left, no_wider, pick, query, settled
from tests.support.browsers import PHONE, NewPage

QUESTIONS = {
    "哪个股室完成得最好,哪个最差?": ("团委", "4/6(66.7%)"),
    "各主题一个月一个月推进得怎样?": ("9月末", "79.5%"),
    "每位分管领导名下,措施都是什么状态?": ("合计", "123"),
    "到期的高峰在哪个月,落在哪些股室?": ("基础教育股", "20"),
    "谁拖得最久?": ("合计", ""),
    "哪些主题做得完,却做不到按期?": ("项目建设", ""),
    "比上个季度末,各股室的进度差是缩小了还是拉大了?": ("合计", "个百分点"),
    "谁很久没有更新了?": ("合计", "123"),
    "写明了数字的目标,达成了多少?": ("合计", "123"),
    "哪些股室要靠别的股室配合?": ("合计", "123"),
    "未达序时最多的是哪几个事项?": ("合计", "100.0%"),
}
"""Ready questions, a row of their answer, and something that stands in it."""


def analysis(page: Page, words: str = "") -> Page:
    page.goto(f"/analysis?as_of=2023-09-30{words}")
    return settled(page)


def asked_again(page: Page, words: str) -> Page:
    """Ask another question by its address inside the loaded app."""
    return followed(page, f"/analysis?as_of=2023-09-30{words}")


def row(page: Page, head: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=head, exact=True))


def choose(page: Page, label: str, entry: str) -> Page:
    """Choose an entry of one of the lists over the table."""
    pick(page, page.get_by_role("combobox", name=label, exact=True), entry)
    return settled(page)


def test_ready_questions_are_answered_by_mouse_and_opened_again_by_their_links(
    page: Page, new_page: NewPage
) -> None:
    analysis(page)
    again = new_page()
    for place, (words, (head, text)) in enumerate(QUESTIONS.items()):
        before = page.url
        page.get_by_text("常用问题").click()
        page.get_by_role("button", name=words).click()
        left(page, before)
        page.keyboard.press("Escape")
        settled(page)
        expect(row(page, head)).to_contain_text(text)
        if place:
            followed(again, page.url)
        else:
            again.goto(page.url)
        expect(row(settled(again), head)).to_contain_text(text)
        answer = again.locator(".crosstab").inner_text()
        expect(page.locator(".crosstab")).to_have_text(answer, use_inner_text=True)


def test_a_question_is_put_together_asked_ordered_explained_and_saved(page: Page) -> None:
    choose(analysis(page), "行", "分管领导")
    choose(page, "列", "到期季度")
    choose(page, "指标", "未填报")
    page.get_by_role("columnheader", name="三季度").wait_for()
    page.wait_for_url(re.compile("measure=unreported"))
    assert query(page) | {"as_of": []} == {
        "year": ["2023"], "as_of": [], "rows": ["leader"], "columns": ["due_quarter"],
        "measure": ["unreported"],
    }  # fmt: skip

    asked_again(page, "&rows=theme&columns=state&measure=tasks")
    page.get_by_role("columnheader", name="合计").get_by_role("button").click()
    total = page.get_by_role("columnheader", name="合计")
    expect(total).to_have_attribute("aria-sort", "descending")
    expect(page.locator(".crosstab tbody th").first).to_have_text("党建")
    page.wait_for_url(re.compile("order=-total"))
    number = row(settled(page), "党建").get_by_role("button").nth(1)
    count = number.inner_text()
    number.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(f"由 {count} 项措施构成")
    page.wait_for_url(re.compile("cell="))
    assert query(page)["cell"][0] == "theme:党建"

    asked_again(page, "&rows=theme&measure=completion_rate")
    expect(dialog).to_have_count(0)
    bar = page.locator(".bars .point path").first.bounding_box()
    assert bar is not None
    page.mouse.click(bar["x"] + bar["width"] / 3, bar["y"] + bar["height"] / 2)
    expect(dialog).to_contain_text("完成率 = 完成数 ÷ 措施数")

    asked_again(page, "&rows=office&measure=completion_rate")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 CSV").click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "股室,完成率(%),完成率(分子),完成率(分母)"
    assert lines[-1] == "合计,45.5,56,123"
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 Excel").click()
    assert download.value.suggested_filename.endswith("2023-09-30.xlsx")


def test_nothing_lies_over_anything_a_long_title_is_seen_whole_and_no_english(page: Page) -> None:
    analysis(page, "&rows=item&measure=average_progress&compare=quarter")
    frame = page.get_by_role("figure").first
    title, subtitle = frame.locator(".gtitle"), frame.locator(".gtitle-subtitle")
    expect(title.locator("tspan.line")).to_have_count(2)
    tops = [part.evaluate("part => part.getBoundingClientRect().top") for part in (frame, title)]
    assert tops[0] <= tops[1]
    bottom = title.evaluate("part => part.getBoundingClientRect().bottom")
    assert bottom <= subtitle.evaluate("part => part.getBoundingClientRect().top")

    for width, height in ((1920, 1080), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        asked_again(page, "&rows=office&columns=state&measure=tasks")
        no_wider(page, width)
        assert leaks(page) <= {"Excel"}


def test_on_a_phone_the_choices_are_folded_and_numbers_fit_their_cells(new_page: NewPage) -> None:
    page = analysis(new_page(**PHONE), "&columns=theme")
    page.get_by_text("常用问题").wait_for()
    expect(page.get_by_role("combobox", name="指标", exact=True)).to_be_hidden()
    words = page.locator(".heatmap-label text").all_text_contents()
    assert words
    assert {word for word in words if not re.fullmatch(r"\d+|—", word)} == set()
    page.get_by_text("行、列与图形").click()
    choose(page, "指标", "未填报")
    page.wait_for_url(re.compile("measure=unreported"))
