"""The future map: lanes along a time axis, actions as bars, milestones, what waits for what."""

import html

import plotly.graph_objects as go

from digikartta.action_plan import UNFINISHED
from digikartta.charts import label_text
from digikartta.charts.frame import LINE_HEIGHT, Size, Spec, figure
from digikartta.charts.map_arrows import arrows
from digikartta.charts.map_colours import bar_colour, late_in_legend
from digikartta.charts.map_measures import SIZES, name_lines
from digikartta.charts.palette import Palette
from digikartta.map_layout import Lane, MapLayout
from digikartta.map_packing import Item, broken
from digikartta.map_source import MapSource, levels_text
from digikartta.plan_words import PlanWords

_AXIS_LINES = 2.2  # room for the months, in lines of text
_STATUSES = ("idea", "agreed", "started", "done")
# Without colour too: a pattern tells the statuses apart.
_PATTERNS = {"idea": ".", "agreed": "", "started": "/", "done": "x"}


def future_map(
    source: MapSource,
    layout: MapLayout,
    *,
    words: PlanWords,
    palette: Palette,
    size: Size,
    font_family: str = "Inter",
) -> go.Figure:
    """Return the picture of a map that `map_layout` has laid out for the same size."""
    drawing = _Drawing(source, layout, words, palette, size)
    height = max(layout.height, drawing.vision_height)
    spec = drawing.frame(height, font_family)
    spec["shapes"] = [
        *drawing.lane_shapes(),
        *drawing.vision_shape(),
        *drawing.today_shape(height),
    ]
    spec["annotations"] = [
        *(note for lane in layout.lanes for note in drawing.lane_names(lane)),
        *drawing.today_text(),
        *drawing.vision_texts(),
    ]
    traces = [
        *arrows(layout, palette, text_size=SIZES[size].text),
        *drawing.bars(),
        drawing.labels(),
        *drawing.milestones(),
    ]
    return figure(traces, spec)


