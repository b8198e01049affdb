"""Files of a plan: taking it along, and bringing an edited draw.io file back."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby

import streamlit as st

from digikartta.action_plan import Planned
from digikartta.drawio_edits import FileChange, FileEdits, edits_in
from digikartta.drawio_file import MAX_BYTES, read_cells
from digikartta.drawio_marks import marks_of
from digikartta.exports.plan_files import MIME, PlanFiles
from digikartta.plan_words import PlanWords, names_of
from digikartta.questionnaire import Questionnaire
from digikartta.ui.held import all_held
from digikartta.ui.html import block, notice, unmarked

_TOLD = 30  # things that are left alone; the rest are counted
_WRITTEN = {"title", "owner", "theme"}
_UPLOAD, _MEGABYTE = "plan-upload", 1_000_000


def show_downloads(files: PlanFiles) -> None:
    """Show a button for each kind of file; a file is made when somebody wants it."""
    t = files.words.t
    for kind, column in zip(MIME, st.columns(len(MIME)), strict=True):
        column.download_button(
            t(f"files.{kind}"),
            data=partial(files.made, kind),
            file_name=files.name(kind),
            mime=MIME[kind],
            key=f"download-{kind}",
            on_click="ignore",
            width="stretch",
        )


def ask_file(words: PlanWords, *, number: int) -> bytes | None:
    """Ask for an edited draw.io file and return what it holds; a new `number` empties the field."""
    t = words.t
    st.markdown(t("files.bring"))
    given = st.file_uploader(
        t("files.choose"),
        type=["drawio", "xml"],
        key=f"{_UPLOAD}-{number}",
        max_upload_size=MAX_BYTES // _MEGABYTE,
    )
    return None if given is None else given.getvalue()


def file_edits(
    content: bytes, plan: Sequence[Planned], *, plan_key: str, questionnaire: Questionnaire
) -> FileEdits:
    """Return what a file changes; raises `InvalidInput` with the reason for refusing it."""
    cells = read_cells(content)
    return edits_in(cells, marks_of(cells, key=plan_key), plan, names=names_of(questionnaire))


def show_edits(
    edits: FileEdits,
    words: PlanWords,
    *,
    number: int,
    on_confirm: Callable[[Sequence[FileChange]], None],
) -> None:
    """Show the differences to confirm, and what is left alone with the reason."""
    t = words.t
    if edits.left_alone:
        count = len(edits.left_alone)
        lines = [words.problem(problem) for problem in edits.left_alone[:_TOLD]]
        lines += [t.n("plan.list.more", count - _TOLD)] if count > _TOLD else []
        notice(t.n("files.left_alone", count), " ".join(lines))
    if not edits.changes:
        notice(t("files.no_changes_title"), t("files.no_changes"), kind="good")
        return
    st.subheader(t.n("files.changes", len(edits.changes)))
    chosen = False
    for action, changes in groupby(sorted(edits.changes, key=_order), key=lambda c: c.action):
        block('<p class="dk-action-title"><strong>{title}</strong></p>', title=words.title(action))
        for change in changes:
            key, ticked = _change_key(change, number), not change.is_disputed
            chosen |= st.checkbox(_sentence(change, words), value=ticked, key=key)
    st.button(
        t("files.confirm"),
        key=f"confirm-{number}",
        type="primary",
        width="stretch",
        disabled=not chosen,
        on_click=lambda: on_confirm(_ticked(edits.changes, number)),
    )


def _ticked(changes: Sequence[FileChange], number: int) -> list[FileChange]:
    """Return the changes whose boxes are ticked at the moment of a tap."""
    held = all_held()
    return [change for change in changes if held.get(_change_key(change, number))]


def _change_key(change: FileChange, number: int) -> str:
    return f"file-{number}-{change.action}-{change.field}"


def _order(change: FileChange) -> tuple[int, str]:
    return (change.action, change.field)


def _sentence(change: FileChange, words: PlanWords) -> str:
    """What would change, as Markdown that shows people's words as they are."""
    key = "files.disputed" if change.is_disputed else "files.change"
    values = {
        name: _shown(change.field, getattr(change, name), words)
        for name in ("before", "now", "after")
    }
    return words.t(key, field=words.field(change.field), **values)


def _shown(field: str, text: str, words: PlanWords) -> str:
    """A value in words; only what people wrote needs its signs taken as they are."""
    shown = words.read(field, text)
    return unmarked(shown) if field in _WRITTEN else shown
