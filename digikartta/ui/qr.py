"""QR codes."""

from functools import lru_cache

import segno

from digikartta.ui.html import block


@lru_cache(maxsize=256)
def qr_image(address: str) -> str:
    """Return the address as a QR code, for the source of a picture."""
    # Dark on white with a quiet zone in both themes: cameras read nothing else reliably.
    return segno.make(address, error="m", micro=False).svg_data_uri(
        scale=5, border=3, dark="#10211f", light="#ffffff"
    )


def show_qr(address: str, *, alt: str) -> None:
    """Show the address as a QR code."""
    block('<img class="dk-qr" src="{src}" alt="{alt}">', src=qr_image(address), alt=alt)
