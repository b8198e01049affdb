"""What the projector shows in words: the bar with the code, how to join, notices, the wall."""

from collections.abc import Mapping
from functools import lru_cache
from html import escape
from pathlib import Path

import streamlit as st

from digikartta.charts.label_text import some_of
from digikartta.room import Beside, Room
from digikartta.texts import Texts
from digikartta.ui.html import block
from digikartta.ui.qr import qr_image
from digikartta.ui.wall_pages import (
    comment_pages,
    company_pages,
    is_long,
    page_count,
    page_on_wall,
)

_NAMES = 60  # characters of names beside one level


@lru_cache(maxsize=1)
def _style() -> str:
    style = Path(__file__).with_name("room.css").read_text(encoding="utf-8")
    return f'<style>{style}</style><div class="dk-room"></div>'


def show_room_look(words: float) -> None:
    """Load the projector's style sheet, with all words `words` times their size."""
    st.html(_style())
    st.html(f"<style>.stApp:has(.dk-room) {{ --dk-scale: {words}; }}</style>")


def _safe(text: str) -> str:
    """A text as part of a template: nothing in it is markup, and nothing a placeholder."""
    return escape(text).replace("{", "{{").replace("}", "}}")


def show_bar(room: Room, t: Texts, *, address: str, host: str) -> None:
    """Show whose room this is, how many are here, and the way in; on every view."""
    counts = [
        (room.attending.joined, t("room.joined")),
        (room.attending.answering, t("room.answering")),
        (room.attending.finished, t("room.finished")),
    ]
    shown = "".join(
        f"<li><strong>{t.whole(number)}</strong><span>{_safe(label)}</span></li>"
        for number, label in counts
    )
    block(
        '<div class="dk-room-bar"><div class="dk-room-name">'
        f'<p class="dk-name">Digikartta{_pause(room, t)}</p>'
        '<p class="dk-room-title">{name}</p></div>'
        f'<ul class="dk-room-counts">{shown}{_stored(room, t)}</ul>'
        + ("" if room.showing.scene == "join" or not room.join_code else _small_code())
        + "</div>",
        name=room.name,
        host=host,
        code=f"{room.join_code[:3]} {room.join_code[3:]}",
        src=qr_image(address),
        alt=t("room.qr"),
    )


def _pause(room: Room, t: Texts) -> str:
    if room.flow.state != "paused":
        return ""
    return f' <span class="dk-room-pause">{_safe(t("pace.paused_title"))}</span>'


def _small_code() -> str:
    return (
        '<div class="dk-room-in"><div><p>{host}</p><p class="dk-room-code">{code}</p></div>'
        '<img src="{src}" alt="{alt}"></div>'
    )


def _stored(room: Room, t: Texts) -> str:
    """Answers received and stored; one that was called saved and is not there is an alarm."""
    kind = "dk-room-alarm" if room.missing else ""
    text = t("room.not_stored", n=t.whole(room.missing)) if room.missing else t("room.all_stored")
    return (
        f'<li class="{kind}"><strong>{t.whole(room.received)} / '
        f"{t.whole(room.attending.answers)}</strong>"
        f"<span>{_safe(t('room.received'))} <em>{_safe(text)}</em></span></li>"
    )


def show_join(room: Room, t: Texts, *, address: str, host: str) -> None:
    """Show how to join, huge, and how far the room is; no result."""
    _heading(t("room.join_title") if room.join_code else t("room.closed_title"))
    steps = (
        (
            '<div><div class="dk-room-way"><img src="{src}" alt="{alt}"><div><p>{or_type}</p>'
            '<p class="dk-room-host">{host}</p></div></div>'
            '<p class="dk-room-type"><span>{code_label}</span> '
            '<strong class="dk-room-code">{code}</strong></p></div>'
        )
        if room.join_code
        else "<p class='dk-room-lead'>{closed}</p>"
    )
    block(
        f'<div class="dk-room-join">{steps}'
        f'<div class="dk-room-progress"><h2>{{progress}}</h2>{_progress(room, t)}</div></div>',
        src=qr_image(address),
        alt=t("room.qr"),
        or_type=t("room.or_type"),
        host=host,
        code_label=t("room.code"),
        code=f"{room.join_code[:3]} {room.join_code[3:]}",
        closed=t("room.closed"),
        progress=t("room.progress"),
    )


def _progress(room: Room, t: Texts) -> str:
    rows = []
    for dimension in room.questionnaire.dimensions:
        found = room.progress[dimension.id]
        share = round(100 * found.finished / found.joined) if found.joined else 0
        rows.append(
            f"<li><span>{_safe(dimension.name.in_language(t.language))}</span>"
            f"<b>{t.whole(found.finished)} / {t.whole(found.joined)}</b>"
            f'<i aria-hidden="true"><i style="width:{share}%"></i></i></li>'
        )
    return f"<ul>{''.join(rows)}</ul>"


def show_heading(title: str, lead: str = "") -> None:
    """Show what the view is about."""
    _heading(title)
    if lead:
        block('<p class="dk-room-lead">{lead}</p>', lead=lead)


def _heading(title: str) -> None:
    block('<h1 class="dk-room-heading">{title}</h1>', title=title)


