"""The parts of the pages 会议 and 会议模式.

Enter by `meeting_list.place_meetings`, `agenda_editor.place_agendas`,
`decision_list.place_decisions` and `deck.place_deck`.
"""
