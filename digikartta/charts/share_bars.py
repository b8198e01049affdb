"""Shares of a whole in rows: bars side by side on one line, 0 to 100 per cent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import plotly.graph_objects as go

from digikartta.charts.frame import Size, Spec, figure, layout
from digikartta.charts.label_rows import LabelRows, hover_text, label_rows, scale_axis
from digikartta.charts.palette import Kind, Palette

# Colour and hatching of the parts in their order: never colour alone.
_LOOKS: tuple[tuple[Kind, str], ...] = (("own", ""), ("target", "/"), ("peers", "x"))
_TICKS: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {"all": (0.0, 20.0, 40.0, 60.0, 80.0, 100.0), "half": (0.0, 10.0, 20.0, 30.0, 40.0, 50.0)}
)


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One row; each share is 0 to 100, or None where there is none."""

    label: str
    shares: tuple[float | None, ...]


def share_bars(
    rows: Sequence[ShareRow],
    *,
    parts: Sequence[str],
    palette: Palette,
    size: Size,
    number: Callable[[float], str],
    font_family: str = "Inter",
) -> go.Figure:
    """The figure; `parts` are the translated names of the shares, three at most.

    The axis ends at 50 when no row is longer. The number behind a bar is its whole length.
    """
    placed = label_rows([row.label for row in rows], size=size)
    drawn = [_part(rows, placed, palette, number, at=i, name=name) for i, name in enumerate(parts)]
    totals = [sum(share or 0 for share in row.shares) for row in rows]
    spec = layout(
        palette=palette,
        size=size,
        font_family=font_family,
        plot_height=placed.height,
        margin=placed.margin(),
        legend_labels=list(parts),
    )
    ticks = _TICKS["half" if max(totals, default=0.0) <= 45 else "all"]
    spec["xaxis"] = scale_axis(ticks, palette=palette, size=size, number=number)
    spec["yaxis"] = placed.axis(palette)
    spec["barmode"] = "stack"
    behind = _totals(rows, totals, placed, number, ticks[-1])
    spec["annotations"] = [*placed.annotations(palette), *behind]
    return figure(drawn, spec)


def _part(
    rows: Sequence[ShareRow],
    placed: LabelRows,
    palette: Palette,
    number: Callable[[float], str],
    *,
    at: int,
    name: str,
) -> Spec:
    kind, pattern = _LOOKS[at]
    shares = [row.shares[at] or 0 for row in rows]
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "x": shares,
        "y": list(placed.centres),
        "width": 13 * placed.scale,
        "marker": {
            "color": palette.line(kind),
            "pattern": _hatching(pattern, palette),
            "line": {"color": palette.surface, "width": 1},
        },
        "hovertext": [
            hover_text(row.label, f"{name}: {number(share)} %")
            for row, share in zip(rows, shares, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "showlegend": True,
    }


def _hatching(shape: str, palette: Palette) -> Spec:
    look = {"fillmode": "overlay", "fgcolor": palette.surface, "size": 6, "solidity": 0.25}
    return {"shape": shape, **look}


def _totals(
    rows: Sequence[ShareRow],
    totals: Sequence[float],
    placed: LabelRows,
    number: Callable[[float], str],
    end: float,
) -> list[Spec]:
    """The number behind each bar, or within its end where there is no room behind."""
    return [
        {
            "text": number(total) if any(s is not None for s in row.shares) else "–",
            "x": min(total, end),
            "y": centre - (0 if total < 0.93 * end else 14 * placed.scale),
            "xanchor": "left" if total < 0.93 * end else "right",
            "xshift": 4 if total < 0.93 * end else 0,
            "yanchor": "middle",
            "showarrow": False,
        }
        for row, total, centre in zip(rows, totals, placed.centres, strict=True)
    ]
