"""Queries that read a whole kind or a whole type of edge with all its fields, made from the schema's names alone."""

from graph.queries import Query
from graph.schema import load_schema


def nodes_of(kind: str) -> Query:
    """Every node of one kind: ``id`` and its fields, without the text that only serves searching."""
    fields = [name for name in load_schema().node_fields(kind) if name != "search"]
    columns = ", ".join(f"n.{name} AS {name}" for name in ("id", *fields))
    text = f"MATCH (n:{kind}) RETURN {columns} ORDER BY id"
    return Query(f"nodes_of_{kind}", (), "many Row", f"全部{load_schema().kinds[kind].zh}。", text)


def edges_of(edge_type: str) -> Query:
    """Every edge of one type: ids and names of both ends, and its fields."""
    described = load_schema().edges[edge_type]
    columns = ["a.id AS start_id", "a.name AS start_name", "b.id AS end_id", "b.name AS end_name"]
    columns += [f"r.{name} AS {name}" for name in load_schema().edge_fields(edge_type)]
    text = f"MATCH (a)-[r:{edge_type}]->(b) RETURN {', '.join(columns)}"
    # What tells two edges between the same ends apart; engines disagree on where a missing value comes.
    apart = [f"coalesce({name}, '')" for name in (*described.key, "since") if name in described.fields]
    order = ", ".join(("start_id", "end_id", *apart))
    return Query(
        f"edges_of_{edge_type}", (), "many Row", f"全部“{described.forward}”关系。", f"{text} ORDER BY {order}"
    )
