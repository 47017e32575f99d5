"""The words and the supply chains a simulated province is made of, as ``vocabulary.yaml`` lists them."""

from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

Words = tuple[str, ...]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Stage(_Frozen):
    """One step of a supply chain: what its firms are called, make and can do."""

    brand: str
    industry: str
    field: str
    trades: Words
    products: Words
    skills: Words


class Chain(_Frozen):
    """A supply chain from its first supplier to its last customer; ``twin_forms`` are its own forms of like pairs."""

    name: str
    specialities: Words
    twin_forms: Words = ()
    stages: tuple[Stage, ...]

    def skills_at(self, stage: int) -> Words:
        """The skills met at a stage: its own and two of each neighbour's, so that neighbours understand each other."""
        before = self.stages[stage - 1].skills[-2:] if stage else ()
        after = self.stages[stage + 1].skills[:2] if stage + 1 < len(self.stages) else ()
        return (*before, *self.stages[stage].skills, *after)


class Level(_Frozen):
    """A level of studios: its share, who names them and what their leaders were awarded."""

    share: float
    named_by: str
    honor: str


class Vocabulary(_Frozen):
    """The whole of ``vocabulary.yaml``."""

    home_province: str
    neighbour_provinces: Words
    without_unions: Words
    surnames: str
    given_men: str
    given_women: str
    chains: tuple[Chain, ...]
    school: Stage
    aspects: Words
    levels: dict[str, Level]
    member_honors: Words
    studio_categories: Words
    equipment: Words
    rules: Words
    education: Words
    titles: Words
    skill_grades: Words
    departments: Words
    duties: Words
    charters: Words
    alliance_words: dict[str, str]
    aims: dict[str, str]
    troubles: Words
    contacts: Words
    achievement_categories: Words
    achievement_levels: Words
    achievement_words: dict[str, str]
    activities: dict[str, Words]
    funding_sources: Words
    funding_purposes: Words
    problem_states: Words
    team_states: Words


@cache
def load_vocabulary() -> Vocabulary:
    """The vocabulary, read once."""
    text = (files("ingest") / "generate" / "vocabulary.yaml").read_text(encoding="utf-8")
    return Vocabulary.model_validate(yaml.safe_load(text))
