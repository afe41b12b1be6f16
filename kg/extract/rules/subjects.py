"""Whom a figure is about: the owner of what is counted, the subject of the verb, or what the document is about."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.rules.context import Context, bound, mention_at
from kg.extract.rules.figures import Figure
from kg.extract.rules.tape import Tape
from kg.model import Mention
from kg.vocab import CORPORATION, GROUP, INDEX, ORGANIZATION, PERSON, PLACE

DEPTH = 3
BELOW = ("nmod", "nmod:poss", "obl", "obl:agent", "compound", "amod", "nmod:desc", "acl", "appos")
ABOUTS = (ORGANIZATION, PLACE, GROUP, PERSON)


@dataclass(frozen=True, slots=True)
class Subjects:
    """Finds whom the figures of one sentence are about."""

    context: Context
    tape: Tape
    respective: dict[int, Mention]

    def about(self, figure: Figure, thing: int | None, verb: int | None, before: Mention | None) -> Mention | None:
        """Return whom a figure is about; `before` is whom the figure before it in the sentence is about."""
        direct = self.respective.get(figure.at) or bound(figure.match, "about")
        if direct is not None and self._may(direct):
            return direct
        subject = None if verb is not None and self._reports(verb) else self._subject(thing, verb)
        for place, owners in (
            (thing, True),
            (subject, False),
            (thing, False),
            (verb if subject != verb else None, False),
        ):
            if place is None or (place == verb and verb is not None and self._reports(verb)):
                continue
            found = self._within(place, owners=owners)
            if found is not None:
                return found
        governor = verb
        while governor is not None and self.tape.tokens[governor].dep in ("conj", "advcl", "parataxis", "acl"):
            governor = self.tape.tokens[governor].head
            subject = self._subject(thing, governor)
            found = self._within(subject) if subject is not None else None
            if found is not None:
                return found
        return before or self.context.topic

    def _reports(self, verb: int) -> bool:
        """ "The office put them at 300": who gives a figure is not whom it is about."""
        token = self.tape.tokens[verb]
        return token.text.lower() in (*self.context.lists["say"], *self.context.lists["put_at"])

    def _subject(self, thing: int | None, verb: int | None) -> int | None:
        subject = self.context.clauses.subject(self.tape, verb) if verb is not None else None
        return subject if subject != thing else None

    def _within(self, node: int, *, owners: bool = False) -> Mention | None:
        """The entity at a node, or the nearest below it that owns, supplies or holds what it stands for.

        With `owners` only what stands in the genitive or behind "of", "from", "by", or inside the name.
        """
        tape = self.tape
        here = mention_at(tape, node)
        if here is not None and (self._may(here) or self.context.is_a(here, INDEX)):
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
                if found is None or chunk is None or chunk.head != c or not self._may(found):
                    continue
                if not self._by_side(c) and not self._listed(c) and (not owners or self._owner(c)):
                    return found
        return None

    def _owner(self, node: int) -> bool:
        dep, found = self.tape.tokens[node].dep, mention_at(self.tape, node)
        if dep in ("compound", "amod", "nmod:desc"):
            return found is not None and not self.context.is_a(found, CORPORATION)  # "Gucci shirts" are not its figure
        if dep == "nmod:poss":
            return True
        cases = {self.tape.tokens[c].lemma.lower() for c in self.tape.kids(node, "case")}
        return bool(cases & {"of", "from", "by"})

    def _by_side(self, node: int) -> bool:
        """Entities that a figure is not about: those it is compared with, or for whom it is said."""
        cases = {self.tape.tokens[c].lemma.lower() for c in self.tape.kids(node, "case", "mark")}
        return bool(cases & {"with", "to", "than", "against", "including", "like", "as", "under", "according", "such"})

    def _listed(self, node: int) -> bool:
        """ "warehouses in A, B and C": a list of places tells where, not for whom."""
        chunk = self.tape.chunk_of[node]
        if chunk is None:
            return False
        words = [t.text for t in self.tape.tokens[chunk.end : chunk.end + 1]]
        behind = mention_at(self.tape, chunk.end + 1) if chunk.end + 1 < len(self.tape.tokens) else None
        if not (words in ([","], ["and"]) and behind is not None and self.context.is_a(behind, PLACE)):
            return False
        return any(self.tape.tokens[c].lemma.lower() == "in" for c in self.tape.kids(node, "case"))

    def _may(self, mention: Mention) -> bool:
        return self.context.is_a(mention, *ABOUTS) and not (mention.kind == "pronoun" and mention.type == GROUP)
