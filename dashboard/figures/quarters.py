"""Charts of the year: what was due and done in each quarter, the line against the schedule."""

from datetime import date
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dashboard.analysis import reporting
from dashboard.core.labels import QUARTERS, gap_words, percent
from dashboard.figures.look import (
    NO_TASKS,
    Palette,
    ink,
    mark,
    noted_by,
    nothing,
    palette,
    styled,
    titled_by,
)


class _Line(NamedTuple):
    """One line of the year: its name, the column of its values, and how it is drawn."""

    name: str
    column: str
    dash: str
    colour: str
    places: list[str]
    """On which side of each of its points the label is: outside of the two lines."""


def year_line(
    frame: pd.DataFrame,
    *,
    as_of: date,
    subtitle: str,
    dark: bool,
    height: int,
    cells: tuple[str, ...] = (),
) -> go.Figure:
    """Draw the rows of completion_by_quarter as actual against expected progress over the year.

    The cells say which of the page's tasks they are about, as in office:基础教育股.
    """
    begun = frame.dropna(subset=["average_progress"])
    if begun.empty:
        words = _why_no_quarter(frame, as_of)
        return nothing("实际进度与序时进度", subtitle, dark=dark, height=height, words=words)
    last, colours = begun.iloc[-1], palette(dark=dark)
    is_silent, is_thin = reporting.is_silent(last), reporting.is_thin(last)
    figure = go.Figure()
    is_ahead = list(begun["gap"] > 0)
    _add_line(figure, _schedule_line(colours, is_ahead), begun, as_of, cells)
    if not is_silent:  # a line at nothing would claim that nothing was done
        _add_line(figure, _progress_line(colours, is_ahead), begun, as_of, cells)
    _mark_day(figure, as_of, colours)
    _lay_out_year(figure, last["quarter_end"].year)
    titled_by(
        figure, "ever_reported" if is_thin else "gap", *cells, f"quarter_end:{last['quarter']}"
    )
    return styled(
        figure,
        title=f"{reporting.brief(last)},序时进度 {percent(last['average_expected'])}"
        if is_thin
        else f"平均进度 {percent(last['average_progress'])},{gap_words(last['gap'])}",
        subtitle=f"{'' if is_silent else '实线为平均进度,'}点线为序时进度<br>{subtitle}",
        dark=dark,
        height=height,
        margin=(20, 110, 82, 28),
    )


def _why_no_quarter(frame: pd.DataFrame, as_of: date) -> str:
    """Return why there is no line: the year is to come, or all tasks are cancelled."""
    year = frame["quarter_end"].max().year
    return f"{year} 年还没有开始" if as_of.year < year else NO_TASKS


_ABOVE, _BELOW = "top left", "bottom right"


def _schedule_line(colours: Palette, is_ahead: list[bool]) -> _Line:
    places = [_BELOW if ahead else _ABOVE for ahead in is_ahead]
    return _Line("序时进度", "average_expected", "dot", colours.quiet, places)


def _progress_line(colours: Palette, is_ahead: list[bool]) -> _Line:
    places = [_ABOVE if ahead else _BELOW for ahead in is_ahead]
    return _Line("平均进度", "average_progress", "solid", colours.accent, places)


def _add_line(
    figure: go.Figure, line: _Line, begun: pd.DataFrame, as_of: date, cells: tuple[str, ...]
) -> None:
    """Draw one line from the beginning of the year through the ends of the quarters begun."""
    values = [0.0, *begun[line.column]]
    days = [min(end.date(), as_of) for end in begun["quarter_end"]]
    marks = [
        mark("quarters", int(number), None, line.column, *cells, f"quarter_end:{number}")
        for number in begun["quarter"]
    ]
    figure.add_scatter(
        name=line.name,
        x=[date(begun["quarter_end"].iloc[0].year, 1, 1), *days],
        y=values,
        mode="lines+markers+text",
        line={"color": line.colour, "width": 3, "dash": line.dash},
        marker={"size": 9, "color": line.colour},
        text=["", *(percent(value) for value in values[1:-1]), ""],
        textposition=[_BELOW, *line.places],
        textfont={"size": 13, "color": line.colour},
        cliponaxis=False,
        customdata=[None, *marks],
        hovertext=[percent(value) for value in values],
        hovertemplate=f"%{{x|%Y-%m-%d}}<br>{line.name} %{{hovertext}}<extra></extra>",
    )
    _add_line_end(figure, line, days[-1], values[-1])
    noted_by(figure, marks[-1])


def _lay_out_year(figure: go.Figure, year: int) -> None:
    """Lay out the axes of a year: its quarters, and percents with room for labels below."""
    figure.update_xaxes(
        range=[date(year, 1, 1), date(year, 12, 31)],
        tickvals=[date(year, 3 * quarter - 1, 15) for quarter in QUARTERS],
        ticktext=list(QUARTERS.values()),
        showgrid=False,
    )
    figure.update_yaxes(range=[-32, 112], visible=False)


def _add_line_end(figure: go.Figure, line: _Line, day: date, value: float) -> None:
    """Write a line's name and last value at its end, so that no legend is needed."""
    figure.add_annotation(
        x=day.isoformat(),
        y=value,
        text=f"{line.name} {percent(value)}",
        showarrow=False,
        xanchor="left",
        xshift=12,
        yshift=10 if line.places[-1] == _ABOVE else -10,
        font={"size": 13, "color": line.colour},
    )


def _mark_day(figure: go.Figure, day: date, colours: Palette) -> None:
    """Mark the day that the page shows."""
    figure.add_shape(
        type="line",
        x0=day.isoformat(),
        x1=day.isoformat(),
        y0=0,
        y1=1,
        yref="paper",
        line={"color": colours.outline, "width": 1, "dash": "dash"},
    )


