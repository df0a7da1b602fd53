"""The ledger: one DuckDB file, read by named queries and written in transactions.

Enter by `store`: `open_ledger` opens or migrates a file, `Ledger.query` reads it,
`Ledger.transaction` writes to it.
"""
