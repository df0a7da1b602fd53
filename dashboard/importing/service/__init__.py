"""The import as the pages and the command line call it; enter by the module of each step.

reading: recognise and check a spreadsheet. plans, review: parse a plan document, and edit its rows.
comparing: preview the change. writing: write the change in one transaction. history: past imports,
and undo. exporting: tasks for forms and exports. name_lists: the bureau's names of offices and
themes.
"""
