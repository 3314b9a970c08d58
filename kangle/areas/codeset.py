"""A set of division codes small enough for the whole country."""


class CodeSet:
    """Full codes as integers: one bit for each of a township's thousand possible villages.

    All of China's 713 479 codes take about 10 MB; a plain set of integers takes 60.
    """

    def __init__(self):
        self._villages = {}  # first nine digits → bits, of which bit 0 is the township (or higher area) itself
        self._count = 0

    def __len__(self):
        return self._count

    def __contains__(self, code):
        nine, last = divmod(code, 1000)
        return bool(self._villages.get(nine, 0) >> last & 1)

    def add(self, code):
        if code not in self:
            nine, last = divmod(code, 1000)
            self._villages[nine] = self._villages.get(nine, 0) | 1 << last
            self._count += 1

    def provinces(self):
        """The two-digit paths of the provinces in which the codes lie."""
        return sorted({f"{nine // 10**7:02d}" for nine in self._villages})
