"""The whole graph as a file other programs read: GraphML and GEXF."""

from pathlib import Path

import networkx as nx

from graph import ask
from graph.schema import kind_of, load_schema
from graph.store import GraphStore


def as_network(store: GraphStore) -> "nx.MultiDiGraph[str]":
    """Every node and edge with Chinese labels, as networkx writes it to files."""
    schema = load_schema()
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name in sorted(ask.all_names(store), key=lambda each: each.id):
        kind = kind_of(name.id)
        network.add_node(name.id, label=printable(name.name), kind=kind, kind_zh=schema.kinds[kind].zh)
    for link in ask.all_links(store):
        label = schema.edges[link.edge].forward
        network.add_edge(link.start, link.end, type=link.edge, label=label, detail=printable(link.detail))
    return network


def write_graphml(store: GraphStore, out: Path) -> Path:
    """Write GraphML (opened by Gephi, yEd, Cytoscape). Returns the file."""
    nx.write_graphml(as_network(store), out, encoding="utf-8")
    return out


def write_gexf(store: GraphStore, out: Path) -> Path:
    """Write GEXF (opened by Gephi). Returns the file."""
    nx.write_gexf(as_network(store), out, encoding="utf-8")
    return out


def printable(text: str) -> str:
    """Text without the control characters XML forbids."""
    return "".join(character for character in text if character >= " " or character in "\t\n\r")
