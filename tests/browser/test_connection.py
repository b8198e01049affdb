"""The line between a browser and the server."""

import time
from http.client import HTTPConnection
from urllib.parse import urlsplit

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


def test_a_phone_that_looks_every_eight_seconds_needs_one_connection(
    companies: tuple[AppProcess, ExampleSite],
) -> None:
    app, _ = companies
    line = HTTPConnection(urlsplit(app.address).netloc)
    for pause in (0, 8):
        time.sleep(pause)
        line.request("GET", "/vaihe/1")
        assert line.getresponse().read()
    line.close()
