"""How a query sees only what Mengtu wrote, in a database that also holds the data of others.

Every node of ours carries the label ``Mengtu`` and every edge the property ``mengtu``. The shared queries say neither,
since the embedded store holds nothing else; they are narrowed on their way to Neo4j, so that none can forget it.
"""

import re
from functools import lru_cache

LABEL = "Mengtu"  # on every node of ours
MARK = "mengtu"  # on every node and edge of ours: which levelling wrote it; what lacks it is never touched

_TEXTS = r"//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`"
# A node in a pattern: (n), (:Studio), (n:Studio|Person {id: $id}); a bracket right after a word is a function's.
_NODE = r"(?<![\w`])\((?P<node>\w*)(?::(?P<kinds>\w+(?:\|\w+)*))?(?P<map>\s*\{[^{}]*\})?\)"
# An edge of one step; one of several takes no condition, but both its ends are ours.
_EDGE = r"-\[(?P<edge>\w*)(?P<types>:\w+(?:\|\w+)*)?\]-"
_PARTS = re.compile(f"(?P<text>{_TEXTS})|{_NODE}|{_EDGE}", re.DOTALL)


@lru_cache(maxsize=256)
def scoped(text: str) -> str:
    """The same query, on our nodes and edges only.

    >>> scoped("MATCH (s:Studio|Person)-[r]->() RETURN count(r)")
    'MATCH (s:(Studio|Person)&Mengtu)-[r WHERE r.mengtu IS NOT NULL]->(:Mengtu) RETURN count(r)'
    """
    unnamed = 0

    def narrowed(found: re.Match[str]) -> str:
        nonlocal unnamed
        if found["text"] is not None:
            return found[0]
        if found["node"] is not None:
            kinds = f"({found['kinds']})&{LABEL}" if found["kinds"] else LABEL
            return f"({found['node']}:{kinds}{found['map'] or ''})"
        unnamed += not found["edge"]
        name = found["edge"] or f"edge{unnamed}"
        return f"-[{name}{found['types'] or ''} WHERE {name}.{MARK} IS NOT NULL]-"

    return _PARTS.sub(narrowed, text)
