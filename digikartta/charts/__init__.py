"""Charts: functions that build and return plotly figures; nothing here shows or saves them.

The modules are imported one by one, so that a reader of the palette does not load plotly.
"""
