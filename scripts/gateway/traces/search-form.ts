import { type Html, html } from "@shopeasy/platform/html";
import { listWith } from "./trace-addresses";
import type { Problem } from "./trace-schemas";

interface Field {
  name: string;
  label: string;
  example: string;
}

const usual: readonly Field[] = [
  { name: "route", label: "Route", example: "GET /products" },
  { name: "service", label: "Service", example: "catalog" },
  { name: "status", label: "Status", example: "404, 5xx, fault" },
  { name: "over", label: "Took over", example: "200ms" },
  { name: "under", label: "Took under", example: "2s" },
];

const further: readonly Field[] = [
  { name: "order", label: "Order", example: "an order’s id" },
  { name: "user", label: "User", example: "16 hex digits" },
  { name: "sku", label: "SKU", example: "NOR-TENT" },
  { name: "id", label: "Trace or request", example: "an id of either" },
  { name: "annotation", label: "Annotation", example: "cache=hit" },
  { name: "call", label: "Call", example: "orders>catalog" },
  { name: "from", label: "From (UTC)", example: "2026-01-31T12:00" },
  { name: "to", label: "To (UTC)", example: "2026-01-31T12:30" },
];

const choices = {
  within: {
    label: "Began",
    values: {
      "": "at any time",
      "5m": "in the last 5 minutes",
      "15m": "in the last 15 minutes",
      "1h": "in the last hour",
    },
  },
  sort: {
    label: "Sorted",
    values: { "": "newest first", slowest: "slowest first", longest: "longest with what it caused" },
  },
} as const;

/** What can be searched for, with what is searched for in it, and what of it can't be. */
export function searchForm(
  query: URLSearchParams,
  problems: readonly Problem[],
  services: readonly string[],
): Html {
  const isOpen = further.some(({ name }) => (query.get(name) ?? "") !== "");
  return html`<form class="search" role="search" method="get" action="/console/traces" data-lean>
${problems.length > 0 && refusals(problems)}
<div class="wanted"><label class="most">Find<input name="q" type="search" value="${query.get("q")}" placeholder="words in ids, routes, services, annotations" autocomplete="off"></label>
<button>Find</button></div>
<div class="wanted">${usual.map((one) => field(one, query, problems))}${choice("within", query)}${choice("sort", query)}</div>
<details${isOpen && html` open`}><summary>By order, user, SKU, id, annotation, call or time</summary>
<div class="wanted">${further.map((one) => field(one, query, problems))}</div></details>
<datalist id="services">${services.map((name) => html`<option value="${name}"></option>`)}</datalist>
<datalist id="statuses">${["ok", "404", "4xx", "5xx", "error", "throttle", "fault"].map((name) => html`<option value="${name}"></option>`)}</datalist>
</form>
${chips(query)}`;
}

const lists: Readonly<Record<string, string>> = { service: "services", status: "statuses" };

function field({ name, label, example }: Field, query: URLSearchParams, problems: readonly Problem[]): Html {
  const isWrong = problems.some(({ parameter }) => parameter === name);
  // What is searched for by more than one annotation stands in the chips, each for itself.
  const [value = "", ...more] = query.getAll(name);
  return html`<label>${label}<input name="${name}" value="${value}" placeholder="${example}" autocomplete="off" spellcheck="false"${lists[name] && html` list="${lists[name]}"`}${isWrong && html` aria-invalid="true"`}></label>
${more.map((one) => html`<input type="hidden" name="${name}" value="${one}">`)}`;
}

function choice(name: keyof typeof choices, query: URLSearchParams): Html {
  const { label, values } = choices[name];
  const given = query.get(name) ?? "";
  const options = Object.entries(values);
  const isOwn = !Object.hasOwn(values, given);
  return html`<label>${label}<select name="${name}">
${options.map(([value, text]) => html`<option value="${value}"${value === given && html` selected`}>${text}</option>`)}
${isOwn && html`<option value="${given}" selected>${given}</option>`}</select></label>`;
}

export function refusals(problems: readonly Problem[]): Html {
  return html`<ul class="refused" role="alert">${problems.map(({ parameter, message }) => html`<li><code>${parameter}</code> ${message}.</li>`)}</ul>`;
}

const notConditions = new Set(["page", "upto", "limit", "sort"]);

/** Each condition that holds, with a way to be rid of it. */
export function chips(query: URLSearchParams, addressOf = listWith): Html | false {
  const given = [...query].filter(([name, value]) => value !== "" && !notConditions.has(name));
  if (given.length === 0) return false;
  return html`<ul class="chips" aria-label="Conditions">${given.map(([name, value]) => {
    const others = new URLSearchParams([...query].filter(([one, text]) => one !== name || text !== value));
    return html`<li><a href="${addressOf({}, others)}" aria-label="Without ${name} ${value}"><span>${name}</span> ${value} <b aria-hidden="true">×</b></a></li>\n`;
  })}
<li><a href="${addressOf({})}">all off</a></li></ul>`;
}
