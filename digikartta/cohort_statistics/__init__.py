"""What may be said of cohorts and of change: one module for each statistical question.

Nothing here imports scipy at the start: it takes half a second, and people who answer never need
it. Figures come with the reason why they are undefined, never as a plausible number.
"""
