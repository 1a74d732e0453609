"""All sets of letters that can be a wrong answer."""

from itertools import combinations


def other_letters(letters, key):
    """Each set of one or more of the letters but the key, as text.

    >>> other_letters("ABC", "AC")
    ['A', 'B', 'C', 'AB', 'BC', 'ABC']
    """
    sets = ("".join(each) for size in range(1, len(letters) + 1) for each in combinations(letters, size))
    return [each for each in sets if each != key]
