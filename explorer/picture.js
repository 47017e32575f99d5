// The network picture: vis-network drawn from data the server placed; clicks go back as the id of a node.
const LIBRARY = "app/static/vis-network.min.js";
const FONT = "'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif";
// Legend symbols on a 16 × 16 field, the same shapes as vis-network draws.
const SHAPES = {
  dot: '<circle cx="8" cy="8" r="6"/>',
  square: '<rect x="2.5" y="2.5" width="11" height="11"/>',
  triangle: '<path d="M8 1.5 14.5 13.5H1.5Z"/>',
  triangleDown: '<path d="M8 14.5 14.5 2.5H1.5Z"/>',
  diamond: '<path d="M8 1 15 8 8 15 1 8Z"/>',
  hexagon: '<path d="M4.5 2H11.5L15 8 11.5 14H4.5L1 8Z"/>',
  star: '<path d="M8 .8 10.1 5.9 15.6 6.3 11.4 9.9 12.7 15.3 8 12.4 3.3 15.3 4.6 9.9 .4 6.3 5.9 5.9Z"/>',
};

function library() {
  if (!window.mengtuVis) {
    window.mengtuVis = new Promise((ready, failed) => {
      const script = document.createElement("script");
      script.src = LIBRARY;
      script.onload = () => ready(window.vis);
      script.onerror = failed;
      document.head.append(script);
    });
  }
  return window.mengtuVis;
}

function drawLegend(box, data, tell) {
  box.replaceChildren(...data.legend.map((kind) => {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.kind = kind.kind;
    button.setAttribute("aria-pressed", String(!kind.hidden));
    button.title = kind.hidden ? "点击显示" : "点击隐藏";
    button.innerHTML = `<svg viewBox="0 0 16 16" fill="${kind.colour}" aria-hidden="true">${SHAPES[kind.shape]}</svg>`;
    button.append(`${kind.name} ${kind.number}`);
    button.onclick = () => tell("toggled", kind.kind);
    return button;
  }));
}

function draw(vis, box, data, tell) {
  const nodes = new vis.DataSet(data.nodes.map((node) => ({
    id: node.id, label: node.label, title: node.title, x: node.x, y: node.y, shape: node.shape, size: node.size,
    color: { background: node.colour, border: node.colour, highlight: { background: node.colour, border: "#1f2a37" } },
    borderWidth: 1, borderWidthSelected: 4,
    font: { face: FONT, size: node.letters, color: "#1f2a37", strokeWidth: 4, strokeColor: "#ffffff", bold: false },
  })));
  const edges = new vis.DataSet(data.links.map((link, place) => ({
    id: place, from: link.from, to: link.to, title: link.title, color: { color: link.planned ? "#0072B2" : link.pale ? "#e6ebf0" : "#b4bfca", highlight: "#5b7083" }, width: link.planned ? 2 : 1.2,
    dashes: Boolean(link.planned),
    selectionWidth: 0.6,
  })));
  const network = new vis.Network(box, { nodes, edges }, {
    physics: false,
    edges: { smooth: false },
    interaction: { hover: true, tooltipDelay: 150, keyboard: { enabled: false, autoFocus: false }, zoomSpeed: 0.6 },
    nodes: { scaling: { label: { drawThreshold: 8 } } }, // a name too small to read is only noise
  });
  // vis-network puts its drawing first in the tab order; who has no mouse reads the table below it instead.
  const frame = box.querySelector(".vis-network");
  frame.tabIndex = -1;
  frame.setAttribute("role", "img");
  frame.setAttribute("aria-label", "关系网络图；同样的内容在图下面的表格里");
  network.once("afterDrawing", () => {
    network.fit({ maxZoomLevel: 1.15 });
    box.dataset.ready = "true";
  });
  // A click is told at once; the second click of a double click asks for the neighbours.
  network.on("click", (event) => { if (event.nodes.length) tell("picked", event.nodes[0]); });
  network.on("doubleClick", (event) => { if (event.nodes.length) tell("opened", event.nodes[0]); });
  return network;
}

export default async function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const box = parentElement.querySelector(".picture");
  const legend = parentElement.querySelector(".legend");
  const tell = (name, value) => setTriggerValue(name, value);
  drawLegend(legend, data, tell);
  const vis = await library();
  if (box.drawn !== data.signature) {
    const view = box.network && box.centre === data.centre && data.kept
      ? { position: box.network.getViewPosition(), scale: box.network.getScale() } : null;
    box.network?.destroy();
    delete box.dataset.ready;
    box.drawn = data.signature;
    box.centre = data.centre;
    box.network = draw(vis, box, data, tell);
    if (view) box.network.once("afterDrawing", () => box.network.moveTo(view));
    parentElement.querySelector(".fit").onclick = () => box.network.fit({ animation: { duration: 250 }, maxZoomLevel: 1.15 });
  }
  const chosen = data.selected && data.nodes.some((node) => node.id === data.selected) ? [data.selected] : [];
  box.network.selectNodes(chosen);
}
