"""Meetings: their agendas, decisions and slides."""
