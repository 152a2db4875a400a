"""Derives the word lists of `templates/language/{nb,nn}/`: `python -m tests.lexicon.derive`.

Bokmål comes from Norsk Ordbank in Norwegian Bokmål 2005 (Språkbanken, Nasjonalbiblioteket, CC BY 4.0) as the PyPI
package `spacy-lookups-data` 1.0.5 ships it. Nynorsk is made by rule from the same verbs, and from the hand-written
lists in this folder: the spelling of stems, the weak classes, the strong verbs.
"""

import gzip
import json
from importlib.util import find_spec
from pathlib import Path

from assembler.language.lexicon import prefixes

HERE = Path(__file__).parent
OUT = HERE.parents[1] / "templates" / "language"
CREDIT = "# Derived from Norsk Ordbank in Norwegian Bokmål 2005, Språkbanken (Nasjonalbiblioteket), CC BY 4.0.\n"


def table() -> dict[str, dict[str, list[str]]]:
    """Norsk Ordbank's forms by part of speech, each with its dictionary words."""
    spec = find_spec("spacy_lookups_data")
    if spec is None or spec.origin is None:
        raise SystemExit("pip install spacy-lookups-data==1.0.5")
    with gzip.open(Path(spec.origin).parent / "data" / "nb_lemma_exc.json.gz") as file:
        loaded: dict[str, dict[str, list[str]]] = json.load(file)
    return loaded


def paradigms(verbs: dict[str, list[str]]) -> dict[str, set[str]]:
    """The forms of each verb."""
    found: dict[str, set[str]] = {}
    for form, lemmas in verbs.items():
        for lemma in lemmas:
            found.setdefault(lemma, set()).add(form)
    return found


def is_participle(form: str, lemma: str, adjectives: set[str]) -> bool:
    """Whether `form` of the verb `lemma` is its perfect participle."""
    if form in (lemma, lemma[:-1]) or form[-1] not in "tda":
        return False
    return form.endswith(("et", "ert", "dd", "tt", "a")) or form in adjectives


def bokmål(words: dict[str, dict[str, list[str]]]) -> tuple[dict[str, str], dict[str, str]]:
    """s-forms and participles, with "~" where the form may be another word."""
    adjectives = set(words["adj"])
    others = set(words["noun"]) | adjectives
    by_hand = irregular()
    s_forms: dict[str, str] = {}
    participles = {word: "" for word in by_hand if not word.endswith("s")}
    for lemma, forms in paradigms(words["verb"]).items():
        parts = {form for form in forms if is_participle(form, lemma, adjectives)}
        participles |= {form: "~" if form in words["noun"] else "" for form in parts - set(participles)}
        if lemma.endswith("s"):
            continue
        for form in forms:
            if form.endswith("s") and form[:-1] != lemma[:-1] and form not in (lemma, lemma[:-1]):
                s_forms[form] = "~" if form in others or form[:-1] in others else ""
            if form.endswith(("te", "de")) and form != lemma:
                s_forms[form + "s"] = "~"
    return s_forms | {word: "" for word in by_hand if word.endswith("s")}, participles


def irregular() -> list[str]:
    """Participles and s-forms of bokmål that the source's table lacks, or that are never in doubt."""
    lines = (HERE / "nb_irregular.txt").read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def spellings() -> list[tuple[str, str]]:
    """Pieces of stems in bokmål and nynorsk."""
    lines = (HERE / "nn_spelling.txt").read_text(encoding="utf-8").splitlines()
    return [(line.split()[0], line.split()[1]) for line in lines if not line.startswith("#")]


def candidates(stem: str, rules: list[tuple[str, str]]) -> set[str]:
    """How nynorsk may spell `stem`."""
    found = {stem}
    for old, new in rules:
        found |= {word.replace(old, new) for word in found if old in word}
        if len(found) > 12:
            break
    return found


