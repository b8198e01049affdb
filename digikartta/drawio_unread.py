"""What somebody has changed in a draw.io file that no import brings back: told, and left alone."""

from collections.abc import Iterator, Sequence

from digikartta.drawio_bars import NEAR, moved_lanes
from digikartta.drawio_file import Cell
from digikartta.drawio_marks import FIELDS, TITLES, Marks, action_of
from digikartta.problems import Problem


def not_brought_back(cells: Sequence[Cell], marks: Marks) -> list[Problem]:
    """Return what is told of a file besides its changes."""
    lanes = [Problem("problem.drawio_lanes")] if moved_lanes(cells, marks) else []
    parts = (_deleted, _strangers, _other_words, _milestones, _arrows)
    return lanes + [problem for part in parts for problem in part(cells, marks)]


def _deleted(cells: Sequence[Cell], marks: Marks) -> Iterator[Problem]:
    """Actions whose bar or row is gone: they stay in the plan."""
    there = {cell.id for cell in cells}
    for action, base in marks.actions.items():
        bar = {f"map-{action}"} if base.bar else set()
        row = {f"plan-{action}-{name}" for name in FIELDS}
        if not bar | row <= there:
            yield Problem("problem.drawio_deleted", details={"title": base.fields["title"]})


def _strangers(cells: Sequence[Cell], marks: Marks) -> Iterator[Problem]:
    """Cells with words that are not ours: somebody has drawn them."""
    known = {*TITLES, *marks.others, *(f"milestone-{key}" for key in marks.milestones)}
    for cell in cells:
        is_ours = cell.id in known or action_of(cell) in marks.actions
        if cell.label.strip() and not is_ours:
            yield Problem("problem.drawio_new_cell", details={"text": cell.label.strip()[:80]})


def _other_words(cells: Sequence[Cell], marks: Marks) -> Iterator[Problem]:
    """Changed words that do not belong to an action: they are drawn anew each time."""
    labels = {cell.id: cell.label.strip() for cell in cells}
    for identity, before in marks.others.items():
        after = labels.get(identity, "")
        if after != before.strip():
            details = {"before": before[:60], "after": after[:60]}
            yield Problem("problem.drawio_other_change", details=details)


def _milestones(cells: Sequence[Cell], marks: Marks) -> Iterator[Problem]:
    there = {cell.id: cell for cell in cells}
    for key, (title, x, y) in marks.milestones.items():
        cell = there.get(f"milestone-{key}")
        is_same = cell is not None and cell.label.strip() == title
        if cell is None or not is_same or max(abs(cell.x - x), abs(cell.y - y)) >= NEAR:
            yield Problem("problem.drawio_milestone", details={"title": title})


def _arrows(cells: Sequence[Cell], marks: Marks) -> Iterator[Problem]:
    """Arrows between bars that were drawn, turned or taken away; not those of a deleted bar."""
    bars = {cell.id: number for cell in cells if (number := action_of(cell)) in marks.actions}
    there = {(bars.get(start), bars.get(end)) for start, end in (cell.ends for cell in cells)}
    drawn = {(one, other) for one, other in there if one is not None and other is not None}
    kept = {pair for pair in marks.arrows if {f"map-{each}" for each in pair} <= bars.keys()}
    changes = {
        "problem.drawio_arrow_new": drawn - marks.arrows,
        "problem.drawio_arrow_gone": kept - drawn,
    }
    for key, pairs in changes.items():
        for before, after in sorted(pairs):
            titles = [marks.actions[each].fields["title"] for each in (before, after)]
            details = {"before": titles[0], "after": titles[1]}
            yield Problem(key, details=details)
