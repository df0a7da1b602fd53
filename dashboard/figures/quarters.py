"""Charts of the year: what was due and done in each quarter, the line against the schedule."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from dashboard.analysis import reporting
from dashboard.core.labels import QUARTERS, gap_words, percent
from dashboard.figures.look import Palette, ink, mark, noted_by, nothing, palette, styled, titled_by

_LOW = 20
"""Percent: below a lower point, a label would cover the names of the quarters."""


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
        title, year = "实际进度与序时进度", frame["quarter_end"].max().year
        if as_of.year < year:
            words = f"{year} 年还没有开始"
            return nothing(title, subtitle, dark=dark, height=height, words=words)
        return nothing(title, subtitle, dark=dark, height=height)
    is_silent = reporting.is_silent(begun.iloc[-1])
    colours = palette(dark=dark)
    year = int(frame["quarter_end"].iloc[0].year)
    days = [min(end.date(), as_of) for end in begun["quarter_end"]]
    figure = go.Figure()
    for name, column, dash, colour, place in (
        ("序时进度", "average_expected", "dot", colours.quiet, "top left"),
        ("平均进度", "average_progress", "solid", colours.accent, "bottom right"),
    ):
        if name == "平均进度" and is_silent:
            continue  # a line at nothing would claim that nothing was done
        values = [0.0, *begun[column]]
        figure.add_scatter(
            name=name,
            x=[date(year, 1, 1), *days],
            y=values,
            mode="lines+markers+text",
            line={"color": colour, "width": 3, "dash": dash},
            marker={"size": 9, "color": colour},
            text=["", *(percent(value) for value in values[1:-1]), ""],
            textposition=[_side_of(value, place) for value in values],
            textfont={"size": 13, "color": colour},
            cliponaxis=False,
            customdata=[
                None,
                *(
                    mark("quarters", int(number), None, column, *cells, f"quarter_end:{number}")
                    for number in begun["quarter"]
                ),
            ],
            hovertext=[percent(value) for value in values],
            hovertemplate=f"%{{x|%Y-%m-%d}}<br>{name} %{{hovertext}}<extra></extra>",
        )
        _add_line_end(figure, f"{name} {percent(values[-1])}", days[-1], values[-1], colour)
        noted_by(figure, figure.data[-1].customdata[-1])
    _mark_day(figure, as_of, colours)
    last = begun.iloc[-1]
    figure.update_xaxes(
        range=[date(year, 1, 1), date(year, 12, 31)],
        tickvals=[date(year, 3 * quarter - 1, 15) for quarter in QUARTERS],
        ticktext=list(QUARTERS.values()),
        showgrid=False,
    )
    measure = "ever_reported" if reporting.is_thin(last) else "gap"
    titled_by(figure, measure, *cells, f"quarter_end:{last['quarter']}")
    figure.update_yaxes(range=[-12, 112], visible=False)  # a label below a low point has room
    return styled(
        figure,
        title=f"{reporting.brief(last)},序时进度 {percent(last['average_expected'])}"
        if reporting.is_thin(last)
        else f"平均进度 {percent(last['average_progress'])},{gap_words(last['gap'])}",
        subtitle=f"{'' if is_silent else '实线为平均进度,'}点线为序时进度<br>{subtitle}",
        dark=dark,
        height=height,
        margin=(20, 110, 82, 28),
    )


def _side_of(value: float, place: str) -> str:
    """Return on which side of its point a label stands: above it where below is the axis."""
    return "top right" if place == "bottom right" and value < _LOW else place


def _add_line_end(figure: go.Figure, words: str, day: date, value: float, colour: str) -> None:
    """Write a line's name and last value at its end, so that no legend is needed."""
    figure.add_annotation(
        x=day.isoformat(),
        y=value,
        text=words,
        showarrow=False,
        xanchor="left",
        xshift=12,
        yshift=10 if words.startswith("序时") else -10,
        font={"size": 13, "color": colour},
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
    if not frame[["due_in_quarter", "finished_in_quarter"]].to_numpy().any():
        return nothing("各季度到期与完成", subtitle, dark=dark, height=height)
    colours = palette(dark=dark)
    names = [QUARTERS[quarter] for quarter in frame["quarter"]]
    late = frame["finished_in_quarter"] - frame["finished_on_time"]
    top = ["outside"] * len(frame)
    below_late = ["inside" if count else "outside" for count in late]
    figure = go.Figure()
    for name, values, measure, base, colour, places in (
        ("到期", frame["due_in_quarter"], "tasks", None, colours.accent_soft, top),
        ("按期", frame["finished_on_time"], "finished_on_time", None, colours.high, below_late),
        ("逾期", late, "finished_late", frame["finished_on_time"], colours.low, top),
    ):
        group = "due" if measure == "tasks" else "done"
        figure.add_bar(
            name=name,
            x=names,
            y=list(values),
            base=None if base is None else list(base),
            offsetgroup=group,
            marker={"color": colour},
            text=[str(value) if value else "" for value in values],
            textposition=places,
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            cliponaxis=False,
            insidetextfont={"size": 14, "color": ink(colour)},
            outsidetextfont={"size": 14, "color": colours.text},
            customdata=[
                mark("quarters", int(number), None, measure, f"{group}_quarter:{number}")
                for number in frame["quarter"]
            ],
            hovertemplate=f"%{{x}}<br>{name} %{{text}} 项<extra></extra>",
        )
    figure.update_layout(barmode="group")
    most = frame[["due_in_quarter", "finished_in_quarter"]].to_numpy().max()
    figure.update_yaxes(visible=False, range=[0, 1.1 * most])
    figure.update_xaxes(showgrid=False)
    due, on_time, after = (
        f'<span style="color:{colour}">■</span>'
        for colour in (colours.accent_soft, colours.high, colours.low)
    )
    return styled(
        figure,
        title=_finished_sentence(frame),
        subtitle=f"左柱{due}当季到期;右柱{on_time}按期、{after}逾期完成;单位:项<br>{subtitle}",
        dark=dark,
        height=height,
        margin=(8, 8, 82, 28),
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
    kept = frame.loc[~frame["is_replaced"]].sort_values("reported_on")
    figure = go.Figure()
    figure.add_scatter(
        x=[day.date() for day in kept["reported_on"]],
        y=list(kept["percent"]),
        mode="lines+markers",
        line={"color": colours.accent, "width": 3, "shape": "hv"},
        marker={"size": 9},
        hovertext=[percent(value) for value in kept["percent"]],
        hovertemplate="%{x|%Y-%m-%d}<br>进度 %{hovertext}<extra></extra>",
    )
    start, due = task["start_date"].date(), task["due_date"].date()
    for day, name, at in ((due, "完成时限", 1), (as_of, "数据截至", 0)):
        _mark_day(figure, day, colours)
        figure.add_annotation(
            x=day.isoformat(),
            y=at,
            yref="paper",
            text=name,
            showarrow=False,
            xanchor="right",
            yanchor="bottom",
        )
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
