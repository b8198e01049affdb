"""The theme that Streamlit sends to the browser with every run of a page.

It looks through all its options for that and builds the same message anew each time, which takes a
tenth of what an answer costs the server. Options are read at the start and stay, so one is enough.
"""

from collections.abc import Callable

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

Build = Callable[[CustomThemeConfig, str], None]


def keep_theme() -> None:
    """Let Streamlit build each section of its theme once."""
    # Streamlit has no setting for this; its version is pinned, and a test compares the messages.
    app_session._populate_theme_msg = built_once(app_session._populate_theme_msg)


def built_once(build: Build) -> Callable[..., None]:
    """Return what fills a message with a section of the theme as `build` did the first time."""
    kept: dict[str, CustomThemeConfig] = {}

    def fill(message: CustomThemeConfig, section: str = "theme") -> None:
        if section not in kept:
            made = CustomThemeConfig()
            build(made, section)
            kept[section] = made
        if kept[section].ByteSize():  # else even touching the message would say that there is one
            message.MergeFrom(kept[section])

    return fill
