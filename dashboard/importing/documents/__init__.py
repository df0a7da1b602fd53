"""Parse a work plan document into themes, items, tasks, offices and due dates.

Enter by `document_reader.read_printed` (a file's lines and tables), `plan_reader.read_plan` (its
plan) and `plan_draft.plan_draft` (the draft of the ledger), in this order.
"""