class _Drawing:
    def __init__(
        self,
        source: MapSource,
        layout: MapLayout,
        words: PlanWords,
        palette: Palette,
        size: Size,
    ) -> None:
        self.source = source
        self.layout = layout
        self.words = words
        self.palette = palette
        self.sizes = SIZES[size]
        self.line = self.sizes.text * LINE_HEIGHT
        vision = self.sizes.vision - 2 * self.sizes.text
        self.vision = broken(
            source.vision, vision, lambda text: label_text.width(text, self.sizes.text)
        )
        self._actions = {planned.id: planned.content for planned in source.plan}

    @property
    def vision_height(self) -> float:
        return (len(self.vision) + 3) * self.line if self.sizes.vision and self.vision else 0

    def frame(self, height: float, font_family: str) -> Spec:
        text, palette = self.sizes.text, self.palette
        font = {"family": f"{font_family}, sans-serif", "size": text, "color": palette.text}
        # Under the lanes the word for today, and under that the legend in up to two rows.
        top, legend = round(_AXIS_LINES * self.line), round(4.2 * self.line)
        right = self.layout.width + self.sizes.vision
        fixed = {"fixedrange": True, "zeroline": False, "autorange": False}
        return {
            "template": {},
            "height": round(height) + top + legend,
            "margin": {"l": 0, "r": 0, "t": top, "b": legend, "pad": 0},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": font,
            "hoverlabel": {"bgcolor": palette.surface, "bordercolor": palette.muted, "font": font},
            "dragmode": False,
            "bargap": 0,
            "barmode": "overlay",
            "legend": {
                **{"orientation": "h", "x": 0, "xanchor": "left", "yanchor": "top"},
                "y": -1.4 * self.line / height,
                **{"itemclick": False, "itemdoubleclick": False, "font": font},
            },
            "xaxis": fixed
            | {
                "range": [-self.sizes.names, right],
                "side": "top",
                "tickvals": [tick.x for tick in self.layout.ticks],
                "ticktext": [tick.label for tick in self.layout.ticks],
                "tickfont": font | {"color": palette.muted},
                "tickangle": 0,
                "gridcolor": palette.grid,
                "ticklabelposition": "outside right",
            },
            "yaxis": fixed | {"range": [height, 0], "showgrid": False, "showticklabels": False},
        }

    def lane_shapes(self) -> list[Spec]:
        """Every other lane on a band, so that the eye keeps to its row."""
        right = self.layout.width
        return [
            {
                **{"type": "rect", "layer": "below", "line": {"width": 0}},
                **{"x0": -self.sizes.names, "x1": right, "y0": lane.top, "y1": lane.bottom},
                "fillcolor": self.palette.band if number % 2 == 0 else "rgba(0,0,0,0)",
                "opacity": 0.55,
            }
            for number, lane in enumerate(self.layout.lanes)
        ]

    def lane_names(self, lane: Lane) -> list[Spec]:
        left = -self.sizes.names + (self.sizes.text / 2 if self.sizes.names else 2)
        return [self._text(self._name(lane), left, lane.top + self.line * 0.25)]

    def _name(self, lane: Lane) -> str:
        """The lane's name, and under it its levels."""
        levels = levels_text(lane.source, self.words)
        lines = [_escaped(part) for part in name_lines(lane.source.name, self.sizes)]
        name = "<br>".join(f"<b>{part}</b>" for part in lines)
        return f"{name}<br>{_escaped(levels)}" if levels else name

    def _text(self, text: str, x: float, y: float, *, colour: str = "") -> Spec:
        return {
            **{"text": text, "x": x, "y": y, "showarrow": False, "align": "left"},
            **{"xanchor": "left", "yanchor": "top", "xref": "x", "yref": "y"},
            **{"borderpad": 0, "font": {"color": colour or self.palette.text}},
        }

    def today_shape(self, height: float) -> list[Spec]:
        if self.layout.today is None:
            return []
        line = {"color": self.palette.target, "width": 2, "dash": "dash"}
        x = self.layout.today
        return [
            {"type": "line", "x0": x, "x1": x, "y0": top, "y1": bottom, "line": line}
            for top, bottom in self._beside_names(height)
        ]

    def _beside_names(self, height: float) -> list[tuple[float, float]]:
        """Where a line may go down without crossing the names of lanes, from and to."""
        if self.sizes.names:
            return [(0, height)]
        tops = [
            lane.top + (self._name(lane).count("<br>") + 1.5) * self.line
            for lane in self.layout.lanes
        ]
        return [(top, lane.bottom) for top, lane in zip(tops, self.layout.lanes, strict=True)]

    def today_text(self) -> list[Spec]:
        """At the foot of the line, on the side that has room."""
        if self.layout.today is None:
            return []
        is_right = self.layout.today > self.layout.width / 2
        text = self._text(
            self.words.t("map.today"), self.layout.today, 0, colour=self.palette.target
        )
        side = "right" if is_right else "left"
        return [text | {"yref": "paper", "yanchor": "top", "xanchor": side, "xshift": 0}]

    def vision_shape(self) -> list[Spec]:
        """A frame in the accent: where the way leads to."""
        if not self.vision_height:
            return []
        left, right = self.layout.width, self.layout.width + self.sizes.vision
        return [
            {
                **{"type": "rect", "x0": left + self.sizes.text / 2, "x1": right - 2},
                **{"y0": 1, "y1": self.vision_height},
                **{"line": {"color": self.palette.own, "width": 2}},
            }
        ]

    def vision_texts(self) -> list[Spec]:
        """The vision at the far end of the axis."""
        if not self.vision_height:
            return []
        left = self.layout.width + self.sizes.text
        title = f"<b>{_escaped(self.words.t('map.vision'))}</b>"
        lines = "<br>".join(_escaped(line) for line in self.vision)
        return [self._text(f"{title}<br>{lines}", left, self.line * 0.25, colour=self.palette.own)]

    def bars(self) -> list[Spec]:
        """One trace for each status that occurs, so that the legend names it."""
        items = [item for item in self.layout.items if not item.is_milestone]
        items.sort(key=self._is_late)  # the legend shows how the first bar of each status looks
        of = {status: [i for i in items if self._status(i) == status] for status in _STATUSES}
        bars = [self._bars(status, own) for status, own in of.items() if own]
        if not items or not self._is_late(items[-1]):
            return bars
        return [*bars, late_in_legend(self.words.t("plan.glance.overdue"), self.palette)]

    def _status(self, item: Item) -> str:
        return self._actions[item.id].status

    def _bars(self, status: str, items: list[Item]) -> Spec:
        colour = bar_colour(status, self.palette)
        late = [self._is_late(item) for item in items]
        return {
            "type": "bar",
            "orientation": "h",
            "name": _escaped(self.words.status(status)),
            "base": [item.left for item in items],
            "x": [max(item.right - item.left, 3) for item in items],
            "y": [item.bar_middle for item in items],
            "width": [self.sizes.bar] * len(items),
            "marker": {
                "color": colour,
                "pattern": {
                    "shape": _PATTERNS[status],
                    "fgcolor": self.palette.surface,
                    "fillmode": "overlay",
                    "size": self.sizes.bar / 2,
                    "solidity": 0.35,
                },
                "line": {
                    "color": [self.palette.target if each else colour for each in late],
                    "width": [3 if each else 1 for each in late],
                },
            },
            "hovertext": [self._hover(item) for item in items],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "customdata": [item.id for item in items],
        }

    def _is_late(self, item: Item) -> bool:
        action = self._actions[item.id]
        is_past = action.due_on is not None and action.due_on < self.source.today
        return is_past and action.status in UNFINISHED

    def _hover(self, item: Item) -> str:
        action = self._actions[item.id]
        parts = [action.title, action.owner, self.words.days(action)]
        parts.append(self.words.status(action.status))
        if self._is_late(item):
            parts.append(self.words.t("plan.sign.overdue"))
        return "<br>".join(_escaped(part) for part in parts if part)

    def labels(self) -> Spec:
        """What stands over the bars and signs."""
        items = self.layout.items
        return {
            "type": "scatter",
            "mode": "text",
            "x": [item.label_left for item in items],
            # A text's lowest line hangs a little under where plotly is told that it ends.
            "y": [item.bar_top - self.sizes.text * 0.25 for item in items],
            "text": ["<br>".join(_escaped(line) for line in item.lines) for item in items],
            "textposition": "top right",
            "textfont": {"size": self.sizes.text, "color": self.palette.text},
            "hoverinfo": "skip",
            "cliponaxis": False,
            "showlegend": False,
        }

    def milestones(self) -> list[Spec]:
        items = [item for item in self.layout.items if item.is_milestone]
        if not items:
            return []
        days = [self.words.t.day(self.source.milestones[item.id].day) for item in items]
        titles = [self.source.milestones[item.id].title for item in items]
        marker = {"symbol": "diamond", "size": self.sizes.bar, "color": self.palette.customers}
        return [
            {
                "type": "scatter",
                "mode": "markers",
                "name": _escaped(self.words.t("map.milestone")),
                "x": [(item.left + item.right) / 2 for item in items],
                "y": [item.bar_middle for item in items],
                "marker": marker,
                "hovertext": [
                    f"{_escaped(title)}<br>{day}" for title, day in zip(titles, days, strict=True)
                ],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        ]


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
