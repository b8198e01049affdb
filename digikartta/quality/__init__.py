"""What `python3 -m digikartta test` does: the checks in their order, and what the tests need."""
