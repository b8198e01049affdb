"""What happens to the answers, in plain words."""

import streamlit as st

from db.engine import shared_engine
from db.site_settings import holds_examples
from digikartta.settings import settings
from digikartta.ui import visitor
from digikartta.ui.header import show_header
from digikartta.ui.html import block, link
from digikartta.ui.promise import promise

t = visitor.t()

show_header(is_example=holds_examples(shared_engine(settings().database_url)))
block('<h1 class="dk-part" tabindex="-1">{title}</h1>', title=t("privacy.title"))
breakdown = settings().min_breakdown
for part in ("stored", "seen", "compared", "yours"):
    st.header(t(f"privacy.{part}_title"))
    if part == "seen":
        st.markdown(promise(t, "privacy.seen", breakdown=breakdown))
    else:
        numbers = {"group": settings().min_group, "days": settings().link_days}
        st.markdown(t(f"privacy.{part}", **numbers))
link(t("state.to_front"), visitor.address("/"))
