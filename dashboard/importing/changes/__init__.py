"""Compare a draft with the ledger; the result is a `Change` to preview and then write.

Enter by `changes.ledger_change` and `changes.progress_change`; `draft` defines the drafts.
"""
