import { type Html, html } from "@shopeasy/platform/html";
import { duration, rate, share } from "../pages/wording";
import { layoutOf, type Point } from "./map-layout-rules";
import type { Figures, MapEdge, MapNode, ServiceMap } from "./service-map-schema";

const measures = { nodeWidth: 138, nodeHeight: 62, gap: 72 };
const longestName = 17;
/** By so much a line between two nodes of one column goes around what stands between them. */
const around = 30;

interface Links {
  ofNode: (node: MapNode) => string;
  ofEdge: (edge: MapEdge) => string;
}

/** The service map as a picture, each node and call of which leads on. */
export function mapDrawing({ nodes, edges }: ServiceMap, links: Links): Html {
  const names = nodes.map(({ name }) => name);
  const queues = new Set(nodes.filter(isQueue).map(({ name }) => name));
  const layout = layoutOf(
    names,
    edges.map(({ from, to }) => ({ from, to, isQueued: queues.has(from) })),
    measures,
  );
  const { width, height } = layout;
  const many = (end: "from" | "to", name: string) => edges.filter((edge) => edge[end] === name).length;
  const drawn = edges.flatMap((edge, index) => {
    const points = layout.links[index] ?? [];
    const [from, to] = [points[0], points.at(-1)];
    if (!from || !to || points.length < 2) return [];
    const label = placeOfLabel(from, to, many("to", edge.to) > many("from", edge.from));
    return [{ edge, points, label }];
  });
  return html`<svg class="map" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="group" aria-label="Who calls whom">
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.5 8 4 0 7.5z"/></marker></defs>
${drawn.map(({ edge, points }) => edgeOf(edge, points, links))}
${drawn.map(
  ({
    edge,
    label: { x, y, anchor },
  }) => html`<text class="told" aria-hidden="true" x="${x.toFixed(0)}" y="${(y - 3).toFixed(0)}" text-anchor="${anchor}">${rate(edge.perMinute)}/min ${brief(edge.p50Ms)}</text>
`,
)}
${nodes.map((node) => nodeOf(node, layout.nodes.get(node.name), links))}
</svg>`;
}

/** Also a stream: who is behind it takes up what it brings when it can. */
const isQueue = ({ name, kind }: MapNode) => kind === "queue" || name.startsWith("aws:Kinesis ");

const lambdas = new Set(["notifications", "inventory-stream"]);
const kinds: Readonly<Record<MapNode["kind"], string>> = {
  client: "",
  service: "service",
  database: "database",
  queue: "queue",
  aws: "AWS",
  remote: "external",
};

/** A node's name and what it is: of a table or topic, the service of AWS that holds it. */
function plainName(name: string, kind: MapNode["kind"] = "service"): { name: string; what: string } {
  const [, service, resource] = /^aws:(\S+) (.+)$/.exec(name) ?? [];
  if (service && resource) return { name: resource, what: service };
  if (name === "client:") return { name: "customers", what: "" };
  const plain = name.replace(/^(?:database|queue|aws):/, "");
  return { name: plain, what: lambdas.has(plain) && kind === "service" ? "lambda" : kinds[kind] };
}

const figuresText = ({ perMinute, errorShare, faultShare, p50Ms, p95Ms, p99Ms }: Figures): string =>
  `${rate(perMinute)} a minute, ${share(faultShare)} faults, ${share(errorShare)} errors, p50 ${duration(p50Ms)}, p95 ${duration(p95Ms)}, p99 ${duration(p99Ms)}`;

