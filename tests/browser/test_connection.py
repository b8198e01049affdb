"""The line between a browser and the server."""

from websockets.sync.client import connect
from websockets.typing import Subprotocol

from digikartta.walk.app_process import AppProcess
from digikartta.walk.example_site import ExampleSite


def test_no_message_is_packed_although_browsers_offer_it(
    companies: tuple[AppProcess, ExampleSite],
) -> None:
    app, _ = companies
    address = app.address.replace("http", "ws", 1) + "/_stcore/stream"
    with connect(address, subprotocols=[Subprotocol("streamlit")], compression="deflate") as line:
        assert line.protocol.extensions == []
