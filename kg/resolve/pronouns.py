"""Whom "he" and "she" mean, and, where nothing else comes into question, "it" and "its"."""

from __future__ import annotations

import re
from typing import Final

from kg.resolve.focus import clause_subject, focus
from kg.resolve.trail import Thing, Trail
from kg.vocab import ORGANIZATION, PLACE

_FEMALE: Final = frozenset({"she", "her", "hers", "herself"})
_MALE: Final = frozenset({"he", "his", "him", "himself"})
_THING: Final = frozenset({"it", "its", "itself"})
_MALE_TITLE: Final = re.compile(r"(?:^|\W)(?:Mr|Sir|Lord)\.?\s\Z")
_FEMALE_TITLE: Final = re.compile(r"(?:^|\W)(?:Mrs|Ms|Miss|Dame|Lady)\.?\s\Z")
# "It was announced", "it is expected", "it was the fifth rise", "it is clear that": nothing that bears a name.
_EMPTY: Final = re.compile(
    r"\s(?:also\s)?(?:is|was|has been|had been|will be|would be|may be|seems|appears|remains|became|takes?|took)\b"
    r"(?!\s(?:also |now |still |not |formally |currently )?"
    r"(?:based|headed|affiliated|located|founded|established|run|led|chaired|owned|set up|asked|composed|"
    r"(?:expected|due|set|scheduled|slated|targeted|planned|believed|thought|likely|designed|required|able) to|"
    r"charged|responsible|home|part|ranked|listed|named|renamed|supervised|attached|governed|"
    r"(?!raining|snowing|going|being)[a-z]+ing|(?:[A-Z][\w.]+ ){0,2}[A-Z][\w.]+['’]s|"
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|ahead|behind|among) |"
    r"\d+(?:st|nd|rd|th)|(?:one of )?the (?:world|country|nation|region|continent|city)['’]s|an? (?:\w+ )?member)\b|"
    r"(?<=became) (?:an?|the|part|one)\b)"
)
# "to which it answers", "Oslo was its best customer": the subject is another one.
_SAME_CLAUSE: Final = re.compile(r"\b(?:which|whom|what|whose|is|was|are|were|remains|remained|became)\s\Z")
_STRANGER: Final = re.compile(
    r"(?:^|[.!?“”\"]\s+)An?\s(?:[a-z-]+\s){0,2}[a-z]+(?:er|or|ist|ian|man|woman|person|ant|ent|yst|ee|eer|icial)\s[a-z]"
)
_SINCE: Final = re.compile(r"\b(?:since|when|before|after)\s\Z")
_OPENED: Final = re.compile(
    r"\s(?:opened|(?:was|were) (?:established|founded|set up|created|launched)|came into being)"
)
_WHOSE: Final = re.compile(r"(?:\s\([^()]*\))?,\swhose\s(?:[\w,.-]+\s){1,4}(?:ma[kd]e|makes|puts?|gave|gives?)\s\Z")
_OPENING: Final = re.compile(r"(?:(?:In|By|Since|During) (?:[A-Z][a-z]+ )?\d{4},? )?")  # "In 2015 its residents"
_AWAITED: Final = re.compile(r"\s(?:is|was) (?:\w+ed|due|set|likely) to\b")
_FAR: Final = 3  # sentences
_QUOTES: Final = frozenset({"“", '"', "‘"})
_GOES_ON: Final = re.compile(
    r"(?:, (?:and |but )?|; (?:and |but )?|, while |, though |, said |, says |"
    r"[Aa]ccording to |(?:said|says|[Aa]ccording to) [^.;]{2,80}, (?:the )?(?:[\w-]+ ){0,4}of )\Z"
)  # "…, its director said"
# "In January it …", "On 9 October, its …", "Of its …": what may stand before a pronoun that opens a sentence.
_OPENS: Final = re.compile(
    r"(?:(?:In|By|Since|On|Of|For|At|During|Now|Then|Today|Last|This) ?(?:[^,\s]+ ){0,3}?(?:[^,\s]+, )?)?"
    r"|(?:Founded|Established|Set up|Created|Launched|Opened|Started|Based|Located|Owned|Built|Formed) .{5,140}, "
)
# "Its director general", "It expects": only a body has or does such things.
_STAFF: Final = re.compile(
    r"\s(?:[\w-]+\s){0,3}?(?:director|director-general|president|vice-president|chairman|chairwoman|chairperson|chair|"
    r"head|chief|secretary|rector|dean|commissioner|manager|minister|spokesman|spokeswoman|spokesperson|founder|owner|"
    r"staff|employees|workers|alumni|members|customers|clients|board|budget|officers|officials|examiners|lawyers|"
    r"revenue|revenues|profit|profits|sales|headquarters)\b",
    re.I,
)
_ACTS: Final = re.compile(
    r"\s(?:(?:also|now|already|currently|only|still|has|had|will|would|has not|have|did not|does not|is|was)\s){0,3}"
    r"(?:expects?|expected|plans?|planned|employs?|employed|sells?|sold|buys|bought|hired?|hopes?|intends?|aims?|owns?|"
    r"operates?|operated|offers?|offered|refused|declined|denied|denies|appealed|filed|asked|argued|"
    r"announced|reported|said|says|seeks|seeking|considering|planning|studying|negotiating|building|hiring|opening)\b"
)
_PUT_IN: Final = re.compile(
    r"\b(?:put|puts|made|makes|make|ranked|ranks|placed|places|costs?|gave|gives|left|leaves|"
    r"earned|won|helped|lifted|pushed|moved|propelled|brought|landed)\s\Z"
)


