"""Parse spreadsheets into drafts, and report every problem in them.

Enter by `workbook.read_workbook`, `sheet_columns.recognise_sheets` and `sheet_draft.check_sheets`,
in this order. `file_kinds` detects the kind of a file, and `decoding` decodes its text.
"""
