"""The quality of the measure: what a questionnaire's author needs for the next version."""

import streamlit as st

from db import accounts, cohort_pool, revisions
from db import measure_quality as answers
from db.engine import reading, shared_engine
from db.site_settings import holds_examples
from digikartta.account import ADMIN, PROJECT
from digikartta.cohort_statistics.bootstrap import Progress
from digikartta.measure_quality import MeasureQuality, measure_quality
from digikartta.questionnaire import Questionnaire
from digikartta.questionnaire_file import load as load_questionnaires
from digikartta.settings import settings
from digikartta.ui import quality_view as view
from digikartta.ui import visitor
from digikartta.ui.header import show_header
from digikartta.ui.html import block, notice
from digikartta.ui.long_work import with_progress
from digikartta.ui.questionnaire_choice import choose_questionnaire
from digikartta.ui.screen import chart_size
from digikartta.ui.signed_in import signed_in_or_stop

engine = shared_engine(settings().database_url)
known = load_questionnaires(*settings().questionnaire_folders)
t = visitor.t()
is_example = holds_examples(engine)
signed_in_or_stop(
    accounts.signed_in,
    engine,
    roles=(PROJECT, ADMIN),
    is_example=is_example,
)


@st.cache_resource(max_entries=4, show_spinner=False)
def used_at(revision: int, *, is_example: bool) -> dict[str, Questionnaire]:  # noqa: ARG001  of the cache
    """Return the questionnaires that companies have answered; `revision` is the pool's."""
    with reading(engine) as connection:
        return cohort_pool.used(connection, is_example=is_example)


def measured(tell: Progress) -> MeasureQuality:
    """Read the answers and work the quality out; each dimension is read by itself."""
    with reading(engine) as connection:
        return measure_quality(
            content,
            lambda dimension: answers.dimension_answers(
                connection, content, dimension, is_example=is_example
            ),
            answers.closed_days(connection, content, is_example=is_example),
            progress=tell,
        )


show_header(is_example=is_example)
block(
    '<div class="dk-wide"></div><h1 class="dk-part" tabindex="-1">{title}</h1>'
    '<p class="dk-about">{about}</p>',
    title=t("quality.title"),
    about=t("quality.about"),
)
with reading(engine) as connection:
    revision = revisions.current(connection, revisions.POOL)
used = used_at(revision, is_example=is_example)
if not used:
    notice(t("compare.empty_title"), t("quality.empty"), kind="wait")
    st.stop()
content = choose_questionnaire(t, used)
with reading(engine) as connection:
    key = cohort_pool.pool_key(connection, content, known, is_example=is_example)
found = with_progress(("quality", content.id, key), measured, text=t("quality.working"))
block('<p class="dk-peers">{text}</p>', text=view.basis_text(found, t))
size = chart_size()
view.show_reliability(found, content, t, size=size)
view.show_missing(found, content, t, size=size)
view.show_ends(found, content, t, size=size)
view.show_agreement(found, content, t, size=size)
view.show_question_table(found, content, t)
view.show_participation(found, t, size=size)
