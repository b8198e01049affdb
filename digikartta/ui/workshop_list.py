"""A facilitator's workshops as a list."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from digikartta.texts import Texts
from digikartta.ui import visitor
from digikartta.ui.html import block


class Listed(Protocol):
    """What the list tells of a workshop."""

    @property
    def id(self) -> int:
        """The number in its address."""

    @property
    def name(self) -> str:
        """The company's, or the seminar's."""

    @property
    def stage(self) -> str:
        """T0, T1 or T2."""

    @property
    def held_on(self) -> date:
        """The day."""

    @property
    def state(self) -> str:
        """Prepared, open, paused or closed."""


def workshop_address(workshop_id: int) -> str:
    """Return where a workshop is run."""
    return f"{visitor.address('/tyopaja')}&tyopaja={workshop_id}"


def show_workshops(workshops: Sequence[Listed], t: Texts) -> None:
    """Show each with its day and state, and the way to it."""
    if not workshops:
        block('<p class="dk-about">{text}</p>', text=t("workshops.none"))
    for each in workshops:
        block(
            '<a class="dk-row" href="{address}"><strong>{name}</strong>'
            '<span>{day} · {stage}</span><span class="dk-chip dk-chip-{state}">{words}</span></a>',
            address=workshop_address(each.id),
            name=each.name,
            day=t.day(each.held_on),
            stage=t(f"stage.{each.stage}"),
            state=each.state,
            words=t(f"control.state.{each.state}"),
        )
