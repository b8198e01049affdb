"""When a picture on the wall may change: never so that the change tells what a few answered.

A picture is made of *units*: the people of a company, or in a seminar the companies. A figure is
the contributions of units, and `least` is the smallest number of units that a figure, or the
difference of two figures, may speak of: m people (1 in a named round, and for one or two people of
a company, whose result is their own), or k companies.

1. Before a dimension is revealed there is no picture at all, only counts.
2. What is shown is a *snapshot*: whose answers are counted, and which. It is stored, so that a
   second projector and a server that was restarted show the same. Answers that come later, or
   are changed later, change nothing on the wall.
3. The first snapshot holds all units that have finished the dimension, at least `least` of them.
   The remainder must hold too: units that are still answering number none, or at least m or k;
   else the result at the end minus this picture would be theirs alone. So one or two people see
   theirs when both have finished, and not one of them what the other answered. When the
   facilitator closes the dimension, nobody can answer there any more, and it holds everybody who
   answered.
4. A later snapshot takes the place of the shown one when at least `least` further units have
   finished, or when the facilitator closes the dimension.
5. And only if in every figure that it has in common with *any* earlier snapshot, not only the
   last one, the units whose contribution differs (new, changed or gone) number none, or at least
   `least`. Comparing with the last one alone is not enough: changes back and forth would add up
   to the change of one person.
6. If what the counted ones have changed in the meantime stands in the way, they stay as they were
   shown and the new ones are added. If that does not hold either, the picture stays as it is; the
   late answers are in the result when the round is closed.
7. Classes that add up to a figure (the questions of a dimension, the roles) are shown only if
   what is left out of them is nothing, or at least two classes and `least` units.
8. A figure that may not change while another one may (the target, the roles) stays as it was
   shown: what people have seen already tells nothing new. And no roles that were shown, of one
   picture or of several, may be what the total of any picture holds but for 1 to `least` − 1
   units: taken from that total they would leave these.
9. A picture that cannot be compared any more stays as it is: its units were forgotten when its
   workshop was closed, or somebody it counts was removed. Another workshop on the same round shows
   it as it was.

What this does not prevent: somebody who comes after everything was shown is in the result at the
end, and the two can be compared. The facilitator is told whom a reveal would leave out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from digikartta.scoring import RespondentAnswers

People = tuple[RespondentAnswers, ...]
Snapshot = Mapping[int, People]  # unit → the answers in one dimension that are counted
Figure = Mapping[int, tuple[float, ...]]  # unit → its scores; who contributes nothing is absent
Figures = Mapping[str, Figure]
FEWEST_UNNAMED = 3  # people of a company; the result of fewer is their own


@dataclass(frozen=True, slots=True)
class Unit:
    """One person or company as it is now, in one dimension."""

    people: People  # who has answered something there
    finished: bool  # nobody of it is still answering there


def least_units(m: int, *, is_named: bool, joined: int, customers: bool) -> int:
    """Return the smallest number of people in a figure of one company.

    Names were agreed to before anybody answered; one or two see their own named result. Customers
    never do: they answer for a company that is not theirs, and are told m.
    """
    own_result = joined < FEWEST_UNNAMED and not customers
    return 1 if is_named or own_result else m


def differing(one: Figure, other: Figure) -> int:
    """Return how many units' contributions differ between two figures."""
    return sum(one.get(unit) != other.get(unit) for unit in {*one, *other})


def may_stand_beside(new: Figures, seen: Iterable[Figures], *, least: int) -> bool:
    """Whether no figure minus the same one seen before speaks of 1 to `least` − 1 units."""
    return all(
        not 0 < differing(figure, earlier[name]) < least
        for earlier in seen
        for name, figure in new.items()
        if name in earlier
    )


def leaves_enough(totals: Iterable[Figures], shown: Sequence[Figures], *, least: int) -> bool:
    """Whether no total less classes that were shown leaves 1 to `least` − 1 units.

    `totals` are what pictures add up, by class, and `shown` the classes that were told apart.
    Each class that is subtracted may come from another picture, or not be subtracted at all.
    """
    return all(
        not 0 < sum(left) < least
        for total in totals
        for left in product(
            *(
                [differing(part, each.get(name, {})) for each in ({}, *shown)]
                for name, part in total.items()
            )
        )
    )


def candidates(
    shown: Sequence[Snapshot],
    units: Mapping[int, Unit],
    *,
    least: int,
    remainder: int,
    closing: bool,
) -> list[Snapshot]:
    """Return the snapshots that might be shown next, the fullest first, as far as rules 3, 4 and 6.

    `shown` are those shown so far, in order; `remainder` is the smallest number of units that may
    still be answering. Whether a figure is then large enough, and different enough from what was
    seen, is for whoever makes the figures.
    """
    counted = {
        number: unit.people
        for number, unit in units.items()
        if unit.people and (unit.finished or closing)
    }
    if not counted or not (closing or _remainder_holds(units, counted, remainder)):
        return []
    if not shown:
        return [counted]
    last = shown[-1]
    if not closing and least > 1 and len(counted.keys() - last.keys()) < least:
        return []
    as_shown = {**counted, **last}
    found = [counted] if as_shown == counted else [counted, as_shown]
    return [new for new in found if new != last]


def _remainder_holds(units: Mapping[int, Unit], counted: Snapshot, remainder: int) -> bool:
    return not 0 < len(units.keys() - counted.keys()) < remainder


def hidden_classes(sizes: Mapping[str, int], *, least: int) -> frozenset[str]:
    """Return the classes of one whole that are not shown, so that subtraction gives nothing back.

    Too small ones are hidden, and then the next smallest until two classes and `least` units are.
    A class of nobody is no class.
    """
    by_size = sorted((name for name in sizes if sizes[name]), key=sizes.__getitem__)
    hidden = [name for name in by_size if sizes[name] < least]
    for name in by_size[len(hidden) :]:
        if not hidden or (len(hidden) > 1 and sum(sizes[each] for each in hidden) >= least):
            break
        hidden.append(name)
    return frozenset(hidden)
