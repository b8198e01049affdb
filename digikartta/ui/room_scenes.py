"""The views of the projector: one function for each, chosen by the facilitator. Heavy: plotly."""

from collections.abc import Callable, Mapping

import plotly.graph_objects as go
import streamlit as st

from digikartta.charts.palette import Palette
from digikartta.charts.scaling import scaled
from digikartta.live_picture import DimensionPicture
from digikartta.questionnaire import LevelsQuestion
from digikartta.room import Beside, Room, RoomPeers, Scene
from digikartta.texts import Texts
from digikartta.ui.room_charts import (
    levels_of,
    roles_of,
    room_radar,
    show_room_chart,
    spread_of,
)
from digikartta.ui.room_view import (
    show_companies,
    show_figures,
    show_heading,
    show_join,
    show_prompts,
    show_waiting,
    show_wall,
)
from digikartta.ui.screen import Wall


class Stage:
    """The room, and with what it is drawn."""

    def __init__(
        self,
        room: Room,
        t: Texts,
        *,
        palette: Palette,
        wall: Wall,
        peers: RoomPeers | None,
        site: str,
        least: int,
    ) -> None:
        self.room, self.t, self.palette, self.peers = room, t, palette, peers
        self.least = least  # companies in a figure
        self.wall = wall
        self.address = f"{site}/t/{room.join_code}"
        self.host = site.partition("://")[2]

    def text_of(self, question: str) -> str:
        """Return the words of a question."""
        found = self.room.question(question)
        return found.text.in_language(self.t.language) if found else ""

    def chart(self, figure: go.Figure, *, key: str, alt: str) -> None:
        """Show a chart as large as the screen wants it."""
        show_room_chart(scaled(figure, self.wall.scale), key=key, alt=alt)


def show_scene(stage: Stage) -> None:
    """Show what the facilitator chose, or why there is nothing of it to see yet."""
    scene = stage.room.showing.scene
    if scene in _WITH_PICTURES and not stage.room.pictures:
        _wait(stage)
        return
    _SCENES[scene](stage)


def _wait(stage: Stage) -> None:
    """Before anything is revealed, and while answers hold a picture back."""
    room, t = stage.room, stage.t
    late = max((room.holding_back(d) for d in room.questionnaire.dimension_ids), default=0)
    text = t.n("room.waits", late) if late else t("room.nothing")
    show_waiting(t("room.waiting_title"), text)


def _join(stage: Stage) -> None:
    show_join(stage.room, stage.t, address=stage.address, host=stage.host)


def _map(stage: Stage) -> None:
    room, t = stage.room, stage.t
    beside = room.beside(stage.peers)
    left, right = st.columns([1.42, 1], gap="small", vertical_alignment="center")
    with left:
        figure = room_radar(room, beside, t, palette=stage.palette, wall=stage.wall)
        stage.chart(figure, key="room-map", alt=t("room.alt_map"))
    with right:
        show_heading(t("room.map_title"), _map_lead(stage, beside))
        show_figures(room, beside, t)


def _map_lead(stage: Stage, beside: Beside) -> str:
    """How many are counted, what waits, and who the peers are."""
    room, t = stage.room, stage.t
    counted = [picture.score.n for picture in room.pictures.values() if picture.score]
    key = "room.companies" if room.is_seminar else "room.people"
    words = [t.n(key, max(counted, default=0))]
    late = max((room.holding_back(d) for d in room.questionnaire.dimension_ids), default=0)
    if late:
        words.append(t.n("room.waits", late))
    if room.showing.shows_earlier and room.earlier:
        day = t.day(room.earlier.closed_on)
        words.append(t("room.earlier_is", stage=room.earlier.stage, day=day))
    if room.showing.shows_peers:
        found = stage.peers if beside.peers else None
        words.append(t.n("room.peers_are", found.n) if found else t("room.no_peers"))
    return " ".join(words)


def _spread(stage: Stage) -> None:
    room, t = stage.room, stage.t
    picture = _chosen_picture(room)
    if picture is None:
        _wait(stage)
        return
    name = room.questionnaire.dimension(picture.dimension).name.in_language(t.language)
    show_heading(name, _dimension_lead(picture, t))
    figure = spread_of(
        room.questionnaire,
        picture.questions,
        t,
        palette=stage.palette,
        size=stage.wall.size,
        width=stage.wall.full,
    )
    _show(figure, stage, "room-spread", picture.questions)


