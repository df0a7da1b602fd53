"""Build the files that users download: Excel workbooks, CSV files and Word minutes.

Enter by the module of the file's kind: `ledger_workbook`, `progress_form`, `crosstab_files`,
`explanation_workbook`, `marked_workbook`, `minutes` or `csv_file`.
"""
