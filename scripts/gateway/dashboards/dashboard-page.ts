import { boards } from "@shopeasy/contracts/dashboards";
import { serviceNames } from "@shopeasy/contracts/route-table";
import { type Html, html } from "@shopeasy/platform/html";
import type { KeptBoard, KeptPanel } from "../metrics/board-history";
import { type Drawn, everySeconds } from "../metrics/line-history";
import type { Page } from "../pages/layout";
import { amountOf } from "./amounts";
import { lineChart, lookOf } from "./line-chart";

const linesShown = 12;

/** How much time the charts of a board show, and until when, in milliseconds since the epoch. */
interface Span {
  minutes: number;
  until: number;
}

/** One board, and the way to the others. */
export function dashboardPage(kept: KeptBoard): Page {
  const { board, service } = kept;
  const address = `/console/dashboards/${board.id}`;
  const chosen = service ? `?service=${service}` : "";
  const body = html`<h1>${board.title}</h1>
<p class="lead">${board.about} In steps of five seconds, for an hour at most, since the gateway started. The same boards are in Grafana and CloudWatch.</p>
<nav class="tabs" aria-label="Boards">
${boards.map(({ id, title }) => html`<a href="/console/dashboards/${id}"${id === board.id && html` aria-current="page"`}>${title}</a>\n`)}</nav>
${
  service &&
  html`<nav class="tabs" aria-label="Services">
${serviceNames.map((name) => html`<a href="${address}?service=${name}"${name === service && html` aria-current="page"`}>${name}</a>\n`)}</nav>`
}
<div data-refresh="${address}/panels${chosen}">${panelsOf(kept)}</div>`;
  return { title: board.title, place: "/console/dashboards", body };
}

/** The part of the page that looks again by itself. */
export function panelsOf({ rows, until }: KeptBoard): Html {
  const span = {
    minutes: minutesOf(rows.flatMap(({ panels }) => panels.flatMap(({ lines }) => lines))),
    until,
  };
  return html`<p class="unseen" role="status"></p>${rows.map(
    ({ title, panels }) => html`<h2>${title}</h2>
<div class="panels">
${panels.map((one) => panelOf(one, span))}</div>
`,
  )}`;
}

function panelOf({ panel, lines }: KeptPanel, { minutes, until }: Span): Html {
  const shown = lines.slice(0, linesShown);
  const heading = html`<h3>${panel.title}</h3><p>${panel.about}</p>`;
  const hasValues = shown.some(({ values }) => values.some(Number.isFinite));
  if (!hasValues) return html`<section class="panel">${heading}<p class="empty">Nothing yet.</p></section>\n`;
  if (panel.asNumbers) {
    return html`<section class="panel">${heading}<dl class="numbers">
${shown.map(({ name, values }) => html`<div><dt>${name}</dt><dd class="${toneOf(values.at(-1))}">${amountOf(values.at(-1), panel.unit)}</dd></div>\n`)}</dl></section>\n`;
  }
  const { svg, top } = lineChart(shown, {
    ...{ width: (minutes * 60) / everySeconds, label: `${panel.title}, the last ${minutes} minutes` },
    ...(panel.limit !== undefined && { limit: panel.limit }),
  });
  return html`<section class="panel">${heading}
<div class="frame"><span class="top-of">${amountOf(top, panel.unit)}</span>${svg}<span class="times" aria-hidden="true"><span>${minutes} min ago, ${clock(until - minutes * 60_000)}</span><span>now, ${clock(until)} UTC</span></span></div>
<ul class="lines">
${shown.map(({ name, values }, index) => html`<li>${swatch(index)}<span>${name}</span><b>${amountOf(values.at(-1), panel.unit)}</b></li>\n`)}</ul>
${lines.length > linesShown && html`<p>And ${lines.length - linesShown} more.</p>`}</section>
`;
}

function swatch(index: number): Html {
  const { color, isAgain } = lookOf(index);
  const shape = isAgain
    ? html`<path d="M0 0h4v10H0zM6 0h4v10H6z"/>`
    : html`<rect width="10" height="10" rx="2"/>`;
  return html`<svg class="s${color}" viewBox="0 0 10 10" aria-hidden="true">${shape}</svg>`;
}

/** The time of day, in UTC. */
const clock = (at: number) => new Date(at).toISOString().slice(11, 16);

/** Charts beside each other show the same time: not much more than the longest of their lines. */
function minutesOf(lines: readonly Drawn[]): number {
  const kept = Math.max(0, ...lines.map(({ values }) => values.length)) * everySeconds;
  return [10, 30].find((minutes) => kept <= minutes * 60) ?? 60;
}

/** Of a budget: how much is left. */
function toneOf(left: number | undefined): string {
  if (left === undefined || !Number.isFinite(left)) return "";
  if (left < 0) return "fault";
  return left < 0.25 ? "error" : "fine";
}
