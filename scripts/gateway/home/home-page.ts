import { type Html, html } from "@shopeasy/platform/html";
import type { Page } from "../pages/layout";
import type { RunningParts } from "./processes";
import { purchaseSteps } from "./purchase-steps";

const links = [
  {
    href: "/api/v1/docs",
    name: "API documents",
    about: "every call of the five services, to read and to try",
  },
  { href: "/api/v1/openapi.json", name: "openapi.json", about: "the same as one OpenAPI 3.1 document" },
  { href: "/api/v1/asyncapi.json", name: "asyncapi.json", about: "its events as one AsyncAPI 3.0 document" },
  { href: "/console/mail", name: "Mail inbox", about: "what the shop has sent, and to whom" },
  { href: "/console/traces", name: "Traces", about: "what each request did, across the services" },
  {
    href: "/console/dashboards",
    name: "Dashboards",
    about: "the shop, its services, queues and databases in the last hour",
  },
  {
    href: "/console/slos",
    name: "Objectives",
    about: "what customers are promised, and which alarms would ring",
  },
  { href: "/console/payments", name: "Payments", about: "the test gateway’s books, and its 3-D Secure step" },
];

const accounts = [
  { email: "customer@shopeasy.test", may: "buys and reviews" },
  { email: "staff@shopeasy.test", may: "runs the shop: catalogue, stock, orders" },
  { email: "admin@shopeasy.test", may: "gives out roles, too" },
];
const demoPassword = "shopeasy-demo-1";

/** The first page: what the shop offers an engineer who has just started it. */
export function homePage(publicUrl: string, parts: RunningParts | undefined): Page {
  const body = html`<h1>ShopEasy runs on this machine</h1>
<p class="lead">Five services, their workers and lambdas, and everything they need. ${parts && summary(parts)} <a href="#runs">See what runs</a>.</p>
<ul class="links">
${links.map(({ href, name, about }) => html`<li><a href="${href}">${name}</a><span>${about}</span></li>\n`)}</ul>
<section aria-labelledby="accounts">
<h2 id="accounts">Demo accounts</h2>
<p>They all have the password <code>${demoPassword}</code>.</p>
<div class="wide" role="region" aria-labelledby="accounts" tabindex="0"><table class="snug">
<thead><tr><th scope="col">E-mail</th><th scope="col">Who</th></tr></thead>
<tbody>
${accounts.map(({ email, may }) => html`<tr><td><code>${email}</code></td><td>${may}</td></tr>\n`)}</tbody>
</table></div>
</section>
<section aria-labelledby="purchase">
<h2 id="purchase">Buy something</h2>
<p>A whole purchase, for any shell with <code>curl</code>. Paste the steps one after the other, or all at once.</p>
<ol class="steps">
${purchaseSteps(publicUrl).map(
  ({ title, about, lines }) => html`<li><h3>${title}</h3>
<p>${about}</p>
<div class="shell" data-copy="${title}"><pre tabindex="0" aria-label="${title}: shell"><code>${lines}
</code></pre></div></li>
`,
)}</ol>
</section>
<section aria-labelledby="runs">
<h2 id="runs">What runs here</h2>
<div data-refresh="/console/processes">${processTable(parts)}</div>
</section>`;
  return { title: "What runs here", place: "/", body };
}

/** The part of the page that looks again by itself. */
export function processTable(parts: RunningParts | undefined): Html {
  if (!parts) return html`<p role="status">The shop is starting. What runs is told here in a moment.</p>`;
  const { processes, endpoints } = parts;
  return html`<p role="status">${summary(parts)}</p>
<div class="wide" role="region" aria-labelledby="runs" tabindex="0"><table class="snug">
<thead><tr><th scope="col">Process</th><th scope="col">State</th><th scope="col" class="number">Pid</th><th scope="col" class="number">Port</th><th scope="col" class="number">Internal port</th></tr></thead>
<tbody>
${processes.map(
  ({ name, pid, port, internalPort, answers }) =>
    html`<tr><th scope="row">${name}</th><td>${answers ? html`<span class="mark fine">answers</span>` : html`<span class="mark fault">silent</span>`}</td>
<td class="number">${pid || "–"}</td><td class="number">${port ?? "–"}</td><td class="number">${internalPort ?? "–"}</td></tr>
`,
)}</tbody>
</table></div>
<details><summary>Where the databases and what plays AWS listen</summary>
<dl class="facts">
${Object.entries(endpoints).map(([name, address]) => html`<dt>${name}</dt><dd><code>${address}</code></dd>\n`)}</dl>
</details>`;
}

function summary({ processes }: RunningParts): string {
  const silent = processes.filter(({ answers }) => !answers).length;
  if (silent === 0) return `All ${processes.length} processes answer.`;
  return `${processes.length - silent} of ${processes.length} processes answer. One that crashed is started again by itself.`;
}
