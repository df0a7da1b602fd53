"""对比 in a real browser: one switch, a table in words, a link that opens it again."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.screen import opened, pick, query, reopened, settled
from tests.support.browsers import NewPage


def choose(page: Page, entry: str) -> Page:
    """Choose what to compare with."""
    pick(page, page.get_by_role("combobox", name=re.compile("对比$")), entry)
    return settled(page)


def comparison(page: Page) -> Locator:
    return page.get_by_role("region", name=re.compile("相比$"))


def row(page: Page, head: str) -> Locator:
    return comparison(page).get_by_role("row").filter(has=page.get_by_role("rowheader", name=head))


def test_one_switch_compares_with_any_day_and_its_link_opens_the_same_comparison(
    page: Page, new_page: NewPage
) -> None:
    choose(opened(page, "股室"), "上季度末")
    page.get_by_role("heading", name="与上季度末(2023-06-30)相比").wait_for()
    total = row(page, "合计")
    expect(total).to_contain_text(re.compile("45.5%.*56/123.*24.2%.*30/124.*\\+21.3.*上升"))
    assert query(page)["compare"] == ["quarter"]
    again = new_page()
    again.goto(page.url)
    expect(row(settled(again), "合计")).to_have_text(total.inner_text(), use_inner_text=True)

    choose(page, "自选日期…")
    page.get_by_role("heading", name="与2023-06-30相比").wait_for()
    assert query(page)["compare"] == ["2023-06-30"]
    expect(page.get_by_test_id("stDateInput")).to_have_count(2)
    choose(page, "不对比")
    expect(comparison(page)).to_have_count(0)
    expect(page.get_by_test_id("stDateInput")).to_have_count(1)

    # the headline numbers follow the switch
    choose(reopened(page, query="as_of=2023-09-30&office=项目办"), "全体平均")
    first = page.locator(".number-card").first
    expect(first).to_contain_text("-20.5 个百分点 更低")
    expect(first).to_contain_text("全体 45.5%")


def test_a_heading_orders_the_rows_and_a_number_of_the_other_day_leads_there_and_back(
    page: Page,
) -> None:
    opened(page, "主题", "as_of=2023-09-30&compare=quarter")
    names = comparison(page).locator("tbody th")
    expect(names.first).to_have_text("党建")
    comparison(page).get_by_role("button", name="差(百分点)").first.click()
    expect(names.last).to_have_text("队伍建设")
    assert query(page)["sort"] == ["comparison:completion_rate_difference"]

    row(settled(page), "党建").get_by_role("button", name="40.9%").click()
    page.wait_for_url(re.compile("as_of=2023-06-30"))
    asked = query(settled(page))
    assert (asked["explain"], asked["cell"]) == (["completion_rate"], ["theme:党建"])
    assert "compare" not in asked
    page.go_back()
    page.wait_for_url(re.compile("as_of=2023-09-30"))
    comparison(settled(page)).wait_for()