def antecedent(trail: Trail, number: int) -> tuple[Thing, str] | None:
    """Return what a pronoun stands for and why; None where nothing is sure."""
    word = trail.scene.mentions[number].text.casefold()
    if word in _THING:
        return _thing(trail, number)
    if word in _FEMALE | _MALE:
        return _person(trail, number, word in _FEMALE)
    return None


def _person(trail: Trail, number: int, female: bool) -> tuple[Thing, str] | None:
    """The subject of this sentence, or of the last one that names anybody; else the only one whom that names."""
    scene = trail.scene
    here = scene.sentences[number]
    by_sentence: dict[int, list[tuple[int, Thing]]] = {}
    for earlier, thing in trail.before(number):
        distance = here - scene.sentences[earlier]
        if distance > _FAR or _STRANGER.search(
            scene.text, scene.mentions[earlier].span.end, scene.mentions[number].span.start
        ):
            break
        if thing.is_person() and not _other_sex(trail, thing, female):
            by_sentence.setdefault(distance, []).append((earlier, thing))
    for distance in sorted(by_sentence):
        found = by_sentence[distance]
        subjects = [thing for earlier, thing in found if scene.subjects[earlier]]
        if subjects:
            return subjects[0], f'"{subjects[0].names[0]}" is the last person who was subject of a sentence'
        if len({thing.group for _, thing in found}) == 1:
            return found[0][1], f'"{found[0][1].names[0]}" is the last person named'
        return None
    return None


def _other_sex(trail: Trail, thing: Thing, female: bool) -> bool:
    """Say whether "Mr" or "Ms" before a name, anywhere in the text, rules a pronoun out."""
    title = _MALE_TITLE if female else _FEMALE_TITLE
    return any(title.search(trail.scene.before(n, 8)) for form in thing.forms for n in form.mentions)