def _chosen_picture(room: Room) -> DimensionPicture | None:
    """Return the picture that was asked for, or the first on the wall."""
    ids = [d for d in room.questionnaire.dimension_ids if d in room.pictures]
    part = room.showing.part
    chosen = part if part in room.questionnaire.dimension_ids else next(iter(ids), "")
    return room.pictures.get(chosen)


def _dimension_lead(picture: DimensionPicture, t: Texts) -> str:
    words = []
    if picture.score:
        score = t.whole(picture.score.value)
        words.append(t.n("room.score", picture.score.n, score=score))
    if picture.target:
        words.append(t("room.target", score=t.whole(picture.target.value)))
    if picture.agreement.reading:
        words.append(t(f"room.agreement.{picture.agreement.reading}"))
    return " ".join(words)


def _question(stage: Stage) -> None:
    room, t = stage.room, stage.t
    spreads = room.spreads()
    chosen = room.showing.part if room.showing.part in spreads else next(iter(spreads), "")
    question = room.question(chosen)
    if not isinstance(question, LevelsQuestion):
        _wait(stage)
        return
    found = spreads[chosen]
    words = [t.n("room.answered", found.n)]
    if found.reading:
        words.append(t(f"room.agreement.{found.reading}"))
    show_heading(stage.text_of(chosen), " ".join(words))
    voices = room.voices.get(chosen, {})
    figure = levels_of(question, found, voices, t, palette=stage.palette, wall=stage.wall)
    _show(figure, stage, "room-question", {chosen: found})


def _differ(stage: Stage) -> None:
    room, t = stage.room, stage.t
    spreads = room.spreads()
    chosen = {question: spreads[question] for question in room.seen_differently()}
    if not chosen:
        show_waiting(t("room.agree_title"), t("room.agree"))
        return
    show_heading(t("room.differ_title"), t("room.differ"))
    left, right = st.columns([1.45, 1], gap="medium", vertical_alignment="center")
    with left:
        figure = spread_of(
            room.questionnaire,
            chosen,
            t,
            palette=stage.palette,
            size=stage.wall.size,
            width=stage.wall.half,
        )
        _show(figure, stage, "room-differ", chosen)
    with right:
        show_prompts({question: stage.text_of(question) for question in chosen}, room, t)


def _roles(stage: Stage) -> None:
    room, t = stage.room, stage.t
    has_roles = any(picture.roles for picture in room.pictures.values())
    if not has_roles:
        show_waiting(t("room.no_roles_title"), t("room.no_roles", least=room.min_group))
        return
    show_heading(t("room.roles_title"), t("room.roles"))
    figure = roles_of(room, t, palette=stage.palette, wall=stage.wall)
    stage.chart(figure, key="room-roles", alt=_roles_in_words(room, t))


def _roles_in_words(room: Room, t: Texts) -> str:
    """The chart for those who cannot see it."""
    lines = []
    for dimension in room.questionnaire.dimensions:
        found = room.in_roles(dimension.id)
        shown = [f"{t(f'room.role.{who}')} {t.whole(score)}" for who, score in found.items()]
        if shown:
            lines.append(f"{dimension.name.in_language(t.language)}: {', '.join(shown)}")
    return f"{t('room.roles_title')}. {'; '.join(lines)}"


def _wall(stage: Stage) -> None:
    show_wall(stage.room, stage.t)


def _companies(stage: Stage) -> None:
    show_companies(stage.room, stage.t, least=stage.least)


def _show(figure: go.Figure, stage: Stage, key: str, spreads: Mapping[str, object]) -> None:
    """Show a chart of spreads with its numbers in words."""
    found = stage.room.spreads()
    lines = [
        f"{stage.text_of(question)}: "
        + ", ".join(
            f"{level}: {n}{_who(stage.room, question, level)}"
            for level, n in enumerate(found[question].counts, 1)
        )
        for question in spreads
        if question in found
    ]
    stage.chart(figure, key=key, alt=f"{stage.t('room.alt_spread')} {'; '.join(lines)}")


def _who(room: Room, question: str, level: int) -> str:
    names = room.voices.get(question, {}).get(str(level), ())
    return f" ({', '.join(names)})" if names else ""


_WITH_PICTURES: frozenset[Scene] = frozenset({"map", "spread", "question", "differ", "roles"})
_SCENES: Mapping[Scene, Callable[[Stage], None]] = {
    "join": _join,
    "map": _map,
    "spread": _spread,
    "question": _question,
    "differ": _differ,
    "roles": _roles,
    "wall": _wall,
    "companies": _companies,
}
