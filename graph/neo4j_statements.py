"""The Cypher that writes to Neo4j: made from the schema's names alone; everything else travels as a parameter."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from graph.model import Edge, Node
from graph.neo4j_scope import LABEL, MARK
from graph.schema import Field, Schema, load_schema
from graph.store import StoreError

BATCH = 5_000

SWEEP_EDGES = f"MATCH ()-[r]->() WHERE r.{MARK} <> $levelling WITH r LIMIT {BATCH} DELETE r"
SWEEP_NODES = f"MATCH (n) WHERE n.{MARK} <> $levelling WITH n LIMIT {BATCH} DETACH DELETE n"


def constraints_and_indexes(schema: Schema) -> dict[str, str]:
    """Every constraint and index the schema asks for, name → statement. Saying one again changes nothing."""
    # Ids are unique over all kinds of ours; those of others, under the same label, are theirs.
    wanted = {
        "mengtu_stamp": "CONSTRAINT mengtu_stamp IF NOT EXISTS FOR (n:MengtuStamp) REQUIRE n.id IS UNIQUE",
        "mengtu_id": f"CONSTRAINT mengtu_id IF NOT EXISTS FOR (n:{LABEL}) REQUIRE n.id IS UNIQUE",
    }
    for kind, described in schema.kinds.items():
        for field in (name for name, field in described.fields.items() if field.indexed):
            name = f"mengtu_{kind}_{field}"
            wanted[name] = f"INDEX {name} IF NOT EXISTS FOR (n:{kind}) ON (n.{field})"
        for field in ("name", "search") if described.searchable else ("name",):
            name = f"mengtu_{kind}_{field}_text"
            wanted[name] = f"TEXT INDEX {name} IF NOT EXISTS FOR (n:{kind}) ON (n.{field})"
    for edge_type in schema.edges:
        name = f"mengtu_{edge_type}_id"
        # No constraint: an edge has one type only, and others may have edges of that type with ids of their own.
        wanted[name] = f"INDEX {name} IF NOT EXISTS FOR ()-[r:{edge_type}]-() ON (r.id)"
    return {name: f"CREATE {text}" for name, text in wanted.items()}


def outdated(held: Iterable[str], wanted: Mapping[str, str]) -> list[str]:
    """Of the names of constraints in a database those that are ours and that nothing asks for any more.

    >>> outdated(["theirs", "mengtu_id", "mengtu_Person_id"], {"mengtu_id": "CREATE CONSTRAINT mengtu_id …"})
    ['mengtu_Person_id']
    """
    return [
        name
        for name in held
        if re.fullmatch(r"mengtu_\w+", name) and not wanted.get(name, "").startswith("CREATE CONSTRAINT")
    ]


def write_nodes(kind: str) -> str:
    """Merge ``$rows`` of one kind by id; a property a row lacks disappears."""
    return f"UNWIND $rows AS row MERGE (n:{LABEL} {{id: row.id}}) SET n = row, n:{kind} RETURN count(n) AS number"


def write_edges(edge_type: str, start_kind: str, end_kind: str) -> str:
    """Merge ``$rows`` of one edge type between two kinds by id; a row that lacks an end writes nothing, uncounted.

    Raises:
        StoreError: the schema knows no such edge.
    """
    if (start_kind, end_kind) not in load_schema().edges[edge_type].ends:
        raise StoreError(f"关系 {edge_type} 不能从 {start_kind} 连到 {end_kind}：请检查 schema.yaml 里的 ends。")
    return (
        f"UNWIND $rows AS row MATCH (a:{LABEL} {{id: row.start}}) MATCH (b:{LABEL} {{id: row.end}}) "
        f"MERGE (a)-[r:{edge_type} {{id: row.properties.id}}]->(b) SET r = row.properties RETURN count(r) AS number"
    )


def remove_nodes(kind: str) -> str:
    """Delete nodes of one kind by ``$ids``, with what hangs on them."""
    return f"MATCH (n:{kind}&{LABEL}) WHERE n.id IN $ids DETACH DELETE n"


def remove_edges(edge_type: str) -> str:
    """Delete edges of one type by ``$ids``."""
    return f"MATCH ()-[r:{edge_type}]->() WHERE r.id IN $ids AND r.{MARK} IS NOT NULL DELETE r"


def node_row(node: Node, levelling: str) -> dict[str, Any]:
    """What :func:`write_nodes` writes of one node."""
    return {**_typed(node.fields(), load_schema().node_fields(node.kind)), "id": node.id, MARK: levelling}


def edge_row(edge: Edge, levelling: str) -> dict[str, Any]:
    """What :func:`write_edges` writes of one edge."""
    properties = _typed(edge.fields(), load_schema().edge_fields(edge.type))
    return {"start": edge.start, "end": edge.end, "properties": {**properties, "id": edge.id, MARK: levelling}}


def _typed(properties: Mapping[str, Any], fields: Mapping[str, Field]) -> dict[str, Any]:
    """Numbers as the schema types them, so that 80 in a number field is 80.0 on every engine."""
    return {
        name: float(value) if isinstance(value, int) and name in fields and fields[name].type == "number" else value
        for name, value in properties.items()
    }
