"""What a figure counts, as words: the noun phrase, with the verb's participle where it tells something."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.rules.context import Context, mention_at
from kg.extract.rules.figures.sifting import Figure
from kg.extract.rules.patterns.tape import Tape
from kg.model import Mention, Period, Quantity

LEFT = ("compound", "amod", "nmod:desc", "nmod:poss", "flat", "goeswith")
LONGEST = 9  # words
GOVERNED = ("nmod", "nummod", "compound", "appos", "nmod:desc")


@dataclass(frozen=True, slots=True)
class Measures:
    """Says what the figures of one sentence count."""

    context: Context
    tape: Tape

    def label(
        self, figure: Figure, thing: int | None, verb: int | None, last: str | None, before: str | None
    ) -> str | None:
        """Return what a figure counts: its noun, else what its clause, sentence or text speaks of.

        `last` is what the figure before it in the sentence counts, `before` what the text counted last.
        """
        if thing is not None and self.tape.tokens[thing].lemma.lower() in self.context.lists["place_nouns"]:
            return None
        own = label_of(self.context, self.tape, thing, verb) if thing is not None else None
        if own is None and figure.quantity.kind == "number":
            own = figure.quantity.unit
        if figure.quantity.kind == "duration":  # "start-ups survive five years" counts no start-ups
            return own or self._governing(figure.at) or self._verb(verb) or self._changing(verb)
        inherited = last or self._verb(verb) or self._noun_before(figure.at) or before
        told = own or self._subject(verb) or self._governing(figure.at) or inherited
        return told or self._spent_on(figure.at) or self._changing(verb)

    def _subject(self, verb: int | None) -> str | None:
        """ "Most applications came from Oslo (2,541)": the noun that the clause is about."""
        subject = self.context.clauses.subject(self.tape, verb) if verb is not None else None
        if subject is None or self.tape.chunk_of[subject] is not None or self.tape.tokens[subject].tag != "NNS":
            return None
        return label_of(self.context, self.tape, subject, None)

    def _governing(self, at: int) -> str | None:
        """ "at a cost of $3 million", "a $3 million grant": the noun that a figure belongs to."""
        token = self.tape.tokens[at]
        above = self.tape.tokens[token.head] if token.head >= 0 else token
        if token.dep not in GOVERNED or above.pos != "NOUN" or self.tape.chunk_of[token.head] is not None:
            return None
        return label_of(self.context, self.tape, token.head, None)

    def _spent_on(self, at: int) -> str | None:
        """ "drew $14 million in approved investments": the noun that a sum is in, of or for."""
        for child in self.tape.children[at]:
            token = self.tape.tokens[child]
            if child > at and token.dep == "nmod" and token.pos == "NOUN" and self.tape.chunk_of[child] is None:
                return label_of(self.context, self.tape, child, None)
        return None

    def _changing(self, verb: int | None) -> str | None:
        """ "The average wait fell from 14 months to nine", "It cut the wait to nine": what is longer or shorter."""
        if verb is None:
            return None
        for dep in ("obj", "nsubj"):
            node = self.tape.child(verb, dep)
            if node is not None and self.tape.tokens[node].pos == "NOUN" and self.tape.chunk_of[node] is None:
                return label_of(self.context, self.tape, node, None)
        return None

    def _verb(self, verb: int | None) -> str | None:
        """ "Oslo scored 61.8", "is awarding $3 million": what a verb measures by itself."""
        lemma = self.tape.tokens[verb].lemma.lower() if verb is not None else ""
        return next((m for v, _, m in (w.partition(": ") for w in self.context.lists["measuring"]) if v == lemma), None)

    def _noun_before(self, at: int) -> str | None:
        """ "saw its applications jump 29 percent": the last plural noun before a figure that counts nothing else."""
        for i in range(at - 1, max(-1, at - 8), -1):
            if self.tape.tokens[i].tag == "NNS" and self.tape.chunk_of[i] is None:
                return label_of(self.context, self.tape, i, None)
        return None


def label_of(context: Context, tape: Tape, thing: int, verb: int | None) -> str | None:
    """Return a label such as "invention patents in force" or "patents granted"; None where nothing is named."""
    token = tape.tokens[thing]
    named = mention_at(tape, thing)
    if (named is not None and named.kind == "name") or token.text.lower() in context.lists["dealt_out"]:
        return None
    if token.pos == "VERB" and verb == thing:
        return f"amount {_past(token.text, token.lemma.lower(), token.tag)}"  # "spent $38 million"
    if token.pos in ("VERB", "AUX", "PUNCT", "PRON", "ADP", "NUM") or token.text.startswith(("%", "$")):
        return None
    words = [*_left(tape, thing), _word(tape, thing), *_right(context, tape, thing)]
    if token.lemma.lower() in ("number", "total", "figure", "amount", "volume", "value", "count") and len(words) > 2:
        words = _strip_head(tape, words)
    participle = _participle(context, tape, thing, verb)
    if participle:
        words.append(participle)
    label = " ".join(words[:LONGEST]).strip(" ,")
    return label or None


def _word(tape: Tape, i: int) -> str:
    token = tape.tokens[i]
    return token.text if token.text.isupper() or token.pos == "PROPN" else token.text.lower()


def _left(tape: Tape, thing: int) -> list[str]:
    """Modifiers right before the noun, without figures, articles and whose it is."""
    found: list[str] = []
    i = thing - 1
    while i >= 0:
        token, chunk = tape.tokens[i], tape.chunk_of[i]
        if chunk is not None and isinstance(chunk.value, (Quantity, Period)):
            break
        hyphen = token.text == "-" and i > 0
        if not hyphen and (token.dep not in LEFT or token.pos not in ("ADJ", "NOUN", "PROPN", "VERB")):
            break
        if token.dep == "nmod:poss" or (
            chunk is not None and isinstance(chunk.value, Mention) and chunk.value.kind != "name"
        ):
            break
        if token.lemma.lower() not in ("further", "additional", "more", "other", "total", "such"):
            found.insert(0, _word(tape, i))
        i -= 1
    return " ".join(found).replace(" - ", "-").strip("- ").split()


def _right(context: Context, tape: Tape, thing: int) -> list[str]:
    """What the noun is "of", "for", "in" …, where that is no name of a place or body, no time and no figure."""
    found: list[str] = []
    for child in tape.children[thing]:
        token = tape.tokens[child]
        if child < thing or token.dep not in ("nmod", "acl", "acl:relcl"):
            continue
        inside = [i for i in tape.subtree(child) if i > thing]
        if not inside or inside[0] != thing + 1 + len(found):
            break
        if any(_foreign(tape, i) for i in inside) or len(found) + len(inside) > 6:
            break
        if token.dep == "acl:relcl" or any(tape.tokens[i].text in ",;" for i in inside):
            break
        found.extend(_word(tape, i) for i in inside)
    return found


def _foreign(tape: Tape, i: int) -> bool:
    chunk = tape.chunk_of[i]
    return (chunk is not None and isinstance(chunk.value, (Quantity, Period))) or mention_at(tape, i) is not None


def _strip_head(tape: Tape, words: list[str]) -> list[str]:
    """ "number of invention patents" counts invention patents."""
    if "of" in words[:3]:
        at = words.index("of") + 1
        while at < len(words) and words[at] in ("the", "all", "its", "their"):
            at += 1
        return words[at:]
    return words


def _participle(context: Context, tape: Tape, thing: int, verb: int | None) -> str | None:
    """ "granted" for the object or passive subject of a verb that tells what was done to the things counted."""
    if verb is None or tape.tokens[thing].dep not in ("obj", "nsubj:pass", "conj"):
        return None
    token = tape.tokens[verb]
    lemma = token.lemma.lower()
    if token.pos != "VERB" or lemma in context.lists["light_verbs"]:
        return None
    if lemma in context.lists["rise"] or lemma in context.lists["fall"]:
        return None
    return _past(token.text, lemma, token.tag)


def _past(word: str, lemma: str, tag: str) -> str:
    if tag in ("VBN", "VBD") or word.endswith("ed"):
        return word.lower()
    return lemma + ("d" if lemma.endswith("e") else "ed")
