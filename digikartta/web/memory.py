"""The server's memory: when Python looks for objects that nobody needs any more.

Most objects of a page die by themselves. Those that hold each other, as the framework's do, die
only when the collector looks at them, and looking at every session's objects after each tap would
take most of the processor. Everybody waits while it looks. So it looks at few of the young ones at
a time, at the old ones by the clock, and never at what lives as long as the server.
"""

import gc
import threading
import time

# Objects that may be made before the collector looks at the young ones, how often it does before it
# looks at the middle-aged, and how often at those before it looks at the old: never by itself. At
# 50 000 young ones a look took a tenth of a second, and all who tapped then stood in a queue.
_COLLECT_AFTER = (1_000, 20, 1_000_000)
# Everybody waits for a look at all: with 200 phones it took 0.3 to 0.4 s on a slow machine.
_PAUSE = 300.0  # seconds between two of them
_MOST_OF_THE_TIME = 0.001  # the share that looking may take; a hall of phones is looked at less


def spare_the_collector() -> None:
    """Let the collector look at little at a time, and never at what has been loaded so far."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)


def tidy(stop: threading.Event) -> None:
    """Look at all objects again and again, until told to stop."""
    pause = _PAUSE
    while not stop.wait(pause):
        began = time.thread_time()
        gc.collect()
        pause = pause_after(time.thread_time() - began)


def pause_after(seconds: float) -> float:
    """Return how many seconds to wait after a look that took so many of the processor."""
    return max(_PAUSE, seconds / _MOST_OF_THE_TIME)