def show_waiting(title: str, text: str) -> None:
    """Say why there is nothing to see yet."""
    block(
        '<div class="dk-room-waiting" role="status"><h1>{title}</h1><p>{text}</p></div>',
        title=title,
        text=text,
    )


def show_figures(room: Room, beside: Beside, t: Texts) -> None:
    """Show the numbers beside the radar, for those who cannot see the shape."""
    others = (
        (t("chart.customers"), beside.customers),
        (t("room.earlier"), beside.earlier),
        (t("room.median"), beside.peers),
    )
    columns: list[tuple[str, Mapping[str, float | None]]] = [
        (t("room.we"), room.scores()),
        (t("chart.target"), room.targets()),
        *((label, scores) for label, scores in others if scores),
    ]
    # The whole names stand around the shape; beside more than two columns they would wrap.
    names = {d.id: d.name if len(columns) == 2 else d.short for d in room.questionnaire.dimensions}
    head = "".join(f"<th scope='col'>{_safe(label)}</th>" for label, _ in columns)
    rows = "".join(
        f'<tr data-dimension="{d}"><th scope="row">{_safe(name.in_language(t.language))}</th>'
        + "".join(f"<td>{t.whole(scores.get(d))}</td>" for _, scores in columns)
        + "</tr>"
        for d, name in names.items()
    )
    total = room.overall()
    last = (
        f'<tr data-dimension="overall"><th scope="row">{_safe(t("table.overall"))}</th>'
        f"<td>{t.whole(total)}</td>{'<td></td>' * (len(columns) - 1)}</tr>"
        if total is not None
        else ""
    )
    block(
        '<div class="dk-room-wide" tabindex="0" role="region" aria-label="{title}">'
        f'<table class="dk-room-table"><caption>{{caption}}</caption><thead><tr><td></td>{head}'
        f"</tr></thead><tbody>{rows}{last}</tbody></table></div>",
        title=t("room.map_title"),
        caption=t("room.table"),
    )


def show_prompts(questions: Mapping[str, str], room: Room, t: Texts) -> None:
    """Show, for each question that the room sees differently, who does, and what to talk about."""
    items = "".join(
        f'<li><p class="dk-room-question">{{q{place}}}</p>{_extremes(room, question, t)}'
        f"<p>{_safe(t(f'room.prompt.{1 + place % 3}'))}</p></li>"
        for place, question in enumerate(questions)
    )
    block(
        f'<ol class="dk-room-prompts">{items}</ol>',
        **{f"q{place}": text for place, text in enumerate(questions.values())},
    )


def _extremes(room: Room, question: str, t: Texts) -> str:
    """Who chose the lowest and the highest level, where the room may know."""
    said = "".join(
        f"<li><b>{_safe(t('room.level'))} {level}</b> {_safe(some_of(names, _NAMES))}</li>"
        for level, names in room.extremes(question)
    )
    return f'<ul class="dk-room-voices">{said}</ul>' if said else ""


def show_wall(room: Room, t: Texts) -> None:
    """Show the chosen comments, with the writers' names where the room may know them."""
    if not room.comments:
        show_heading(t("room.wall_title"), t("room.wall_empty"))
        return
    show_heading(t("room.wall_title"), _page(room, t))
    shown = comment_pages(room)[page_on_wall(room) - 1]
    texts = {q.id: q.text.in_language(t.language) for q in room.questionnaire.questions}
    notes = "".join(
        f"<li><p>{{t{place}}}</p>{_writer(comment.name)}<span>{{q{place}}}</span></li>"
        for place, comment in enumerate(shown)
    )
    values = {f"t{place}": comment.text for place, comment in enumerate(shown)}
    about = {f"q{place}": texts.get(comment.item, "") for place, comment in enumerate(shown)}
    long = " dk-room-long" if len(shown) == 1 and is_long(shown[0], room) else ""
    block(f'<ul class="dk-room-wall{long}">{notes}</ul>', **values, **about)


def _page(room: Room, t: Texts) -> str:
    """Which page of how many, where there are several."""
    count = page_count(room)
    return t("wall.page", number=page_on_wall(room), count=count) if count > 1 else ""


def _writer(name: str) -> str:
    return f"<b>{_safe(name)}</b>" if name else ""


def show_companies(room: Room, t: Texts, *, least: int) -> None:
    """Show each company of a named seminar with its scores, from `least` companies on."""
    scores = room.company_scores()
    if not scores:
        why = "room.companies_none" if room.is_named else "room.companies_anonymous"
        show_heading(t("room.companies_title"), t(why, least=least))
        return
    show_heading(t("room.companies_title"), _page(room, t))
    companies = company_pages(room)[page_on_wall(room) - 1]
    head = "".join(
        f"<th scope='col'>{_safe(d.short.in_language(t.language))}</th>"
        for d in room.questionnaire.dimensions
        if d.id in room.pictures
    )
    rows = "".join(
        f'<tr><th scope="row">{{c{place}}}</th>'
        + "".join(f"<td>{t.whole(score)}</td>" for score in scores[company])
        + "</tr>"
        for place, company in enumerate(companies)
    )
    block(
        '<div class="dk-room-wide" tabindex="0" role="region" aria-label="{title}">'
        f'<table class="dk-room-table dk-room-companies"><thead><tr><td></td>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>",
        title=t("room.companies_title"),
        **{f"c{place}": room.companies[company] for place, company in enumerate(companies)},
    )
