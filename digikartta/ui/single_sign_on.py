"""Single sign-on with a provider that the installation names in Streamlit's secrets, if any."""

from collections.abc import Mapping

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from digikartta.texts import Texts


def is_offered() -> bool:
    """Whether a provider is configured: the section `[auth]` of `.streamlit/secrets.toml`."""
    try:
        return "auth" in st.secrets
    except StreamlitSecretNotFoundError:
        return False


def claims() -> Mapping[str, object]:
    """Return what the provider says of the visitor who has just come back from it."""
    if not is_offered() or not st.user.is_logged_in:
        return {}
    return dict(st.user.to_dict())


def offer(t: Texts) -> None:
    """Show the button that leads to the provider."""
    st.button(t("log_in.single"), key="single", width="stretch", on_click=st.login)
