"""The server: Streamlit's pages and a few plain routes beside them.

`python3 -m digikartta run` serves it with uvicorn; `streamlit run app.py` serves it as well.
"""

import streamlit as st

from digikartta.ui.failure import show_failure
from digikartta.web.server import MENU, parts

# `streamlit run` looks for a call of st.App in this file.
app = st.App(MENU, **parts(show_failure=show_failure))
