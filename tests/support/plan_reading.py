"""Short ways to read a plan in a test, and to say what was read from it."""

from typing import Any

from dashboard.importing.documents.blocks import Block
from dashboard.importing.documents.document_reader import ordinary_blocks, read_printed
from dashboard.importing.documents.plan import plan_json
from dashboard.importing.documents.plan_reader import read_plan

Plan = dict[str, Any]


def read(text: str, **known: Any) -> Plan:
    """Return the plan in a text, as JSON."""
    return plan_json(read_plan(text.split("\n"), **known))


def read_document(content: bytes, name: str) -> list[Block]:
    """Return the blocks of a document, with ordinary characters."""
    return ordinary_blocks(read_printed(content, name))


def read_blocks(*blocks: Block) -> Plan:
    """Return the plan in the lines and tables of a document, as JSON."""
    return plan_json(read_plan(blocks))


def items(plan: Plan) -> list[Plan]:
    return [item for theme in plan["themes"] for item in theme["items"]]


def outline(plan: Plan) -> list[tuple[str | None, list[str]]]:
    """Return the titles of themes and of their items."""
    return [
        (theme["title"], [item["title"] for item in theme["items"]]) for theme in plan["themes"]
    ]


def names(offices: list[Plan]) -> str:
    """Return offices as a text: the leads, a bar, those that support."""
    by_role = {"lead": "", "support": ""}
    for office in offices:
        by_role[office["role"]] += f" {office['name']}"
    return f"{by_role['lead'].strip()}|{by_role['support'].strip()}"


def offices(plan: Plan) -> dict[str, str]:
    """Return the offices of each item."""
    return {item["title"]: names(item["offices"]) for item in items(plan)}


def task_offices(plan: Plan) -> dict[str, str]:
    """Return the offices of each task: its own, or those of its item."""
    return {
        task["text"]: names(task.get("offices", item["offices"]))
        for item in items(plan)
        for task in item["tasks"]
    }


def due_dates(plan: Plan) -> dict[str, str | None]:
    """Return the due date of each task."""
    return {task["text"]: task["due_date"] for item in items(plan) for task in item["tasks"]}


def unread(plan: Plan) -> list[str]:
    return [line["text"] for line in plan["unread"]]
