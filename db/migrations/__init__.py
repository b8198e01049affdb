"""Schema changes, one file each, never edited after a release."""
