"""Whom the grammar of a sentence gives for a figure: who owns what is counted, who acts, who governs the clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.rules.context import Context, mention_at
from kg.extract.rules.patterns.tape import Tape
from kg.model import Mention
from kg.vocab import CORPORATION, GROUP, INDEX, ORGANIZATION, PERSON, PLACE

DEPTH = 3
BELOW = ("nmod", "nmod:poss", "obl", "obl:agent", "compound", "amod", "nmod:desc", "acl", "appos")
OWNING = frozenset({"of", "from", "by"})
BESIDE = frozenset({"with", "to", "than", "against", "including", "like", "as", "under", "according", "such"})
ABOUTS = (ORGANIZATION, PLACE, GROUP, PERSON)


@dataclass(frozen=True, slots=True)
class Grammar:
    """Asks the tree of one sentence whom its figures are about."""

    context: Context
    tape: Tape

    def sources(self, thing: int | None, verb: int | None) -> Iterator[tuple[str, Mention | None]]:
        """Yield whom a figure of a thing counted in a verb's clause may be about, the likeliest first."""
        subject = None if verb is not None and self._reports(verb) else self._subject(thing, verb)
        yield "owner", self._within(thing, owners=True) if thing is not None else None
        if subject is not None:
            direct = mention_at(self.tape, subject)
            yield "subject" if direct is not None else "in subject", self._within(subject)
        yield "below", self._within(thing) if thing is not None else None
        if verb is not None and verb not in (subject, thing) and not self._reports(verb):
            yield "verb", self._within(verb)
        governor, seen = verb, set[int]()
        while governor is not None and governor not in seen:
            seen.add(governor)
            if self.tape.tokens[governor].dep not in ("conj", "advcl", "parataxis", "acl", "acl:relcl", "ccomp"):
                break
            governor = self.tape.tokens[governor].head
            subject = self._subject(thing, governor)
            found = self._within(subject) if subject is not None else None
            if found is not None:
                yield "governor", found
                break

    def acting(self, thing: int | None, verb: int | None) -> str:
        """What stands as subject of the figure's clause: a name, a pronoun, a noun that names nobody, or nothing."""
        subject = self.context.clauses.subject(self.tape, verb) if verb is not None else None
        if subject is None:
            return "acting=none"
        chunk = self.tape.chunk_of[subject]
        if chunk is not None:
            return f"acting={chunk.value.kind if isinstance(chunk.value, Mention) else chunk.kind}"
        return "acting=counted" if subject == thing else f"acting={self.tape.tokens[subject].pos}"

    def _reports(self, verb: int) -> bool:
        """ "The office put them at 300": who gives a figure is not whom it is about."""
        token = self.tape.tokens[verb]
        word, lists = token.text.lower(), self.context.lists
        return word in lists["say"] or word in lists["put_at"]

    def _subject(self, thing: int | None, verb: int | None) -> int | None:
        subject = self.context.clauses.subject(self.tape, verb) if verb is not None else None
        return subject if subject != thing else None

    def _within(self, node: int, *, owners: bool = False) -> Mention | None:
        """The entity at a node, or the nearest below it that owns, supplies or holds what it stands for.

        With `owners` only what stands in the genitive or behind "of", "from", "by", or inside the name.
        """
        tape = self.tape
        here = mention_at(tape, node)
        if here is not None and may_be_about(self.context, here):
            return here
        verb_of = self.context.clauses.verb_of
        layer = [node]
        for _ in range(DEPTH):
            layer = [
                c
                for i in layer
                for c in tape.children[i]
                if tape.tokens[c].dep in BELOW and verb_of(tape, c) in (verb_of(tape, node), node, i)
            ]
            for c in layer:
                found = mention_at(tape, c)
                chunk = tape.chunk_of[c]
                if found is None or chunk is None or chunk.head != c or not may_be_about(self.context, found):
                    continue
                if not self.by_side(c) and not self.listed(c) and (not owners or self._owner(c)):
                    return found
        return None

    def _owner(self, node: int) -> bool:
        dep, found = self.tape.tokens[node].dep, mention_at(self.tape, node)
        if dep in ("compound", "amod", "nmod:desc"):
            return found is not None and not self.context.is_a(found, CORPORATION)  # "Gucci shirts" are not its figure
        if dep == "nmod:poss":
            return True
        cases = {self.tape.tokens[c].lemma.lower() for c in self.tape.kids(node, "case")}
        return not cases.isdisjoint(OWNING)

    def by_side(self, node: int) -> bool:
        """Entities that a figure is not about: those it is compared with, or for whom it is said."""
        cases = {self.tape.tokens[c].lemma.lower() for c in self.tape.kids(node, "case", "mark")}
        return not cases.isdisjoint(BESIDE)

    def listed(self, node: int) -> bool:
        """ "warehouses in A, B and C": a list of places tells where, not for whom."""
        chunk = self.tape.chunk_of[node]
        if chunk is None:
            return False
        words = [t.text for t in self.tape.tokens[chunk.end : chunk.end + 1]]
        behind = mention_at(self.tape, chunk.end + 1) if chunk.end + 1 < len(self.tape.tokens) else None
        if not (words in ([","], ["and"]) and behind is not None and self.context.is_a(behind, PLACE)):
            return False
        return any(self.tape.tokens[c].lemma.lower() == "in" for c in self.tape.kids(node, "case"))


def may_be_about(context: Context, mention: Mention) -> bool:
    """Say whether figures may be about a mention at all."""
    return context.is_a(mention, *ABOUTS, INDEX) and not (mention.kind == "pronoun" and mention.type == GROUP)
