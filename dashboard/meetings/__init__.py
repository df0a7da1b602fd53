"""Meetings: their agendas, decisions and slides.

Enter by `meeting_records`, `agenda_records` and `saved_views` to save and load, by `undo` to
restore what was deleted, by `agenda` to edit an agenda's slides, and by `slides` to build them.
"""
