"""Things that turn out to be one: sets that are joined for a reason, and stay apart for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence


class Groups:
    """Disjoint sets of numbered things; every join has a reason, and a guard may forbid one."""

    __slots__ = ("_allowed", "_parent", "_reasons")

    def __init__(self, count: int, allowed: Callable[[Sequence[int], Sequence[int]], bool] = lambda a, b: True) -> None:
        self._parent = list(range(count))
        self._allowed = allowed
        self._reasons: dict[int, list[str]] = defaultdict(list)

    def of(self, item: int) -> int:
        """Return the number that stands for an item's set: the smallest in it."""
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def members(self, item: int) -> list[int]:
        """Return all that belong with an item, in order."""
        root = self.of(item)
        return [other for other in range(len(self._parent)) if self.of(other) == root]

    def join(self, one: int, other: int, reason: str) -> bool:
        """Join the sets of two items, unless the guard forbids it; say whether they are now one."""
        a, b = sorted((self.of(one), self.of(other)))
        if a == b:
            return True
        if not self._allowed(self.members(a), self.members(b)):
            return False
        self._parent[b] = a
        self._reasons[a] += [*self._reasons.pop(b, []), reason]
        return True

    def reasons(self, item: int) -> tuple[str, ...]:
        """Return why the items of a set are one."""
        return tuple(self._reasons.get(self.of(item), ()))
