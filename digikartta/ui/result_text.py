"""The result in words: the overall level, strengths, needs, next steps, and the table."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

import streamlit as st

from digikartta.company_result import CompanyResult
from digikartta.maturity import maturity, stage_texts
from digikartta.needs import NextStep, by_need, greatest_needs, next_steps, strongest
from digikartta.questionnaire import Questionnaire
from digikartta.scoring import DimensionScore
from digikartta.shown_figures import ShownFigures
from digikartta.texts import Texts
from digikartta.ui.html import block, notice


def basis_text(t: Texts, *, stage: str, closed_on: date, respondents: int) -> str:
    """Say which round a result is of and how many answered it."""
    return t.n("result.basis", respondents, stage=t(f"stage.{stage}"), day=t.day(closed_on))


def show_basis(t: Texts, basis: str, *, is_named: bool, is_test: bool) -> None:
    """Say what the result rests on: its `basis_text`, whose it is, and whether it counts."""
    block(
        '<p class="dk-about">{basis} {named} {practice}</p>',
        basis=basis,
        named=t("result.named") if is_named else "",
        practice=t("result.test") if is_test else "",
    )


def show_overall(overall: DimensionScore, t: Texts) -> None:
    """Show the overall level: the number, its name, what it means, and the next edge."""
    if overall.score is None:
        notice(t("result.no_overall_title"), t("result.no_overall"), kind="wait")
        return
    stand = maturity(overall.score)
    texts = stage_texts()[stand.stage]
    block(
        '<div class="dk-overall"><p class="dk-figure"><strong>{score}</strong><span>/100</span></p>'
        '<div><p class="dk-stage">{stage}</p><p>{meaning}</p><p class="dk-muted">{edge}</p>'
        "</div></div>",
        score=t.whole(overall.score),
        stage=texts.name.in_language(t.language),
        meaning=texts.meaning.in_language(t.language),
        edge=_edge_text(overall.score, t),
    )


def _edge_text(score: float, t: Texts) -> str:
    stand = maturity(score)
    parts = []
    if stand.points_to_next is None:
        parts.append(t("result.highest_stage"))
    else:
        names = list(stage_texts().values())
        following = names[list(stage_texts()).index(stand.stage) + 1].name
        points = t.decimal(stand.points_to_next)
        parts.append(t("result.to_next", points=points, stage=following.in_language(t.language)))
    if stand.near_edge is not None:
        parts.append(t("result.near_edge", edge=t.whole(stand.near_edge)))
    return " ".join(parts)


def show_strengths_and_needs(questionnaire: Questionnaire, result: CompanyResult, t: Texts) -> None:
    """Show the strongest dimensions beside the greatest needs; nothing where none has a score."""
    if not strongest(result.scores):
        return
    left, right = st.columns(2)
    with left:
        st.header(t("result.strongest"))
        for score in strongest(result.scores):
            _line(_name(questionnaire, score, t), t("result.now", score=t.whole(score.score)))
    with right:
        st.header(t("result.needs"))
        needs = greatest_needs(result.scores)
        for score in needs:
            _line(_name(questionnaire, score, t), _need_text(score, t))
        if not needs:
            st.markdown(t("result.no_needs"))


def _line(name: str, text: str) -> None:
    block('<p class="dk-line"><strong>{name}</strong><span>{text}</span></p>', name=name, text=text)


def _need_text(score: DimensionScore, t: Texts) -> str:
    if score.need is None:
        return t("result.now", score=t.whole(score.score))
    return t(
        "result.now_and_target",
        score=t.whole(score.score),
        target=t.whole(score.target),
        need=t.signed(score.need),
    )


def _name(questionnaire: Questionnaire, score: DimensionScore, t: Texts) -> str:
    return questionnaire.dimension(score.dimension).name.in_language(t.language)


def show_next_steps(
    questionnaire: Questionnaire, result: CompanyResult, before: Mapping[str, float], t: Texts
) -> None:
    """Show what to do next where the needs are greatest; nothing where there is none.

    `before` holds the mean score of questions in the round before, where it may be shown.
    """
    needs = greatest_needs(result.scores)
    if not needs:
        return
    st.header(t("result.next_steps"))
    shown = False
    texts = {question.id: question.text for question in questionnaire.questions}
    for score in needs:
        for step in next_steps(questionnaire, score.dimension, result.question_means):
            shown = True
            block(
                '<div class="dk-next"><p class="dk-number">{dimension} · {question}</p>'
                '<p>{step}</p><p class="dk-muted">{stand}</p></div>',
                dimension=_name(questionnaire, score, t),
                question=texts[step.question].in_language(t.language),
                step=step.step.in_language(t.language),
                stand=_stand(step, result, before, t),
            )
    if not shown:
        st.markdown(t("result.no_next_steps"))


def _stand(step: NextStep, result: CompanyResult, before: Mapping[str, float], t: Texts) -> str:
    now = t.whole(result.question_means[step.question])
    if step.question not in before:
        return t("result.question_now", score=now)
    return t("result.question_before", score=now, before=t.whole(before[step.question]))


def show_customers(
    questionnaire: Questionnaire, result: CompanyResult, t: Texts, *, least: int
) -> None:
    """Say how many customers answered, and where they see the company most differently."""
    if not result.customers_answered:
        return
    st.header(t("result.customers"))
    if not result.customers:
        st.markdown(t.n("result.customers_few", result.customers_answered, least=least))
        return
    st.markdown(t.n("result.customers_shown", result.customers_answered))
    gaps = {
        score.dimension: abs(score.score - result.customers[score.dimension])
        for score in result.dimensions
        if score.score is not None and score.dimension in result.customers
    }
    if gaps:
        largest = max(gaps, key=lambda dimension: gaps[dimension])
        own = result.of(largest)
        st.markdown(
            t(
                "result.customers_gap",
                dimension=_name(questionnaire, own, t),
                own=t.whole(own.score),
                customers=t.whole(result.customers[largest]),
            )
        )


def show_table(shown: ShownFigures, overall: DimensionScore, t: Texts) -> None:
    """Show the figures of the pictures as a table, greatest need first, the overall last."""
    columns = [
        *("score", "target", "need"),
        *(("customers",) if shown.customers else ()),
        *(("median", "quartiles", "mean", "rank", "n") if shown.peers else ()),
    ]
    caption = escape(t("table.caption"))
    head = "".join(f'<th scope="col">{escape(t(f"table.{name}"))}</th>' for name in columns)
    body = "".join(_row(shown, row, columns, t) for row in (*by_need(shown.scores), overall))
    st.html(
        f'<div class="dk-table" tabindex="0" role="region" aria-label="{caption}">'
        f'<table><caption>{caption}</caption><thead><tr><th scope="col">'
        f"{escape(t('table.dimension'))}</th>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _row(shown: ShownFigures, score: DimensionScore, columns: Sequence[str], t: Texts) -> str:
    figures = {
        "score": t.whole(score.score),
        "target": t.whole(score.target),
        "need": t.signed(score.need),
        "customers": t.whole(shown.customers.get(score.dimension)),
        "median": t.whole(shown.of_peers(score.dimension, "median")),
        "quartiles": _quartiles(shown, score.dimension, t),
        "mean": t.whole(shown.of_peers(score.dimension, "mean")),
        "rank": t.whole(shown.of_peers(score.dimension, "rank")),
        "n": t.whole(shown.of_peers(score.dimension, "n")),
    }
    is_dimension = score.dimension in shown.questionnaire.dimension_ids
    name = _name(shown.questionnaire, score, t) if is_dimension else t("table.overall")
    cells = "".join(f"<td>{escape(figures[column])}</td>" for column in columns)
    return f'<tr data-dimension="{score.dimension}"><th scope="row">{escape(name)}</th>{cells}</tr>'


def _quartiles(shown: ShownFigures, dimension: str, t: Texts) -> str:
    low, high = shown.of_peers(dimension, "q1"), shown.of_peers(dimension, "q3")
    return "–" if low is None or high is None else f"{t.whole(low)}–{t.whole(high)}"
