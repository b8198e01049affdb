"""What the register holds of a company, to be read: head, contacts, rounds, history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape

import streamlit as st

from digikartta.classification import SIZE_CLASSES, industries, municipalities
from digikartta.company import Profile
from digikartta.company_work import Change, Contact, Proposal
from digikartta.texts import Texts
from digikartta.ui import visitor
from digikartta.ui.html import block, link, table_box
from digikartta.ui.menu import PAGES
from digikartta.ui.register_filters import industry_name, municipality_name, size_name

# Pages about one company that others of the project team work on.
_ABOUT = ("asiakasymmarrys", "tarpeet", "digivisio", "suunnitelma", "tulevaisuuskartta")
_STEP = "step_"
_MERGED = "merged_"


def show_company_head(
    profile: Profile, t: Texts, *, place: str, partner: str, tags: Sequence[str]
) -> None:
    """Show the company's name, where it is and what it is."""
    facts = [
        profile.business_id or "",
        industry_name(t)(profile.industry) if profile.industry else "",
        size_name(t)(profile.size_class) if profile.size_class else "",
        municipality_name(t)(profile.municipality) if profile.municipality else "",
        partner,
    ]
    block(
        '<p class="dk-step"><a href="{back}">{register}</a></p>'
        '<h1 class="dk-part" tabindex="-1">{name}</h1><p class="dk-about">{facts}</p>'
        '<p class="dk-place">{place}</p>',
        back=visitor.address("/yritykset"),
        register=t("register.title"),
        name=profile.name,
        facts=" · ".join(fact for fact in facts if fact),
        place=t(f"pipeline.{place}"),
    )
    if tags:
        words = "".join(f"<li>{escape(tag)}</li>" for tag in tags)
        label = escape(t("register.field.tags"))
        st.html(f'<ul class="dk-tags" aria-label="{label}">{words}</ul>')


def show_ways(organisation_id: int, t: Texts) -> None:
    """Show the ways to the other pages about this company."""
    there = {address for address, *_ in PAGES}
    ways = [address for address in _ABOUT if address in there]
    with st.container(key="dk_company_ways", horizontal=True):
        for address in ways:
            path = f"{visitor.address(f'/{address}')}&yritys={organisation_id}"
            link(t(f"company.way.{address}"), path)


def show_contacts(contacts: Sequence[Contact], t: Texts) -> None:
    """Show the contacts, latest first."""
    items = "".join(
        f"<li><p><strong>{escape(t.day(contact.day))}</strong> "
        f"{escape(t(f'contact.kind.{contact.kind}'))} · {escape(contact.author)}</p>"
        f"<p>{_lines(contact.note)}</p></li>"
        for contact in contacts
    )
    if items:
        st.html(f'<ol class="dk-log">{items}</ol>')


def show_proposal_state(proposal: Proposal, t: Texts) -> None:
    """Say when the latest proposal was written and whether the company agreed to it."""
    written = t("proposal.written", day=t.day(proposal.written_on), author=proposal.author)
    if proposal.agreed_on is None:
        said = t("proposal.not_agreed")
    else:
        said = t("proposal.agreed", day=t.day(proposal.agreed_on), who=proposal.agreed_by)
    block('<p class="dk-about">{written} {said}</p>', written=written, said=said)


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round of the company as the table shows it."""

    stage: str
    project: str
    closed_on: date | None
    overall: float | None  # 0 to 100
    result: str | None  # the address of its result


def show_rounds(rounds: Sequence[RoundLine], t: Texts) -> None:
    """Show the company's rounds, each with the way to its result once there is one."""
    if not rounds:
        st.markdown(t("company.no_rounds"))
        return
    rows = "".join(_round(each, t) for each in rounds)
    heads = "".join(
        f'<th scope="col">{escape(t(f"company.round.{name}"))}</th>'
        for name in ("stage", "project", "closed", "overall")
    )
    table = f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>"
    table_box(table, label=t("company.rounds"), kind="dk-words dk-register")


def _round(line: RoundLine, t: Texts) -> str:
    stage = escape(t(f"stage.{line.stage}"))
    if line.result:
        named = escape(t("company.round.result", stage=t(f"stage.{line.stage}")))
        stage = f'<a href="{escape(line.result)}" aria-label="{named}">{stage}</a>'
    cells = (
        line.project or "–",
        t.day(line.closed_on) if line.closed_on else t("company.round_open"),
        t.whole(line.overall),
    )
    rest = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr><th scope="row">{stage}</th>{rest}</tr>'


def show_changes(changes: Sequence[Change], t: Texts) -> None:
    """Show who changed what and when, latest first."""
    items = "".join(_change(change, t) for change in changes)
    if items:
        st.html(f'<ol class="dk-log">{items}</ol>')
    else:
        st.markdown(t("company.no_changes"))


def _change(change: Change, t: Texts) -> str:
    moment = change.at.astimezone()
    before, after = (_value(change.field, text, t) for text in (change.before, change.after))
    return (
        f"<li><p><strong>{escape(_moment(moment, t))}</strong> {escape(change.author)}</p>"
        f"<p>{escape(_field(change.field, t))}: {_lines(before)} → {_lines(after)}</p></li>"
    )


def _moment(moment: datetime, t: Texts) -> str:
    return f"{t.day(moment.date())} {moment:%H:%M}"


def _field(field: str, t: Texts) -> str:
    if field.startswith(_STEP):
        return t(f"pipeline.{field.removeprefix(_STEP)}")
    if field.startswith(_MERGED):
        return t("company.merged_row")
    return t(f"company.change.{field}")


def _value(field: str, text: str, t: Texts) -> str:
    """Return a kept value in the reader's words."""
    if not text:
        return "–"
    if field in {"dropped_on", "agreed_on"} or field.startswith(_STEP):
        return t.day(date.fromisoformat(text))
    coded = {
        "industry": (industries(), industry_name),
        "size_class": (SIZE_CLASSES, size_name),
        "municipality": (municipalities(), municipality_name),
    }
    if field in coded and text in coded[field][0]:
        return coded[field][1](t)(text)
    if text in {"True", "False"}:
        return t(f"value.yes_no.{'yes' if text == 'True' else 'no'}")
    return text


def shown_value(field: str, value: object, t: Texts) -> str:
    """Return a field's value as a person reads it."""
    return _value(field, "" if value is None else str(value), t)


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
