"""The server: Streamlit's pages and a few plain routes beside them.

`python3 -m digikartta run` serves it with uvicorn; `streamlit run app.py` serves it as well.
"""

from digikartta.web.server import create_app

app = create_app()
