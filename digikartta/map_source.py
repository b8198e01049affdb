"""What a company's future map shows, before it is known how large the picture is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from digikartta.action_plan import Action, Planned
from digikartta.future_map import MapSettings, Milestone
from digikartta.map_layout import NO_LANE, LaneSource, MapLayout, days_of, laid_out, lane_of
from digikartta.map_packing import Measures
from digikartta.plan_filter import themes_of
from digikartta.plan_review import StageLevels
from digikartta.plan_words import PlanWords

_NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class MapSource:
    """A plan on its map: lanes in order, what is on them, and the vision at the far end."""

    settings: MapSettings
    lanes: tuple[LaneSource, ...]
    plan: tuple[Planned, ...]
    milestones: Mapping[int, Milestone]
    vision: str
    today: date

    def laid_out(self, measures: Measures, *, words: PlanWords) -> MapLayout:
        """Return the picture in these measures."""
        return laid_out(
            self.settings,
            self.lanes,
            self.plan,
            self.milestones,
            today=self.today,
            measures=measures,
            month=words.t.month,
            label=label_of,
        )

    def action(self, number: int) -> Planned:
        """Return an action by its id."""
        return self._by_id[number]

    @cached_property
    def _by_id(self) -> Mapping[int, Planned]:
        return {planned.id: planned for planned in self.plan}


def label_of(action: Action) -> str:
    """Return what stands over an action's bar: the title, and who is responsible."""
    owner = action.owner.replace(" ", _NO_BREAK)
    return f"{action.title} ·{_NO_BREAK}{owner}" if owner else action.title


def map_source(
    settings: MapSettings,
    plan: Sequence[Planned],
    milestones: Mapping[int, Milestone],
    rounds: Sequence[StageLevels],
    *,
    words: PlanWords,
    vision: str,
    today: date,
    only: tuple[str | None, str | None] = (None, None),
) -> MapSource:
    """Return the map of a plan; `only` a lane and a responsible person, each None for all.

    Lanes on which nothing shows are left out.
    """
    lane, owner = only
    shown = [
        planned
        for planned in plan
        if planned.content.status != "dropped"
        and owner in {None, planned.content.owner}
        and lane in {None, lane_of(planned.content, settings)}
    ]
    marks = {
        key: each
        for key, each in milestones.items()
        if owner is None and lane in {None, lane_of(each, settings)}
    }
    used = {lane_of(p.content, settings) for p in shown if _is_inside(p.content, settings)}
    used |= {lane_of(m, settings) for m in marks.values() if _is_on(m.day, settings)}
    sources = _lanes(settings, plan, marks, rounds, words=words)
    kept = tuple(source for source in sources if source.id in used)
    return MapSource(settings, kept, tuple(shown), marks, vision, today)


def _is_inside(action: Action, settings: MapSettings) -> bool:
    days = days_of(action)
    return days is not None and days[0] < settings.ends_on and days[1] > settings.starts_on


def _is_on(day: date, settings: MapSettings) -> bool:
    return settings.starts_on <= day < settings.ends_on


def _lanes(
    settings: MapSettings,
    plan: Sequence[Planned],
    milestones: Mapping[int, Milestone],
    rounds: Sequence[StageLevels],
    *,
    words: PlanWords,
) -> list[LaneSource]:
    whole = LaneSource(NO_LANE, words.t("map.no_lane"))
    if settings.lanes == "theme":
        themes = {*themes_of(plan), *(each.theme for each in milestones.values() if each.theme)}
        return [whole, *(_theme(each, plan, rounds) for each in sorted(themes, key=str.casefold))]
    return [
        whole,
        *(
            LaneSource(each, words.dimension(each), _before(rounds, each), _target(rounds, each))
            for each in words.dimension_ids
        ),
    ]


def _theme(theme: str, plan: Sequence[Planned], rounds: Sequence[StageLevels]) -> LaneSource:
    """A theme's levels: the plain means over the dimensions that its actions are about.

    Undefined when it has none, or when one of them is: a mean over the rest would be about
    something else.
    """
    own = [p.content for p in plan if p.content.theme == theme and p.content.status != "dropped"]
    touched = sorted({action.dimension for action in own if action.dimension})
    before, target = (
        _mean([level(rounds, each) for each in touched]) for level in (_before, _target)
    )
    return LaneSource(theme, theme, before, target)


def _mean(levels: Sequence[float | None]) -> float | None:
    known = [level for level in levels if level is not None]
    return sum(known) / len(known) if known and len(known) == len(levels) else None


def _before(rounds: Sequence[StageLevels], dimension: str) -> float | None:
    """What the first round measured."""
    return rounds[0].scores.get(dimension) if rounds else None


def _target(rounds: Sequence[StageLevels], dimension: str) -> float | None:
    """The latest target that was given."""
    given = (one.targets.get(dimension) for one in reversed(rounds))
    return next((target for target in given if target is not None), None)


def lane_names(source: MapSource) -> dict[str, str]:
    """Return the names of the lanes by id."""
    return {lane.id: lane.name for lane in source.lanes}


def levels_text(lane: LaneSource, words: PlanWords) -> str:
    """Return a lane's levels in words, from the first round to the target, dashes for undefined.

    Empty for what concerns the whole company.
    """
    if lane.id == NO_LANE:
        return ""
    t = words.t
    return t("map.levels", before=t.whole(lane.before), target=t.whole(lane.target))


def levels_note(source: MapSource, words: PlanWords) -> str:
    """Return what the lanes' levels are when they are no dimension's own; else empty."""
    return words.t("map.theme_levels") if source.settings.lanes == "theme" else ""