def due_and_done(frame: pd.DataFrame, *, subtitle: str, dark: bool, height: int) -> go.Figure:
    """Draw the rows of completion_by_quarter: due, finished on time and late in each quarter."""
    flow = ["due_in_quarter", "finished_in_quarter", "finished_on_time"]
    frame = frame.assign(**frame[flow].fillna(0).astype(int))
    most = frame[flow].to_numpy().max(initial=0)
    if not most:
        return nothing("各季度到期与完成", subtitle, dark=dark, height=height)
    colours = palette(dark=dark)
    on_time = frame["finished_on_time"]
    late = frame["finished_in_quarter"] - on_time
    below_late = ["inside" if count else "outside" for count in late]
    bars = (
        _Bars("到期", "tasks", "due", frame["due_in_quarter"], colours.accent_soft),
        _Bars("按期", "finished_on_time", "done", on_time, colours.high, places=below_late),
        _Bars("逾期", "finished_late", "done", late, colours.low, base=list(on_time)),
    )
    figure = go.Figure([_quarter_bar(each, frame["quarter"], colours) for each in bars])
    figure.update_layout(barmode="group")
    figure.update_yaxes(visible=False, range=[0, 1.1 * most])
    figure.update_xaxes(showgrid=False)
    due, done, after = (f'<span style="color:{each.colour}">■</span>' for each in bars)
    return styled(
        figure,
        title=_finished_sentence(frame),
        subtitle=f"左柱{due}当季到期;右柱{done}按期、{after}逾期完成;单位:项<br>{subtitle}",
        dark=dark,
        height=height,
        margin=(8, 8, 82, 28),
    )


class _Bars(NamedTuple):
    """The bars of one colour: a count for each quarter, in the group 'due' or 'done'."""

    name: str
    measure: str
    group: str
    counts: pd.Series
    colour: str
    places: str | list[str] = "outside"
    """Where the counts are written."""
    base: list[int] | None = None
    """Where each bar begins, None: on the axis."""


def _quarter_bar(bars: _Bars, quarters: pd.Series, colours: Palette) -> go.Bar:
    """Return the bars of one colour with their counts written in or over them."""
    return go.Bar(
        name=bars.name,
        x=[QUARTERS[quarter] for quarter in quarters],
        y=list(bars.counts),
        base=bars.base,
        offsetgroup=bars.group,
        marker={"color": bars.colour},
        text=[str(count) if count else "" for count in bars.counts],
        textposition=bars.places,
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        cliponaxis=False,
        insidetextfont={"size": 14, "color": ink(bars.colour)},
        outsidetextfont={"size": 14, "color": colours.text},
        customdata=[
            mark("quarters", int(number), None, bars.measure, f"{bars.group}_quarter:{number}")
            for number in quarters
        ],
        hovertemplate=f"%{{x}}<br>{bars.name} %{{text}} 项<extra></extra>",
    )


def _finished_sentence(frame: pd.DataFrame) -> str:
    """Return what was finished by when, or before that what falls due next."""
    done, on_time = int(frame["finished_in_quarter"].sum()), int(frame["finished_on_time"].sum())
    if done:
        return f"已完成 {done} 项,其中按期 {on_time} 项、逾期 {done - on_time} 项"
    begun = frame.loc[frame["average_progress"].notna(), "quarter"].max()
    ahead = frame.loc[(frame["due_in_quarter"] > 0) & ~(frame["quarter"] < begun)]
    if ahead.empty:
        return "尚无措施完成"
    due = ahead.iloc[0]
    return f"尚无措施完成;{QUARTERS[due['quarter']]}到期 {due['due_in_quarter']} 项"


def history(
    frame: pd.DataFrame, task: pd.Series, *, as_of: date, subtitle: str, dark: bool, height: int
) -> go.Figure:
    """Draw one task's reports (rows of task_history) as steps up to its due date."""
    colours = palette(dark=dark)
    start, due = task["start_date"].date(), task["due_date"].date()
    figure = go.Figure(_report_steps(frame, colours))
    for day, name, at in ((due, "完成时限", 1), (as_of, "数据截至", 0)):
        _mark_day(figure, day, colours)
        _name_day(figure, day, name, at)
    figure.update_xaxes(
        range=[start, max(due, as_of)], tickformat="%-m月%-d日", showgrid=False, nticks=8
    )
    levels = [0, 25, 50, 75, 100]
    figure.update_yaxes(
        range=[-10, 106], tickvals=levels, ticktext=[f"{level}%" for level in levels]
    )
    return styled(
        figure,
        title=reporting.task_words(task),
        subtitle=subtitle,
        dark=dark,
        height=height,
        margin=(52, 16, 88, 28),
    )


def _report_steps(frame: pd.DataFrame, colours: Palette) -> go.Scatter:
    """Return the steps of a task's reports; those that were replaced are left out."""
    kept = frame.loc[~frame["is_replaced"]].sort_values("reported_on")
    return go.Scatter(
        x=[day.date() for day in kept["reported_on"]],
        y=list(kept["percent"]),
        mode="lines+markers",
        line={"color": colours.accent, "width": 3, "shape": "hv"},
        marker={"size": 9},
        hovertext=[percent(value) for value in kept["percent"]],
        hovertemplate="%{x|%Y-%m-%d}<br>进度 %{hovertext}<extra></extra>",
    )


def _name_day(figure: go.Figure, day: date, name: str, at: int) -> None:
    """Write what a marked day is, at the top (1) or the bottom (0)."""
    figure.add_annotation(
        x=day.isoformat(),
        y=at,
        yref="paper",
        text=name,
        showarrow=False,
        xanchor="right",
        yanchor="bottom",
    )
