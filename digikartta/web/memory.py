"""The server's memory: when Python looks for objects that nobody needs any more.

Most objects of a page die by themselves. Those that hold each other, as the framework's do, die
only when the collector looks at them, and looking at every session's objects after each tap would
take most of the processor. So it looks seldom at the young ones, at the old ones by the clock, and
never at what lives as long as the server.
"""

import gc
import threading
import time

# Objects that may be made before the collector looks at the young, looks before it looks at the
# middle-aged, and so on. Everybody waits while it looks: at 50 000 young ones it took a tenth of a
# second, and who tapped then waited with all who had tapped meanwhile. The old ones are not its own
# to count: what a room leaves behind in each minute is looked at by the clock.
_COLLECT_AFTER = (1_000, 20, 1_000_000)
_PAUSE = 60.0  # seconds between two looks at all of them
_MOST_OF_THE_TIME = 0.001  # the share that looking may take; a hall of phones is looked at less


def spare_the_collector() -> None:
    """Let the collector look less often, and never at what has been loaded so far."""
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
