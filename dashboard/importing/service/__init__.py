"""What screen and command line alike do with a file, in the order of its way into the ledger.

reading: a spreadsheet, recognised and checked. plans, review: a document, and its rows as they are
reviewed. comparing: what either would change, nothing written. writing: the change in one
transaction. history: what came in, and the way back. exporting, name_lists: what forms offer and
what the bureau calls things.
"""
