"""Query results for a view, cached for all sessions until the ledger changes.

Enter by `ledger_data.answer`, `crosstabs.crosstab` and `analysis_tables.table_of`.
"""