def _goes_on(trail: Trail, number: int) -> bool:
    """Say whether a pronoun goes on with the subject of the last sentence: "It" as the subject of its own, or "Its"
    at its beginning after a sentence that has no object to compete."""
    scene = trail.scene
    sentence, head = scene.sentence(number), scene.head(number)
    if sentence is None or head is None or not sentence.index:
        return False
    last = scene.analysed.sentences[sentence.index - 1]
    if last.block != sentence.block or scene.before(number).endswith(("“", '"', "‘")):
        return False
    if scene.mentions[number].text.casefold() == "it":
        opens = scene.mentions[number].span.start == sentence.span.start  # "It has no plans, she told the paper"
        return sentence.tokens[head.head].dep in ({"root", "ccomp", "parataxis"} if opens else {"root"})
    competes = any(t.dep == "obj" and t.pos in {"NOUN", "PROPN"} for t in last.tokens)
    opening = scene.text[sentence.span.start : scene.mentions[number].span.start]
    return _OPENING.fullmatch(opening) is not None and not competes


def _thing(trail: Trail, number: int) -> tuple[Thing, str] | None:
    """The subject of this sentence or else the last, if a body or a place, when no other lies between."""
    scene = trail.scene
    if told := _founded(trail, number) or _same_again(trail, number):
        return told
    if _stands_for_nothing(trail, number) or _SAME_CLAUSE.search(scene.before(number)):
        return None
    here, goes_on = scene.sentences[number], _goes_on(trail, number)
    seen: set[int] = set()
    for earlier, thing in trail.before(number):
        distance = here - scene.sentences[earlier]
        if distance > 1 or (distance == 1 and not goes_on):
            break
        if not any(trail.domain.is_a(thing.type, cls) for cls in (ORGANIZATION, PLACE)):
            continue
        if distance == 1 and _in_passing(trail, earlier):
            continue
        alone = distance == 1 or not seen - {thing.group}
        subject = scene.subjects[earlier] or (distance == 1 and _begins(trail, earlier))
        if subject and not scene.coordinated(earlier) and alone:
            return thing, f'"{thing.names[0]}" is the subject that "{scene.mentions[number].text}" goes on with'
        seen.add(thing.group)
    return _only_body(trail, number) or _in_focus(trail, number)


def _in_focus(trail: Trail, number: int) -> tuple[Thing, str] | None:
    """What this clause, this sentence or the last one is about: "Acme, of Oslo, sold its plant, its director said"."""
    scene, sentence = trail.scene, trail.scene.sentence(number)
    mention = scene.mentions[number]
    token = scene.head(number)
    if sentence is None or token is None or scene.before(number, 1) in _QUOTES:
        return None
    found: Thing | None = None
    opening = scene.text[sentence.span.start : mention.span.start]
    if mention.text.casefold() == "its":
        found = clause_subject(trail, sentence, token)
    if found is None and _GOES_ON.search(opening):
        found = focus(trail, sentence, mention.span.start)
    if found is None and _OPENS.fullmatch(opening) and sentence.index:
        last = scene.analysed.sentences[sentence.index - 1]
        found = focus(trail, last) if last.block == sentence.block else None
    return (found, f'"{found.names[0]}" is what the text was telling of') if found else None


def _in_passing(trail: Trail, number: int) -> bool:
    """Say whether a mention is the subject of a relative clause only: "…, from which Acme was spun off, earned …"."""
    head, sentence = trail.scene.head(number), trail.scene.sentence(number)
    if head is None or sentence is None:
        return False
    verb = sentence.tokens[head.head]
    return "acl:relcl" in (verb.dep, sentence.tokens[verb.head].dep if verb.dep == "conj" else "")


def _same_again(trail: Trail, number: int) -> tuple[Thing, str] | None:
    """Read "Its 5,300 designs put it eighth", "Acme's designs put it eighth": the owner of the subject, if alone."""
    scene, here = trail.scene, trail.scene.sentences[number]
    if scene.mentions[number].text.casefold() != "it" or not _PUT_IN.search(scene.before(number)):
        return None
    kinds = (ORGANIZATION, PLACE)
    mine = [
        (n, t)
        for n, t in trail.before(number)
        if scene.sentences[n] == here and any(trail.domain.is_a(t.type, k) for k in kinds)
    ]
    if len({t.group for _, t in mine}) != 1:
        return None
    first, thing = mine[-1]
    owns = scene.mentions[first].text.casefold() == "its" or scene.after(first, 2) in ("'s", "’s", "s'", "s’")
    return (thing, f'"{thing.names[0]}" is whose the subject is') if owns else None


