"""Import files: parse and check a file, compare it with the ledger, write the change.

documents parses plans, spreadsheets parses workbooks, changes compares drafts with the ledger.
Enter by `service`.
"""
