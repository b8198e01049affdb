"""The first draft of a development proposal: a company's greatest needs and what to do next."""

from digikartta.company_result import CompanyResult
from digikartta.needs import greatest_needs, next_steps
from digikartta.questionnaire import Questionnaire
from digikartta.scoring import DimensionScore
from digikartta.texts import Texts


def draft(questionnaire: Questionnaire, result: CompanyResult, t: Texts) -> str:
    """Return the draft as text, empty when the result shows no need."""
    parts = [_part(questionnaire, result, need, t) for need in greatest_needs(result.scores)]
    return "\n\n".join([t("proposal.draft_intro"), *parts]) if parts else ""


def _part(
    questionnaire: Questionnaire, result: CompanyResult, need: DimensionScore, t: Texts
) -> str:
    name = questionnaire.dimension(need.dimension).name.in_language(t.language)
    score = t.whole(need.score)
    if need.target is None:
        heading = t("proposal.draft_now", name=name, score=score)
    else:
        target = t.whole(need.target)
        heading = t("proposal.draft_need", name=name, score=score, target=target)
    steps = next_steps(questionnaire, need.dimension, result.question_means)
    return "\n".join([heading, *(f"– {step.step.in_language(t.language)}" for step in steps)])
