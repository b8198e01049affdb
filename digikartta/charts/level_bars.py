"""One question in full: each level's sentence with how many chose it."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import plotly.graph_objects as go

from digikartta.charts import label_text
from digikartta.charts.frame import LINE_HEIGHT, MEASURES, Margin, Size, Spec, figure, layout
from digikartta.charts.palette import Palette

__all__ = ["LevelBar", "level_bars"]


@dataclass(frozen=True, slots=True)
class LevelBar:
    """One level: its sentence and the people who chose it; names where the room may know them."""

    label: str
    count: int
    names: tuple[str, ...] = ()


_LIMIT: Mapping[Size, int] = MappingProxyType({"phone": 24, "desk": 48, "projector": 44})
_GAP = 14  # px on a phone between two rows
_NAMED = 2.1  # shares of all that the axis is long where names stand behind the bars
# Characters of names behind one bar, and of each of their lines.
_NAMES: Mapping[Size, int] = MappingProxyType({"phone": 36, "desk": 70, "projector": 70})
_LINE: Mapping[Size, int] = MappingProxyType({"phone": 13, "desk": 40, "projector": 40})


def level_bars(
    bars: Sequence[LevelBar],
    *,
    answers: str,
    palette: Palette,
    size: Size,
    font_family: str = "Inter",
) -> go.Figure:
    """The figure, the highest level on top; bars are shares of all who answered.

    Rows are as high as the longest sentence, whatever was chosen, so nothing moves.
    """
    measures = MEASURES[size]
    texts = [label_text.lines(bar.label, _LIMIT[size]) for bar in bars]
    pitch = max(map(len, texts), default=1) * measures.text * LINE_HEIGHT + _GAP * measures.scale
    widths = [label_text.width(line, measures.text) for lines in texts for line in lines]
    spec = layout(
        palette=palette,
        size=size,
        font_family=font_family,
        plot_height=pitch * max(len(bars), 1),
        margin=Margin(max(widths, default=0) + 20 * measures.scale, 50 * measures.scale, 4, 4),
    )
    fixed = {"autorange": False, "fixedrange": True, "zeroline": False, "showgrid": False}
    spec["xaxis"] = fixed | {"range": [0, _length(bars)], "showticklabels": False}
    spec["yaxis"] = fixed | {
        "range": [-0.5, max(len(bars), 1) - 0.5],
        "tickvals": list(range(len(bars))),
        "ticktext": [label_text.wrap(bar.label, _LIMIT[size]) for bar in bars],
        "ticklabelstandoff": round(8 * measures.scale),
        "showline": True,
        "linecolor": palette.muted,
        "linewidth": 2,
    }
    return figure([_trace(bars, answers, palette, size)], spec)


def _length(bars: Sequence[LevelBar]) -> float:
    return _NAMED if any(bar.names for bar in bars) else 1


def _beside(bar: LevelBar, size: Size) -> str:
    """The count, and who that is; no markup."""
    if not bar.names:
        return f" {bar.count}" if bar.count else ""
    names = label_text.wrap(label_text.some_of(bar.names, _NAMES[size]), _LINE[size])
    return f" {bar.count}  {names}"


def _trace(bars: Sequence[LevelBar], answers: str, palette: Palette, size: Size) -> Spec:
    total = sum(bar.count for bar in bars) or 1
    hover = [f"{bar.label}\n{answers}: {bar.count}" for bar in bars]
    return {
        "type": "bar",
        "orientation": "h",
        "name": html.escape(answers, quote=False),
        "x": [bar.count / total for bar in bars],
        "y": list(range(len(bars))),
        "width": 0.6,
        "marker": {"color": palette.own},
        "text": [_beside(bar, size) for bar in bars],
        "textposition": "outside",
        "textfont": {"weight": 700, "color": palette.text},
        "cliponaxis": False,
        "hovertext": [html.escape(text, quote=False).replace("\n", "<br>") for text in hover],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "showlegend": False,
    }
