"""What a facilitator chooses for the wall, on a phone."""

from collections.abc import Callable, Sequence

import streamlit as st

from digikartta.room import SCENES, Room, Scene, WrittenComment, page_name
from digikartta.texts import Texts
from digikartta.ui.html import block, notice
from digikartta.ui.wall_pages import page_count, part_on_wall

Act = Callable[..., None]  # called with the name of a control and what it is about


def wall_key(field: str, t: Texts) -> str:
    """Return under which name the choice of a field is kept while it is made."""
    return f"wall-{field}-{t.language}"


def show_wall_choice(room: Room, act: Act, t: Texts) -> None:
    """Choose what is on the wall, of which part, and what stands beside it."""
    for dimension in room.questionnaire.dimensions:
        late = room.holding_back(dimension.id)
        if late:
            name = dimension.name.in_language(t.language)
            notice(t("wall.held_title", name=name), t.n("wall.held", late), kind="wait")
    _radio(room, act, t)
    options = _parts(room, t)
    if options:
        _part(room, options, act, t)
    if room.showing.scene == "map":
        if room.earlier is not None:
            _tick("shows_earlier", room.showing.shows_earlier, act, t)
        if not room.is_seminar:
            _tick("shows_peers", room.showing.shows_peers, act, t)


def _radio(room: Room, act: Act, t: Texts) -> None:
    key = wall_key("scene", t)
    st.session_state[key] = room.showing.scene
    st.radio(
        t("wall.scene"),
        _scenes(room),
        key=key,
        format_func=lambda scene: t(f"wall.scene.{scene}"),
        width="stretch",
        on_change=act,
        args=("show", "scene"),
    )


def _scenes(room: Room) -> list[Scene]:
    """Return the views that this kind of workshop has; the one that is on the wall among them."""
    out = {"roles"} if room.is_seminar else {"companies"}
    return [scene for scene in SCENES if scene not in out or scene == room.showing.scene]


def _parts(room: Room, t: Texts) -> dict[str, str]:
    """Return what there is to choose from in the view on the wall, with its words."""
    if room.showing.scene == "spread":
        shown = [d for d in room.questionnaire.dimensions if d.id in room.pictures]
        return {d.id: d.name.in_language(t.language) for d in shown}
    if room.showing.scene == "question":
        first = room.seen_differently()
        ordered = dict.fromkeys((*first, *room.spreads()))
        found = {question: room.question(question) for question in ordered}
        return {name: q.text.in_language(t.language) for name, q in found.items() if q is not None}
    count = page_count(room)
    if count == 1:
        return {}
    return {
        page_name(room.showing.scene, number): t("wall.page", number=number, count=count)
        for number in range(1, count + 1)
    }


def _part(room: Room, options: dict[str, str], act: Act, t: Texts) -> None:
    key = wall_key("part", t)
    chosen = part_on_wall(room)
    st.session_state[key] = chosen if chosen in options else next(iter(options))
    st.selectbox(
        t(f"wall.part.{room.showing.scene}"),
        list(options),
        key=key,
        format_func=options.__getitem__,
        on_change=act,
        args=("show", "part"),
    )


def _tick(field: str, value: object, act: Act, t: Texts) -> None:
    key = wall_key(field, t)
    st.session_state[key] = bool(value)
    st.checkbox(t(f"wall.{field}"), key=key, on_change=act, args=("show", field))


def _comments_why(room: Room) -> str:
    if not room.is_named:
        return "wall.comments_why"
    return "wall.comments_why_seminar" if room.is_seminar else "wall.comments_why_named"


def show_comment_choice(comments: Sequence[WrittenComment], room: Room, act: Act, t: Texts) -> None:
    """Choose which comments stand on the wall; the writer's name where it was asked for."""
    if not comments:
        st.markdown(t("wall.no_comments"))
        return
    st.markdown(t(_comments_why(room)))
    for comment in comments:
        question = room.question(comment.item)
        with st.container(key=f"dk_comment_{comment.key}", border=True):
            block(
                '<p class="dk-muted">{about}</p><p>{text}</p>'
                + ('<p class="dk-control-name">{name}</p>' if comment.name else ""),
                about=question.text.in_language(t.language) if question else "",
                text=comment.text,
                name=comment.name,
            )
            if comment.has_changed:
                st.markdown(t("wall.comment_changed"))
            key = f"comment-{comment.key}"
            st.session_state[key] = comment.on_wall and not comment.has_changed
            st.checkbox(
                t("wall.comment_show"), key=key, on_change=act, args=("choose", comment.key)
            )
