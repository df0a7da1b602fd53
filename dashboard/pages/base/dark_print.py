"""The dark theme on paper: light, with the colours of states as one knows them."""

from functools import cache
from string import Template

from dashboard.core.labels import STATES, State
from dashboard.figures.look import ink

_PAGE = Template("""@media print {
  html { filter: $turned; }
  html, body, .stApp, [data-testid="stAppViewContainer"], .deck.dark, .chart-frame .main-svg {
    background: none !important; }
  .chart-frame .point > path[style*="fill: url"] { filter: $turned; }
  $states }""")
"""Charts and tables are drawn in the colours of the screen: on paper black would become of it."""

_STATE = Template("""
  .chart-frame .point > path[style*="fill: rgb($parts)"] { fill: $paper !important; }
  .legend i[style*="$dark"] { background-color: $paper !important; }
  .deck.dark .$code { --colour: $paper !important; }
  .chart-frame .point > path[style*="fill: rgb($parts)"],
  .chart-frame .point > path[style*="fill: rgb($parts)"] + text,
  .legend i[style*="$dark"], .deck.dark .fill.$code, .deck.dark .swatch.$code { filter: $turned; }
""")
"""What is turned around twice stays as it is."""

_TURNED = "invert(1) hue-rotate(180deg)"


@cache
def dark_print_css() -> str:
    """Return the styles of what is printed from the dark theme."""
    states = "".join(
        _STATE.substitute(
            code=code,
            dark=state.dark,
            parts=", ".join(str(int(state.dark[at : at + 2], 16)) for at in (1, 3, 5)),
            paper=on_paper(state),
            turned=_TURNED,
        )
        for code, state in STATES.items()
    )
    return _PAGE.substitute(states=states, turned=_TURNED)


def on_paper(state: State) -> str:
    """Return the colour of a state on paper: the light theme's, where the text in a bar, which is
    drawn for the dark one, can be read on it, too."""
    return state.light if ink(state.light) == ink(state.dark) else state.dark
