"""Numbers drawn from a secret: whoever knows it draws the same ones again, and nobody else can."""

import hashlib
import hmac
import json
from fractions import Fraction
from functools import lru_cache


class Draw:
    """A stream of numbers, HMAC-SHA256(secret, names and a counter): the same on every machine and Python version.

    The names are written as a JSON list, so that no two lists of names share a stream (RFC 2104 for HMAC).
    """

    def __init__(self, secret, *names):
        self._key = hmac.new(secret, json.dumps(names).encode(), hashlib.sha256).digest()
        self._count = 0

    def integer(self, low, high, but=()):
        """A whole number from `low` to `high`, both possible, none of `but`. Raises ValueError if there is none."""
        return self.choice([number for number in range(low, high + 1) if number not in but])

    def choice(self, options):
        """One of the options, all alike. Raises ValueError if there are none."""
        if not options:
            raise ValueError(
                f"there is nothing to choose from, got {options}; draw from more, or leave out less with but"
            )
        self._count += 1  # 256 bits: the rest of a division by a small number shows no preference
        block = hmac.digest(self._key, self._count.to_bytes(8, "big"), "sha256")
        return options[int.from_bytes(block, "big") % len(options)]

    def shuffled(self, options):
        """All of the options, in any order."""
        left, order = list(options), []
        while left:
            order.append(left.pop(self.integer(0, len(left) - 1)))
        return order

    def sign(self):
        """1 or −1."""
        return self.choice([1, -1])

    def decimal(self, low, high, step, but=()):
        """A multiple of `step` from `low` to `high`, as it is written: all three are numbers such as 0.25, or text."""
        return self.choice([option for option in _multiples(low, high, step) if option not in but])


@lru_cache(1000)  # each variant draws from the same
def _multiples(low, high, step):
    low, high, step = (Fraction(str(each)) for each in (low, high, step))
    count = int((high - low) / step)
    return [float(low + index * step) for index in range(count + 1)]


def until(good, propose, tries=10_000):
    """The first of the proposals that is good; `propose()` draws a new one each time. Raises ValueError without one."""
    for _ in range(tries):
        if good(proposal := propose()):
            return proposal
    raise ValueError(f"nothing good is drawn in {tries} tries: draw from more, or mend the answers that meet")
