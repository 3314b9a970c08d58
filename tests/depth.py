"""Room for deep calls: pytest's own fifty and a page's hundred together met a bad place, which cost a quarter of the whole run.

CPython (seen in 3.11: `push_chunk` and `_PyThreadState_PopFrame` of Python/pystate.c) keeps a thread's frames in blocks of 16 kB:
a call that does not fit maps a new block, and its return gives the block back to the system. A loop that stands at the end of a
block does both at every turn: 100 000 times in the walk of one person. A block is made as large as the frame that asks for it,
and what that frame calls lies in it too. (The site's own processes stand less deep: measured, they gain nothing.)
"""

SLOTS = 40_000  # of 8 bytes: the block is the next power of two, 512 kB, and leaves room for some five hundred calls


def with_room(function, *args):
    """What `function` returns, called where all that it calls finds room in one block."""
    return function(*args)


with_room.__code__ = with_room.__code__.replace(co_stacksize=SLOTS)
