"""The whole graph as files other programs read: GraphML and GEXF for drawing, CSV and Excel for counting."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import networkx as nx

from graph import ask, spreadsheet
from graph.schema import Field, kind_of, load_schema
from graph.spreadsheet import Sheet
from graph.store import GraphStore
from graph.table_queries import edges_of, nodes_of


def as_network(store: GraphStore) -> "nx.MultiDiGraph[str]":
    """Every node and edge with Chinese labels, as networkx writes it to files."""
    schema = load_schema()
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name in sorted(ask.all_names(store), key=lambda each: each.id):
        kind = kind_of(name.id)
        network.add_node(name.id, label=printable(name.name), kind=kind, kind_zh=schema.kinds[kind].zh)
    for link in ask.all_links(store):
        label = schema.edges[link.edge].forward
        network.add_edge(
            link.start, link.end, type=link.edge, label=label, detail=printable(link.detail), until=link.until
        )
    return network


def write_graphml(store: GraphStore, out: Path) -> Path:
    """Write GraphML (opened by Gephi, yEd, Cytoscape). Returns the file."""
    nx.write_graphml(as_network(store), out, encoding="utf-8")
    return out


def write_gexf(store: GraphStore, out: Path) -> Path:
    """Write GEXF (opened by Gephi). Returns the file."""
    nx.write_gexf(as_network(store), out, encoding="utf-8")
    return out


def sheets(store: GraphStore) -> Iterator[Sheet]:
    """Every kind of node and every type of edge that occurs, as a table under Chinese headings.

    A store holds nothing private, so neither do the tables. Kinds stand in the order of the schema, then edges.
    """
    schema = load_schema()
    for kind, described in schema.kinds.items():
        fields = {name: field for name, field in schema.node_fields(kind).items() if name != "search"}
        rows = [tuple(row[name] for name in ("id", *fields)) for row in ask.answer(store, nodes_of(kind), {})]
        if rows:
            yield Sheet(f"对象_{described.zh}", ("编号", *_labels(fields)), rows)
    for edge_type, edge in schema.edges.items():
        fields = schema.edge_fields(edge_type)
        columns = ("start_id", "start_name", "end_id", "end_name", *fields)
        rows = [tuple(row[name] for name in columns) for row in ask.answer(store, edges_of(edge_type), {})]
        if rows:
            yield Sheet(f"关系_{edge.forward}", ("起点编号", "起点", "终点编号", "终点", *_labels(fields)), rows)


def _labels(fields: dict[str, Field]) -> tuple[str, ...]:
    return tuple(field.zh for field in fields.values())


def write_csv(store: GraphStore, out: Path) -> list[Path]:
    """Write one CSV file per kind and type of edge, into the folder ``out`` or, when it ends in .zip, that archive.

    Returns:
        The files written; the archive alone when it is one.
    """
    if out.suffix.lower() == ".zip":
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for sheet in sheets(store):
                archive.writestr(f"{sheet.title}.csv", spreadsheet.as_csv(sheet.heads, sheet.rows))
        return [out]
    out.mkdir(parents=True, exist_ok=True)
    files = []
    for sheet in sheets(store):
        files.append(out / f"{sheet.title}.csv")
        files[-1].write_bytes(spreadsheet.as_csv(sheet.heads, sheet.rows))
    return files


def write_xlsx(store: GraphStore, out: Path) -> Path:
    """Write one workbook with a worksheet per kind and type of edge. Returns the file.

    Raises:
        MengtuError: there are more rows of something than a worksheet holds.
    """
    return spreadsheet.write_workbook(sheets(store), out)


def printable(text: str) -> str:
    """Text without the control characters XML forbids."""
    return "".join(character for character in text if character >= " " or character in "\t\n\r")
