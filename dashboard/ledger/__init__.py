"""The ledger: one DuckDB file, asked by named queries and written through one door.

Enter by `store`: `open_ledger` opens or migrates a file, `Ledger.query` asks it,
`Ledger.transaction` writes to it.
"""
