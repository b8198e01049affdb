"""A respondent's own answers on the map; nobody else sees this."""

from db import results
from db.answering import Answering
from db.engine import shared_engine
from db.respondents import answering
from db.site_settings import holds_examples
from digikartta.problems import InvalidInput
from digikartta.settings import settings
from digikartta.shown_figures import ShownFigures
from digikartta.ui import visitor
from digikartta.ui.header import show_header
from digikartta.ui.html import block, link
from digikartta.ui.result_charts import palette, radar_of, show_chart
from digikartta.ui.result_text import show_overall, show_table
from digikartta.ui.screen import chart_size
from digikartta.ui.states import show_bad_link
from digikartta.web.cookies import RESPONDENT

engine = shared_engine(settings().database_url)
t = visitor.t()
token = visitor.cookie(RESPONDENT)


def load() -> Answering:
    """Return the holder of the link, or show why not and stop."""
    try:
        return answering(engine, token, today=visitor.today())
    except InvalidInput as error:
        show_header(is_example=holds_examples(engine))
        show_bad_link(error.problems[0].key if token else "problem.link_missing")


person = load()
scores = results.own_scores(person)

show_header(organisation=person.organisation, is_example=person.is_example)
block(
    '<h1 class="dk-part" tabindex="-1">{title}</h1><p class="dk-about">{lead}</p>',
    title=t("own.heading"),
    lead=t("own.lead"),
)
show_overall(scores[-1], t)
shown = ShownFigures(person.questionnaire, scores[:-1])
figure = radar_of(shown, t, size=chart_size(), palette=palette())
show_chart(figure, t, key="own-radar", alt=t("result.alt_radar"), title=t("own.heading"))
show_table(shown, scores[-1], t)
link(t("own.back"), visitor.address("/vastaa"))
