"""Clauses: how firmly a verb is said, what belongs to it, and its phrase in base form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.extract.rules.patterns.tape import Tape
from kg.model import Modality, Token

Lists = Mapping[str, tuple[str, ...]]
SUBJECT = ("nsubj", "nsubj:pass", "csubj", "nsubj:outer")
PREDICATED = ("cop", *SUBJECT)


@dataclass(frozen=True, slots=True)
class Clauses:
    """Answers questions about the clauses of a tape."""

    lists: Lists

    def verb_of(self, tape: Tape, index: int) -> int | None:
        """Return the verb (or predicate with a copula) whose clause a token stands in."""
        if index not in tape.verbs:  # asked again and again while figures are weighed
            above = (index, *tape.ancestors(index))
            tape.verbs[index] = next((i for i in above if self.is_predicate(tape, i)), None)
        return tape.verbs[index]

    def is_predicate(self, tape: Tape, i: int) -> bool:
        """Say whether a token is the predicate of a clause."""
        token, chunk = tape.tokens[i], tape.chunk_of[i]
        free = chunk is None or chunk.kind == "t"
        if free and token.pos == "VERB" and token.dep not in ("amod", "compound", "case", "fixed", "mark"):
            return True
        return any(tape.tokens[c].dep in PREDICATED for c in tape.children[i])

    def subject(self, tape: Tape, verb: int) -> int | None:
        """Return the subject of a verb; that of the governing verb for a shared or controlled one."""
        seen = set()
        while verb not in seen:
            seen.add(verb)
            found = tape.child(verb, *SUBJECT)
            if found is not None:
                return self._relative(tape, verb, found)
            token = tape.tokens[verb]
            if token.dep in ("acl:relcl", "acl") and token.tag in ("VBN", "VBG", ""):
                return token.head
            if token.dep in ("conj", "xcomp", "advcl", "parataxis") and token.head >= 0:
                verb = token.head
            else:
                return None
        return None

    def _relative(self, tape: Tape, verb: int, found: int) -> int:
        """ "who", "which", "that" stand for the noun that the relative clause hangs on."""
        token = tape.tokens[verb]
        if token.dep == "acl:relcl" and tape.tokens[found].lemma.lower() in ("who", "which", "that", "whom"):
            return token.head
        return found

    def modality(self, tape: Tape, verb: int) -> Modality:
        """Tell planned, denied and possible from asserted, by auxiliaries, negations and what governs the clause."""
        found = self._inside(tape, verb)
        return found if found is Modality.DENIED else self._veiled(tape, verb) or found

    def _veiled(self, tape: Tape, verb: int) -> Modality | None:
        """Denied or merely asked about further up: "dismissed reports that …", "asked whether …"."""
        for i in (verb, *tape.ancestors(verb)):
            if any(tape.tokens[c].text.lower() in ("whether", "if") for c in tape.kids(i, "mark", "advmod", "cc")):
                return Modality.POSSIBLE
            token = tape.tokens[i]
            if i != verb and token.text.lower() in self.lists["doubting"]:
                return Modality.DENIED
            if token.dep not in ("ccomp", "acl", "acl:relcl", "xcomp", "conj", "obj", "obl", "nmod", "csubj"):
                return None
        return None

    def _inside(self, tape: Tape, verb: int) -> Modality:
        here = self.own(tape, verb)
        if here is not None:
            return here
        token, up = tape.tokens[verb], tape.tokens[verb].head
        if up < 0 or up == verb:
            return Modality.ASSERTED
        above = tape.tokens[up]
        if token.dep == "xcomp" or (token.dep == "ccomp" and self._infinitive(tape, verb)):
            found = self._governed(tape, up)
            if found is not None:
                return found
        if token.dep == "ccomp" and above.lemma.lower() in self.lists["denial_verbs"]:
            return Modality.DENIED
        if token.dep == "ccomp" and above.lemma.lower() in self.lists["expect"]:
            return Modality.POSSIBLE
        if token.dep == "conj" and not any(tape.tokens[c].dep in SUBJECT for c in tape.children[verb]):
            return self._inside(tape, up)
        if token.dep in ("advcl", "acl") and self._infinitive(tape, verb):
            over = self.verb_of(tape, up) if self._ordered(tape, up) else None
            return self._inside(tape, over) if over not in (None, verb) else Modality.PLANNED
        if token.dep == "advcl" and any(tape.tokens[c].lemma.lower() == "unless" for c in tape.kids(verb, "mark")):
            return Modality.POSSIBLE
        if token.dep in ("ccomp", "csubj") and self.own(tape, up) is Modality.DENIED:
            return Modality.POSSIBLE  # "it is not true that …", "did not say that …": at least not asserted
        return Modality.ASSERTED

    def _ordered(self, tape: Tape, noun: int) -> bool:
        """Say whether a noun has an ordinal: "became the fourth body to sign" has signed."""
        chunks = [tape.chunk_of[c] for c in tape.children[noun]]
        return any(chunk is not None and "ordinal" in chunk.labels for chunk in chunks)

    def own(self, tape: Tape, verb: int) -> Modality | None:
        """Return what a verb's own auxiliaries, negations and adverbs say; None where they say nothing."""
        helpers = [tape.tokens[c] for c in tape.children[verb]]
        group = self._group(tape, verb)
        lemmas = {t.lemma.lower() for t in helpers if t.dep in ("aux", "aux:pass", "cop")}
        lemmas |= {t.text.lower() for t in helpers if t.dep == "aux"}
        lemmas |= {word for t in group if t.pos == "AUX" for word in (t.lemma.lower(), t.text.lower())}
        negated = any(
            t.lemma.lower() in self.lists["negations"] or t.text.lower() in self.lists["negations"]
            for t in helpers
            if t.dep in ("advmod", "aux", "neg", "det", "cc:preconj")
        ) or any(t.pos in ("PART", "ADV") and t.text.lower() in self.lists["negations"] for t in group)
        subject = tape.child(verb, *SUBJECT)
        none = subject is not None and any(
            tape.tokens[c].lemma.lower() in ("no", "neither", "none") for c in (subject, *tape.children[subject])
        )
        if negated or none:
            return Modality.DENIED
        if lemmas & set(self.lists["planned_aux"]):
            return Modality.PLANNED
        if lemmas & set(self.lists["possible_aux"]):
            return Modality.PLANNED if "would" in lemmas and self.reported(tape, verb) else Modality.POSSIBLE
        if any(t.lemma.lower() in self.lists["possible_words"] for t in helpers if t.dep == "advmod"):
            return Modality.POSSIBLE
        to = next((c for c in tape.kids(verb, "mark", "aux") if tape.tokens[c].lemma.lower() == "to"), -1)
        if any(t.lemma.lower() == "be" and t.dep in ("aux", "aux:pass", "cop") and t.index < to for t in helpers):
            return Modality.PLANNED  # "is to open"
        return None

    def _group(self, tape: Tape, verb: int) -> list[Token]:
        """The auxiliaries and adverbs right before a verb, whatever the syntax hangs them on."""
        start = verb
        while start > 0 and (
            tape.tokens[start - 1].pos == "AUX"
            or (tape.tokens[start - 1].pos in ("ADV", "PART") and tape.tokens[start - 1].text not in ("'s", "’s"))
        ):
            start -= 1
        return list(tape.tokens[start:verb])

    def reported(self, tape: Tape, verb: int) -> bool:
        """Say whether a verb stands in what somebody said: "would" is the past of "will" there."""
        token = tape.tokens[verb]
        above = tape.tokens[token.head].text.lower() if token.head >= 0 and token.head != verb else ""
        if token.dep == "conj" and token.head >= 0 and above not in self.lists["say"]:
            return self.reported(tape, token.head)
        return above in self.lists["say"] or any(
            tape.tokens[c].text.lower() in self.lists["say"] for c in tape.kids(verb, "parataxis")
        )

    def _governed(self, tape: Tape, up: int) -> Modality | None:
        lemma = tape.tokens[up].lemma.lower()
        if self.own(tape, up) is Modality.DENIED:
            return Modality.DENIED
        if lemma in self.lists["denial_verbs"]:
            return Modality.DENIED
        if lemma in self.lists["scheduled"]:
            return Modality.PLANNED
        if lemma == "expect" and any(tape.tokens[c].dep in ("aux:pass", "nsubj:pass") for c in tape.children[up]):
            return Modality.POSSIBLE
        if lemma in self.lists["plan_verbs"]:
            return Modality.PLANNED
        if lemma in self.lists["expect"]:
            return Modality.POSSIBLE
        return self.own(tape, up)

    def _infinitive(self, tape: Tape, verb: int) -> bool:
        return any(tape.tokens[c].lemma.lower() == "to" for c in tape.kids(verb, "mark", "aux"))

    def phrase(self, tape: Tape, verb: int) -> tuple[str, int, int]:
        """Return a verb's phrase in base form ("open an office in May") and its token range."""
        inside = [i for i in tape.subtree(verb) if i >= verb]
        stop = {i for c in tape.children[verb] for i in self._left_out(tape, verb, c)}
        cut = self.reporter(tape, verb)
        kept = [i for i in inside if i not in stop and i < cut]
        end = verb
        for i in kept:  # an unbroken stretch, but for commas
            if i - end > 2:
                break
            end = i
        while end > verb and tape.tokens[end].pos in ("PUNCT", "CCONJ", "ADP"):
            end -= 1
        base = tape.tokens[verb].lemma
        rest = tape.words(verb + 1, end + 1) if end > verb else ""
        passive = any(tape.tokens[c].dep == "aux:pass" for c in tape.children[verb])
        copula = next((c for c in tape.kids(verb, "cop")), None)
        if passive:
            base = f"be {tape.tokens[verb].text}"
        elif copula is not None and tape.tokens[copula + 1].lemma.lower() != "to":  # not "is to open"
            base = f"be {tape.words(copula + 1, verb + 1)}"
        return f"{base} {rest}".strip(), verb, end + 1

    def reporter(self, tape: Tape, verb: int) -> int:
        """Return the token where a reporting clause at the end begins ("…, Chen added"), else the sentence's length."""
        for token in tape.tokens[max(verb + 2, len(tape.tokens) - 8) :]:
            if token.text.lower() in self.lists["say"] and token.tag in ("VBD", "VBZ", ""):
                for i in range(token.index - 1, verb, -1):
                    if tape.tokens[i].text in (",", "”", '"'):
                        return i
        return len(tape.tokens)

    def _left_out(self, tape: Tape, verb: int, child: int) -> Iterator[int]:
        """Clauses and conjuncts that are said apart: a coordinated verb, a relative of the sentence, its reporter."""
        token = tape.tokens[child]
        if token.dep in ("parataxis", *SUBJECT) or (token.dep == "conj" and self.is_predicate(tape, child)):
            yield from tape.subtree(child)
        elif (token.dep == "punct" and token.text in '"”“,;') or token.dep == "cc":
            yield child

    def clause_span(self, tape: Tape, verb: int) -> tuple[int, int]:
        """Return the token range of a verb with its own subject and complements, without coordinated clauses."""
        stop = {
            i
            for c in tape.children[verb]
            if tape.tokens[c].dep in ("conj", "parataxis", "advcl") and self.is_predicate(tape, c)
            for i in tape.subtree(c)
        }
        inside = [i for i in tape.subtree(verb) if i not in stop]
        return inside[0], inside[-1] + 1
