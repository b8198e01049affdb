"""What happens to the answers, in plain words."""

import streamlit as st

from db.engine import shared_engine
from db.site_settings import holds_examples
from digikartta.settings import settings
from digikartta.ui import visitor
from digikartta.ui.header import show_header
from digikartta.ui.html import block, link

t = visitor.t()

show_header(is_example=holds_examples(shared_engine(settings().database_url)))
block('<h1 class="dk-part" tabindex="-1">{title}</h1>', title=t("privacy.title"))
for part in ("stored", "seen", "compared", "yours"):
    st.header(t(f"privacy.{part}_title"))
    st.markdown(
        t(
            f"privacy.{part}",
            group=settings().min_group,
            breakdown=settings().min_breakdown,
            days=settings().link_days,
        )
    )
link(t("state.to_front"), visitor.address("/"))