def _only_body(trail: Trail, number: int) -> tuple[Thing, str] | None:
    """Read "Its director …", "It expects …" at the beginning of a sentence: the only body that the last one names."""
    scene, sentence = trail.scene, trail.scene.sentence(number)
    mention = scene.mentions[number]
    if sentence is None or not sentence.index or mention.span.start != sentence.span.start:
        return None
    if _AWAITED.match(scene.after(number, 30)):
        return None
    last = scene.analysed.sentences[sentence.index - 1]
    if last.block != sentence.block:
        return None
    test = _ACTS if mention.text.casefold() == "it" else _STAFF
    if not test.match(scene.after(number, 60)):
        return None
    bodies = [
        (n, t)
        for n, t in trail.before(number)
        if scene.sentences[n] == sentence.index - 1 and trail.domain.is_a(t.type, ORGANIZATION)
    ]
    subjects = {t.group: t for n, t in bodies if scene.subjects[n] and not scene.coordinated(n)}
    groups = {t.group: t for _, t in bodies}
    found = groups if len(groups) == 1 else subjects
    if len(found) != 1:
        return None
    thing = next(iter(found.values()))
    return thing, f'"{thing.names[0]}" is the only body that the last sentence tells of'


def _begins(trail: Trail, number: int) -> bool:
    """Say whether a name is the only body of its sentence and stands before its verb, whatever the parse makes of it:
    "Founded by two engineers, Acme makes pumps"."""
    scene, here = trail.scene, trail.scene.sentences[number]
    sentence, head = scene.sentence(number), scene.head(number)
    if sentence is None or head is None or not trail.domain.is_a(scene.mentions[number].type, ORGANIZATION):
        return False
    bodies = [
        n
        for n, m in enumerate(scene.mentions)
        if scene.sentences[n] == here and m.kind == "name" and trail.domain.is_a(m.type, ORGANIZATION)
    ]
    opening = scene.text[sentence.span.start : scene.mentions[number].span.start].removesuffix("The ")
    following = re.match(r"\s[a-z]+(?:s|ed)\s", scene.after(number))
    return bodies == [number] and (not opening or opening.endswith((", ", ", the "))) and following is not None


def _founded(trail: Trail, number: int) -> tuple[Thing, str] | None:
    """The body named last before "since it opened", or the one in "whose members make it the largest"."""
    scene = trail.scene
    opened = _SINCE.search(scene.before(number)) and _OPENED.match(scene.after(number, 40))
    bodies = [
        (earlier, thing)
        for earlier, thing in trail.before(number)
        if scene.sentences[earlier] == scene.sentences[number] and trail.domain.is_a(thing.type, ORGANIZATION)
    ]
    if not bodies or not (opened or _WHOSE.match(scene.between(bodies[0][0], number))):
        return None
    found, others = bodies[0], [other for other in bodies[1:] if other[1].group != bodies[0][1].group]
    if others and "," not in scene.between(others[0][0], found[0]) and not scene.coordinated(found[0]):
        return None
    return found[1], f'"{found[1].names[0]}" is the one of which "{scene.mentions[number].text}" goes on to tell'


def _stands_for_nothing(trail: Trail, number: int) -> bool:
    """Refuse "it" in "it is clear that", and where it is no subject: an object is not the subject of its own clause."""
    scene = trail.scene
    if scene.mentions[number].text.casefold() != "it":
        return False
    return not scene.subjects[number] or _EMPTY.match(scene.after(number, 40)) is not None