function nodeOf(node: MapNode, at: Point | undefined, links: Links): Html | false {
  if (!at) return false;
  const { nodeWidth: width, nodeHeight: height } = measures;
  const [x, y] = [at.x - width / 2, at.y - height / 2];
  const { name, what } = plainName(node.name, node.kind);
  const shown = name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
  const title = `${what} ${name}`.trim();
  const told = node.count === 0 ? title : `${title}: ${figuresText(node)}`;
  const text = (dy: number, content: Html | string, tone = "") =>
    html`<text x="${x + 10}" y="${y + dy}"${tone && html` class="${tone}"`}>${content}</text>`;
  return html`<a href="${links.ofNode(node)}" aria-label="${told}"><title>${told}</title>
<rect class="node ${node.kind} ${toneOf(node)}" x="${x}" y="${y}" width="${width}" height="${height}" rx="7"/>
${text(18, shown, "name")}${
  node.count > 0 &&
  html`${text(34, html`${what} ${rate(node.perMinute)}/min${failing(node)}`)}
${text(49, `${brief(node.p50Ms)} · ${brief(node.p95Ms)} · ${brief(node.p99Ms)} ms`)}${health(node, x, y + height)}`
}</a>
`;
}

function failing(figures: Figures): Html | false {
  const { errorShare, faultShare } = figures;
  if (errorShare + faultShare === 0) return false;
  return html` <tspan class="${toneOf(figures)}">${share(errorShare + faultShare)}</tspan>`;
}

/** How much of it went well, below a node. */
function health({ errorShare, faultShare }: Figures, x: number, bottom: number): Html {
  const width = measures.nodeWidth - 20;
  const fault = faultShare * width;
  const error = errorShare * width;
  const part = (tone: string, from: number, size: number) =>
    size > 0 &&
    html`<rect class="health ${tone}" x="${(x + 10 + from).toFixed(1)}" y="${bottom - 8}" width="${size.toFixed(1)}" height="3"/>`;
  return html`${part("fine", 0, width - fault - error)}${part("error", width - fault - error, error)}${part("fault", width - fault, fault)}`;
}

function edgeOf(edge: MapEdge, points: readonly Point[], links: Links): Html {
  const told = `${plainName(edge.from).name} to ${plainName(edge.to).name}: ${figuresText(edge)}`;
  const d = curve(points);
  return html`<a href="${links.ofEdge(edge)}" aria-label="${told}"><title>${told}</title><path class="hit" d="${d}"/><path class="edge ${toneOf(edge)}" d="${d}" stroke-width="${Math.min(4, 1 + Math.log10(1 + edge.perMinute)).toFixed(1)}" marker-end="url(#tip)"/></a>
`;
}

/** Level where it leaves and where it arrives. */
function curve(points: readonly Point[]): string {
  const [first, ...others] = points;
  if (!first) return "";
  let last = first;
  const parts = others.map((point) => {
    const middle = last.x === point.x ? last.x - around : (last.x + point.x) / 2;
    const part = `C${middle.toFixed(0)} ${last.y.toFixed(0)} ${middle.toFixed(0)} ${point.y.toFixed(0)} ${point.x.toFixed(0)} ${point.y.toFixed(0)}`;
    last = point;
    return part;
  });
  return `M${first.x.toFixed(0)} ${first.y.toFixed(0)}${parts.join("")}`;
}

/** At the end where it is alone; the way is level there. */
function placeOfLabel(from: Point, to: Point, isFannedIn: boolean) {
  const isBack = from.x > to.x;
  const { x, y } = isFannedIn ? from : to;
  // In one column a line is on the left of it.
  const isRight = from.x !== to.x && isFannedIn !== isBack;
  return { x: x + (isRight ? 5 : -9), y, anchor: isRight ? "start" : "end" };
}

/** Milliseconds, where the unit stands elsewhere. */
function brief(ms: number): string {
  if (ms >= 10_000) return `${Math.round(ms / 1_000)}k`;
  if (ms >= 10) return String(Math.round(ms));
  return ms >= 1 ? ms.toFixed(1) : ms.toFixed(2);
}

const toneOf = ({ faultShare, errorShare }: Figures) =>
  faultShare > 0 ? "fault" : errorShare > 0 ? "error" : "fine";
