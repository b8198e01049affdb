"""Walks through the product in a real browser, as a person with a phone or a laptop does."""
