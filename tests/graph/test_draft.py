from dataclasses import replace

import sample

from kg.model import Entity, Mention, Modality, Node, Span
from kg.vocab import (
    AGENT,
    AT,
    EVENT,
    HOLDER,
    HOLDS_POST_AT,
    LABEL,
    PARTICIPATION,
    PARTICIPATION_OF,
    POST,
    STATUS,
    TITLE,
    TYPE,
    WHO,
    iri,
)

DOC = sample.document()
PERSON, CITY = sample.mention(DOC, "Wen Yi"), sample.mention(DOC, "Lanzhou")
PRONOUN = replace(sample.mention(DOC, "she", "pronoun"), text="she")


def told(*claims, mentions=()):
    return sample.account(DOC, mentions, claims, sample.entity_of)


def post(*more, modality=Modality.ASSERTED):
    node = Node(POST, ((HOLDER, PERSON), (TITLE, "vice mayor"), (AT, CITY), *more))
    return sample.node_claim(DOC, node, "Wen Yi, Lanzhou vice mayor", modality=modality)


def shortcuts(made):
    return [c for c in made.claims if c.predicate == HOLDS_POST_AT]


def test_no_mention_is_left() -> None:
    made = sample.account_a()
    assert "Mention(" not in repr(made.claims)
    assert not made.unresolved


def test_a_post_that_is_held_gives_the_shortcut_with_its_evidence() -> None:
    made = told(post())
    (shortcut,) = shortcuts(made)
    assert (shortcut.subject.label, shortcut.object.label) == ("Wen Yi", "Lanzhou")
    assert shortcut.evidence == made.claims[0].evidence


def test_former_and_incoming_posts_give_none() -> None:
    assert not shortcuts(told(post((STATUS, iri("kg:Former")))))
    assert not shortcuts(told(post((STATUS, iri("kg:Incoming")))))


def test_posts_that_are_not_asserted_give_none() -> None:
    hedged = [m for m in Modality if m is not Modality.ASSERTED]
    assert not [s for modality in hedged for s in shortcuts(told(post(modality=modality)))]


def test_each_entity_that_a_document_names_is_introduced_once_on_its_first_name() -> None:
    made = told(
        mentions=[
            replace(CITY, span=sample.Span(100, 107)),
            CITY,
            replace(CITY, kind="nominal", span=sample.Span(0, 3)),
        ]
    )
    (claim,) = made.claims
    assert (claim.subject, claim.predicate, claim.object) == (sample.ENTITIES["Lanzhou"], TYPE, sample.CITY)
    assert claim.evidence[0].span == CITY.span


def test_an_entity_without_a_mention_rests_on_the_claim_that_holds_it() -> None:
    made = told(post())
    introduced = {c.subject.label for c in made.claims if isinstance(c.subject, Entity) and c.predicate == TYPE}
    assert introduced == {"Wen Yi", "Lanzhou"}


def test_a_claim_about_an_unknown_is_left_out_and_told() -> None:
    said = sample.node_claim(DOC, Node(sample.QUOTATION, ((sample.SPEAKER, PRONOUN), (sample.TEXT, "x"))), "she said")
    made = told(said)
    assert made.claims == ()
    assert made.unresolved == ("she",)


def test_one_unknown_of_two_agents_leaves_the_other() -> None:
    node = Node(sample.COMMITMENT, ((AGENT, PRONOUN), (AGENT, CITY), (sample.ACTION, "act")))
    made = told(sample.node_claim(DOC, node, "Lanzhou will work"))
    assert [p for p in made.claims[0].subject.parts if p[0] == AGENT] == [(AGENT, sample.ENTITIES["Lanzhou"])]


def test_an_unknown_participant_stays_as_words() -> None:
    node = Node(EVENT, ((LABEL, "x"), (PARTICIPATION_OF, Node(PARTICIPATION, ((WHO, PRONOUN),)))))
    made = told(sample.node_claim(DOC, node, "graduated"))
    assert dict(made.claims[0].subject.parts)[PARTICIPATION_OF].parts == ((WHO, "she"),)


def test_an_unknown_speaker_leaves_the_claim() -> None:
    made = told(replace(post(), attributed_to=PRONOUN))
    assert made.claims[0].attributed_to is None
    assert made.unresolved == ("she",)


def test_a_named_event_with_a_node_is_introduced_by_it() -> None:
    made = sample.account_a()
    heron = [c for c in made.claims if "operation-heron" in repr(c.subject)]
    assert [c.modality for c in heron] == [Modality.POSSIBLE]


def test_mentions_are_never_changed() -> None:
    before = repr(PERSON)
    told(post(), mentions=[PERSON])
    assert isinstance(PERSON, Mention)
    assert repr(PERSON) == before


def test_the_sentence_around_some_words_is_that_of_each_end() -> None:
    doc = sample.document("s", "One two. Three four.  Five.")
    made = sample.account(doc, [], [], sample.entity_of, (Span(0, 8), Span(9, 20), Span(22, 27)))
    assert made.around(Span(4, 7)) == Span(0, 8)
    assert made.around(Span(0, 8)) == Span(0, 8)
    assert made.around(Span(4, 14)) == Span(0, 20)
    assert made.around(Span(20, 22)) == Span(20, 22)  # between two sentences
    assert made.around(Span(21, 23)) == Span(21, 27)
    assert sample.account(doc, [], [], sample.entity_of).around(Span(4, 7)) == Span(4, 7)
