"""Where the small charts of a timeline stand: a wide one over rows of small ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from digikartta.charts import label_text
from digikartta.charts.frame import LINE_HEIGHT, MEASURES, Size

_BETWEEN = 0.04  # of the plot's width, between two columns


@dataclass(frozen=True, slots=True)
class Shape:
    """Heights in px of a grid, without titles and dates."""

    columns: int
    wide: int  # height of the first chart
    small: int  # height of the others
    gap: int  # under the dates
    limit: int  # characters a line of a small chart's title


@dataclass(frozen=True, slots=True)
class Panel:
    """One small chart and its place, in fractions of the plot from the left and from the bottom."""

    label: str
    title: str  # wrapped and escaped
    row: int  # 1 is the wide chart's
    left: float
    right: float
    bottom: float
    top: float


@dataclass(frozen=True, slots=True)
class Panels:
    """All charts, the wide one first."""

    panels: tuple[Panel, ...]
    height: float  # px


def panels(wide: str, small: Sequence[str], *, shape: Shape, date_lines: int, size: Size) -> Panels:
    """Places for a wide chart and for small ones, with room for titles, numbers and dates.

    `date_lines` is the number of lines of the longest date.
    """
    below = date_lines * MEASURES[size].small * LINE_HEIGHT + 6 + shape.gap
    rows = [small[i : i + shape.columns] for i in range(0, len(small), shape.columns)]
    bands = [_Band(1, 0, _above([wide], 2 * shape.limit, size), shape.wide)]
    for row in rows:
        above = _above(row, shape.limit, size)
        bands.append(_Band(len(bands) + 1, bands[-1].bottom + below, above, shape.small))
    height = bands[-1].bottom + below - shape.gap
    placed = [_place(wide, 2 * shape.limit, _column(0, 1), bands[0], height)]
    for row, band in zip(rows, bands[1:], strict=True):
        for i, label in enumerate(row):
            column = _column(i, shape.columns)
            placed.append(_place(label, shape.limit, column, band, height))
    return Panels(tuple(placed), height)


@dataclass(frozen=True, slots=True)
class _Band:
    """One row of charts; px from the top of the plot."""

    row: int
    start: float
    above: float  # for the titles and for the numbers over the highest points
    height: float

    @property
    def top(self) -> float:
        return self.start + self.above

    @property
    def bottom(self) -> float:
        return self.top + self.height


def number_room(size: Size) -> float:
    """Px over a chart for the number of a point at 100."""
    return MEASURES[size].small * LINE_HEIGHT + 6 * MEASURES[size].scale


def _above(labels: Sequence[str], limit: int, size: Size) -> float:
    count = max(len(label_text.lines(label, limit)) for label in labels)
    return count * MEASURES[size].text * LINE_HEIGHT + number_room(size)


@dataclass(frozen=True, slots=True)
class _Column:
    left: float
    right: float


def _column(index: int, count: int) -> _Column:
    across = (1 - (count - 1) * _BETWEEN) / count
    left = index * (across + _BETWEEN)
    return _Column(left, min(1.0, left + across))


def _place(label: str, limit: int, column: _Column, band: _Band, height: float) -> Panel:
    return Panel(
        label=label,
        title=label_text.wrap(label, limit),
        row=band.row,
        left=column.left,
        right=column.right,
        bottom=max(0.0, 1 - band.bottom / height),
        top=1 - band.top / height,
    )
