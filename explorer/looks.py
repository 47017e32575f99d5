"""How each kind of thing is drawn: a colour (Okabe–Ito, safe for colour-blind readers) and a shape, always both."""

from typing import NamedTuple


class Look(NamedTuple):
    """A colour, a vis-network shape and a size in pixels."""

    colour: str
    shape: str
    size: int


LOOKS = {
    "Studio": Look("#0072B2", "dot", 17),
    "Person": Look("#D55E00", "triangle", 12),
    "Organization": Look("#009E73", "square", 13),
    "Alliance": Look("#CC79A7", "diamond", 17),
    "Project": Look("#E69F00", "hexagon", 14),
    "Achievement": Look("#E69F00", "star", 13),
    "Problem": Look("#D55E00", "triangleDown", 13),
    "HelpTeam": Look("#CC79A7", "hexagon", 14),
    "Region": Look("#56B4E9", "square", 11),
    "Industry": Look("#56B4E9", "hexagon", 11),
    "Skill": Look("#56B4E9", "triangleDown", 11),
    "Honor": Look("#B8A200", "star", 13),
    "Activity": Look("#7F8C99", "hexagon", 11),
    "Funding": Look("#7F8C99", "square", 11),
    "Figure": Look("#7F8C99", "dot", 8),
    "Standard": Look("#7F8C99", "diamond", 13),
    "Requirement": Look("#7F8C99", "triangle", 9),
}
