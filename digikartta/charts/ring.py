"""Paths around a radar: closed lines with gaps, and the ring between two of them."""

from collections.abc import Iterator, Sequence

Point = tuple[int, float]  # index of the axis and the value there
Path = list[Point | None]  # in drawing order; None is a gap
Span = tuple[float, float]  # the lower and the upper edge of the ring at an axis


def angle(index: int, count: int) -> float:
    """Degrees of an axis from the first one, which is 0."""
    return 360 * index / count


def closed(values: Sequence[float | None]) -> Path:
    """The line through the defined values; it returns to the first axis unless a gap is there."""
    path: Path = [None if value is None else (i, value) for i, value in enumerate(values)]
    if len(path) > 1 and path[0] and path[-1]:
        path.append(path[0])
    return path


def polygons(spans: Sequence[Span | None]) -> Path:
    """Closed polygons, with gaps between them, that together fill the ring.

    Each goes out along the upper edge and back along the lower one: the opposite directions leave
    the middle of a full circle empty. An axis without a defined neighbour gives no polygon.
    """
    path: Path = []
    for run in _runs(spans):
        if len(run) > 1:
            upper: Path = [(i, span[1]) for i, span in run]
            lower: Path = [(i, span[0]) for i, span in reversed(run)]
            path += [*upper, *lower, upper[0], None]
    return path[:-1]


def spokes(spans: Sequence[Span | None]) -> Path:
    """The part of the ring that no polygon shows: axes defined between two that are not."""
    path: Path = []
    for run in _runs(spans):
        if len(run) == 1:
            [(i, (low, high))] = run
            path += [(i, low), (i, high), None]
    return path[:-1]


def edges(spans: Sequence[Span | None]) -> Path:
    """The lower and then the upper edge of the ring, each a line with gaps."""
    lower = closed([span and span[0] for span in spans])
    upper = closed([span and span[1] for span in spans])
    return [*lower, None, *upper]


def _runs(spans: Sequence[Span | None]) -> Iterator[list[tuple[int, Span]]]:
    """Neighbouring defined axes around the circle; a full circle ends with its first axis again."""
    places = list(enumerate(spans))
    gap = next((i for i, span in places if span is None), None)
    turned = [*places, *places[:1]] if gap is None else [*places[gap:], *places[:gap]]
    run: list[tuple[int, Span]] = []
    for i, span in [*turned, (0, None)]:
        if span is not None:
            run.append((i, span))
        elif run:
            yield run
            run = []
