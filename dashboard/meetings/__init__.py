"""Meetings: their agendas, decisions and slides.

Enter by `records` to save and load agendas, meetings, decisions and views, by `undo` to restore
deleted ones, by `agenda` to edit an agenda's slides, and by `slides` to build the slides.
"""
