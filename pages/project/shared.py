"""A page of cohorts that the project team has shared with outsiders; to be read only."""

from db import publications
from db.engine import shared_engine
from db.site_settings import holds_examples
from digikartta.problems import InvalidInput
from digikartta.questionnaire_file import load as load_questionnaires
from digikartta.settings import settings
from digikartta.ui import visitor
from digikartta.ui.cohort_view import names_of, show_cohort_sizes, show_figures, show_pictures
from digikartta.ui.header import show_header
from digikartta.ui.html import block
from digikartta.ui.publication_view import named, show_hidden
from digikartta.ui.states import show_bad_link
from digikartta.web.cookies import SHARED

engine = shared_engine(settings().database_url)
t = visitor.t()
token = visitor.cookie(SHARED)
example = holds_examples(engine)


def load() -> publications.SharedPage:
    """Return the page behind the visitor's link, or show why there is none and stop."""
    try:
        return publications.shared_page(engine, token, today=visitor.today())
    except InvalidInput as error:
        show_header(is_example=example)
        show_bad_link(error.problems[0].key if token else "problem.link_missing")


page = load()
questionnaire = load_questionnaires(*settings().questionnaire_folders)[page.questionnaire]
names = names_of(questionnaire, t)
show_header(organisation=page.title, is_example=example)
block(
    '<div class="dk-wide"></div><h1 class="dk-part" tabindex="-1">{title}</h1>'
    '<p class="dk-about">{lead}</p>',
    title=page.title,
    lead=t("publish.lead", day=t.day(page.published_on), least=settings().min_group),
)
show_hidden(page.cohorts, t)
shown = named(page.cohorts)
about = show_cohort_sizes([(cohort.name, cohort.n, "") for cohort in page.cohorts], t)
if shown:
    show_pictures(shown, questionnaire, t, about=about)
    show_figures(shown, names, t)
