"""How large things are on the future map, on a phone, a desk and a projector."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from digikartta.charts import label_text
from digikartta.charts.frame import LINE_HEIGHT, Size
from digikartta.map_layout import LaneSource, MapLayout
from digikartta.map_packing import Measures, broken
from digikartta.map_source import MapSource, levels_text
from digikartta.plan_words import PlanWords


@dataclass(frozen=True, slots=True)
class Sizes:
    """Px: of texts, of the column with the lanes' names, and of the one with the vision."""

    text: int
    bar: int
    names: int  # 0: a lane's name stands over its bars
    vision: int  # 0: the vision stands elsewhere


SIZES: Mapping[Size, Sizes] = {
    "phone": Sizes(text=13, bar=12, names=0, vision=0),
    "desk": Sizes(text=14, bar=14, names=190, vision=210),
    "projector": Sizes(text=24, bar=22, names=300, vision=340),
}


def map_measures(size: Size, width: float) -> Measures:
    """Return the measures of a picture that is `width` px wide in all."""
    sizes = SIZES[size]
    line = sizes.text * LINE_HEIGHT
    inner = max(width - sizes.names - sizes.vision, 200)
    return Measures(
        width=inner,
        line_height=line,
        bar=sizes.bar,
        gap=sizes.text * 0.6,
        widest_label=min(inner, sizes.text * 32),
        lane_head=0 if sizes.names else 2.4 * line,
        text_width=lambda text: label_text.width(text, sizes.text),
        tick_width=lambda text: label_text.width(text, sizes.text),
    )


def map_layout(source: MapSource, *, words: PlanWords, size: Size, width: float) -> MapLayout:
    """Return where everything stands in a picture that is `width` px wide in all."""
    lanes = tuple(
        replace(lane, least_height=_name_height(lane, words, size)) for lane in source.lanes
    )
    return replace(source, lanes=lanes).laid_out(map_measures(size, width), words=words)


def _name_height(lane: LaneSource, words: PlanWords, size: Size) -> float:
    """What a lane's name and levels need in the column beside its bars."""
    sizes = SIZES[size]
    if not sizes.names:
        return 0
    lines = len(name_lines(lane.name, sizes)) + bool(levels_text(lane, words))
    return (lines + 0.8) * sizes.text * LINE_HEIGHT


def name_lines(name: str, sizes: Sizes) -> tuple[str, ...]:
    """Return a lane's name in lines that fit its column."""
    room = sizes.names - sizes.text if sizes.names else 10_000
    return broken(name, room, lambda text: 1.06 * label_text.width(text, sizes.text))
