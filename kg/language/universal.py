"""Convert the ClearNLP dependencies of spaCy's own English pipelines to Universal Dependencies.

Labels are renamed; prepositions become case markers of their objects, copulas hang on their predicates, and conjuncts
on the first of their series. Not attempted: `is in London`, where UD makes London the head.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from kg.language.assemble import Word

_SIGNS = frozenset(["dobj", "pobj", "nsubjpass"])
_NOMINAL = frozenset(["NOUN", "PROPN", "PRON", "NUM", "SYM", "X"])
_RENAMED = {
    "ROOT": "root",
    "dobj": "obj",
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "relcl": "acl:relcl",
    "poss": "nmod:poss",
    "nn": "compound",
    "num": "nummod",
    "npadvmod": "obl:unmarked",
    "npmod": "obl:unmarked",
    "acomp": "xcomp",
    "attr": "xcomp",
    "oprd": "xcomp",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "prt": "compound:prt",
    "quantmod": "advmod",
    "neg": "advmod",
    "dative": "iobj",
    "intj": "discourse",
    "meta": "dep",
    "complm": "mark",
    "prep": "advmod",
    "agent": "advmod",
    "pcomp": "advcl",
    "pobj": "obl",
    "subtok": "goeswith",
}
_ADPOSITIONS = frozenset(["prep", "agent", "dative"])
_OBJECTS = frozenset(["pobj", "pcomp"])


def is_clearnlp(labels: Collection[str]) -> bool:
    """Say whether a parser's labels are ClearNLP's."""
    return not _SIGNS.isdisjoint(labels)


def to_universal(words: Sequence[Word]) -> tuple[Word, ...]:
    """Convert one sentence."""
    tree = _Tree(words)
    tree.lift_objects()
    tree.turn_copulas()
    tree.gather_conjuncts()
    return tree.words()


class _Tree:
    """The heads and labels of one sentence while they are rewritten."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._given = words
        self.heads = [word.head for word in words]
        self.deps = ["root" if word.head == at else word.dep for at, word in enumerate(words)]

    def words(self) -> tuple[Word, ...]:
        return tuple(
            replace(word, head=head, dep=_RENAMED.get(dep, dep))
            for word, head, dep in zip(self._given, self.heads, self.deps, strict=True)
        )

    def children(self, at: int) -> list[int]:
        return [child for child, head in enumerate(self.heads) if head == at and child != at]

    def lift_objects(self) -> None:
        """Hang the object of each preposition on what the preposition hung on, the deepest first."""
        adpositions = [at for at, dep in enumerate(self.deps) if dep in _ADPOSITIONS]
        for at in sorted(adpositions, key=self._depth, reverse=True):
            objects = [child for child in self.children(at) if self.deps[child] in _OBJECTS]
            if objects:
                self._lift(at, objects[0])

    def turn_copulas(self) -> None:
        """Make the predicate the head of a clause with `be`."""
        for at, word in enumerate(self._given):
            if word.lemma != "be" or self.deps[at] in ("aux", "auxpass"):
                continue
            predicates = [child for child in self.children(at) if self.deps[child] in ("attr", "acomp") and child > at]
            if predicates:
                self._swap(at, predicates[0], "cop")

    def gather_conjuncts(self) -> None:
        """Hang each conjunct on the first of its series, and each conjunction on the conjunct that follows it."""
        first = [self._series_start(at) for at in range(len(self.heads))]
        conjuncts = [at for at, dep in enumerate(self.deps) if dep == "conj"]
        for at, dep in enumerate(self.deps):
            if dep == "cc":
                series = first[self.heads[at]]
                self.heads[at] = next((c for c in conjuncts if c > at and first[c] == series), self.heads[at])
        for at in conjuncts:
            self.heads[at] = first[at]

    def _depth(self, at: int) -> int:
        depth = 0
        while self.heads[at] != at and depth < len(self.heads):
            at, depth = self.heads[at], depth + 1
        return depth

    def _series_start(self, at: int) -> int:
        for _ in self.heads:
            if self.deps[at] != "conj":
                break
            at = self.heads[at]
        return at

    def _lift(self, adposition: int, item: int) -> None:
        head, is_root = self.heads[adposition], self.heads[adposition] == adposition
        clause = self.deps[item] == "pcomp"
        label = self._lifted_label(adposition, head, clause)
        for child in self.children(adposition):
            self.heads[child] = item
        self.heads[item] = item if is_root else head
        self.deps[item] = "root" if is_root else label
        self.heads[adposition] = item
        self.deps[adposition] = "mark" if clause else "case"

    def _lifted_label(self, adposition: int, head: int, clause: bool) -> str:
        nominal = self._given[head].pos in _NOMINAL
        if self.deps[head] in _ADPOSITIONS:
            return "pobj"  # "out of the house": "of" is done, "out" comes next
        if clause:
            return "acl" if nominal else "advcl"
        if self.deps[adposition] == "agent":
            return "obl:agent"
        return "nmod" if nominal else "obl"

    def _swap(self, at: int, predicate: int, label: str) -> None:
        self.deps[predicate] = self.deps[at]
        self.heads[predicate] = predicate if self.heads[at] == at else self.heads[at]
        for child in self.children(at):
            if child != predicate:
                self.heads[child] = predicate
        self.heads[at], self.deps[at] = predicate, label