def weak_forms(stem: str, kind: str) -> set[str]:
    """The participle's forms of a weak verb."""
    core = stem[:-1] if stem.endswith("j") else stem
    if len(core) > 2 and core[-1] == core[-2] and core[-1] not in "aeiouyæøå":
        core = core[:-1]
    if kind == "a":
        return {stem + "a"}
    if kind == "dd":
        return {stem + "dd", stem + "dde", stem + "tt"}
    return {core + ending for ending in ("t", "te", "d", "de")} | ({core, core + "e"} if core[-1] in "dt" else set())


def nynorsk(words: dict[str, dict[str, list[str]]]) -> tuple[dict[str, str], dict[str, str]]:
    """Verb stems (for -ast) and participles, with "~" where the form may be a noun or adjective."""
    rules = spellings()
    stems: set[str] = set()
    made: set[str] = set()
    for lemma, forms in paradigms(words["verb"]).items():
        if lemma + "s" not in forms:
            continue
        shapes = candidates(lemma[:-1] if lemma.endswith("e") else lemma, rules)
        stems |= shapes
        for shape in shapes:
            made |= from_bokmål(shape, lemma, forms)
    own_stems, own = own_verbs()
    plain = {form for form, lemmas in words["adj"].items() if not any(lemma in words["verb"] for lemma in lemmas)}
    participles = {form: "~" if form in words["noun"] else "" for form in made - plain} | dict.fromkeys(own, "")
    return {stem: "~" if stem in plain else "" for stem in stems | own_stems}, participles


def from_bokmål(stem: str, lemma: str, forms: set[str]) -> set[str]:
    """A weak verb's participle in nynorsk, by the class it has in bokmål."""
    if lemma.endswith("ere") and len(stem) > 4:
        return set()  # the lexicon makes -ert and -erte of the stem itself
    if not lemma.endswith("e"):
        return weak_forms(stem, "dd") if lemma + "dde" in forms else set()
    found = weak_forms(stem, "a") if lemma[:-1] + "et" in forms or lemma[:-1] + "a" in forms else set()
    if any(form.endswith(("te", "de")) and form[:-1] in forms for form in forms):
        found |= weak_forms(stem, "te")
    return found


def own_verbs() -> tuple[set[str], set[str]]:
    """Stems and participles of the hand-written lists, with their prefixes."""
    stems: set[str] = set()
    found: set[str] = set()
    for line in (HERE / "nn_weak.txt").read_text(encoding="utf-8").splitlines():
        kind, _, verbs = line.partition(": ")
        for verb in verbs.split() if kind in ("a", "te", "dd") else ():
            stem = verb[:-1] if verb.endswith("e") else verb
            stems.add(stem)
            found |= weak_forms(stem, kind)
    for line in (HERE / "nn_strong.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        verbs, _, forms = line.partition(": ")
        for prefix in ("", *prefixes()):
            stems |= {prefix + (verb[:-1] if verb.endswith("e") else verb) for verb in verbs.split(",")}
            found |= {prefix + form for form in forms.split()}
    return stems, found


def compact(forms: dict[str, str]) -> set[str]:
    """The lines of a list, without those that the lexicon finds behind a prefix; short words are looked at first."""
    kept: set[str] = set()
    for form in sorted((form for form, mark in forms.items() if not mark), key=len):
        if not any(form.startswith(p) and len(form) > len(p) + 2 and form[len(p) :] in kept for p in prefixes()):
            kept.add(form)
    return kept | {form + mark for form, mark in forms.items() if mark}


def write(path: Path, lines: set[str], credit: str) -> None:
    """One word a line, sorted."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(credit + "\n".join(sorted(lines)) + "\n", encoding="utf-8")


def main() -> None:
    """Write all lists."""
    words = table()
    s_forms, participles = bokmål(words)
    write(OUT / "nb" / "s-forms.txt", compact(s_forms), CREDIT)
    write(OUT / "nb" / "participles.txt", compact(participles), CREDIT)
    stems, own = nynorsk(words)
    made = CREDIT + "# Made into nynorsk by rule and by hand: tests/lexicon/derive.py.\n"
    write(OUT / "nn" / "verb-stems.txt", compact(stems), made)
    write(OUT / "nn" / "participles.txt", compact(own), made)


if __name__ == "__main__":
    main()
