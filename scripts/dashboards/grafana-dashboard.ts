import type { Board, Panel, Unit } from "@shopeasy/contracts/dashboard-definition";
import { serviceNames } from "@shopeasy/contracts/route-table";
import { legendOf, promqlOf } from "./promql";

const datasource = { type: "prometheus", uid: "prometheus" };

/** Grafana's names of units. */
const units: Record<Unit, string> = {
  "per-second": "cps",
  "per-minute": "cpm",
  seconds: "s",
  bytes: "bytes",
  share: "percentunit",
  count: "short",
  times: "none",
  "minor-units": "none",
};

const perRow = 3;
const width = 24 / perRow;
const height = 8;

/** A board as Grafana takes it in (schema 39, which Grafana 10 and later read). */
export function grafanaDashboard(board: Board) {
  const panels: object[] = [];
  let y = 0;
  for (const row of board.rows) {
    const shown = row.panels.filter(({ lines }) => lines.length > 0);
    if (shown.length === 0) continue;
    panels.push({
      ...{ id: panels.length + 1, type: "row", title: row.title, collapsed: false, panels: [] },
      gridPos: { x: 0, y, w: 24, h: 1 },
    });
    y += 1;
    for (const [index, panel] of shown.entries()) {
      const gridPos = { x: (index % perRow) * width, y: y + Math.floor(index / perRow) * height };
      panels.push(panelOf(panel, board, panels.length + 1, { ...gridPos, w: width, h: height }));
    }
    y += Math.ceil(shown.length / perRow) * height;
  }
  return {
    uid: `shopeasy-${board.id}`,
    title: board.title,
    description: board.about,
    tags: ["shopeasy"],
    ...{ timezone: "browser", schemaVersion: 39, version: 1, editable: false, refresh: "10s" },
    time: { from: "now-30m", to: "now" },
    templating: { list: board.ofOneService ? [chosenService] : [] },
    panels,
  };
}

const chosenService = {
  ...{ name: "service", label: "Service", type: "custom", multi: false, includeAll: false },
  query: serviceNames.join(","),
  current: { text: serviceNames[0], value: serviceNames[0] },
  options: serviceNames.map((name, index) => ({ text: name, value: name, selected: index === 0 })),
};

function panelOf(panel: Panel, board: Board, id: number, gridPos: object) {
  const { title, about, unit, lines, limit, asNumbers } = panel;
  const isOfOneService = board.ofOneService ?? false;
  return {
    ...{ id, type: asNumbers ? "stat" : "timeseries", title, description: about, datasource, gridPos },
    fieldConfig: {
      defaults: {
        unit: units[unit],
        ...(asNumbers ? { max: 1 } : { min: 0 }),
        thresholds: thresholdsOf(panel),
        ...(!asNumbers && {
          custom: {
            ...{ fillOpacity: 8, showPoints: "never" },
            thresholdsStyle: { mode: limit === undefined ? "off" : "line" },
          },
        }),
      },
      overrides: [],
    },
    options: asNumbers
      ? { reduceOptions: { calcs: ["lastNotNull"], fields: "", values: false }, colorMode: "value" }
      : {
          legend: { displayMode: "table", placement: "bottom", calcs: ["lastNotNull", "max"] },
          tooltip: { mode: "multi", sort: "desc" },
        },
    targets: lines.map((line, index) => ({
      refId: String.fromCharCode(65 + index),
      expr: promqlOf(line, { isOfOneService }),
      legendFormat: legendOf(line),
    })),
  };
}

function thresholdsOf({ limit, asNumbers }: Panel) {
  const steps = asNumbers
    ? [
        { color: "red", value: null },
        { color: "orange", value: 0 },
        { color: "green", value: 0.25 },
      ]
    : [{ color: "green", value: null }, ...(limit === undefined ? [] : [{ color: "red", value: limit }])];
  return { mode: "absolute", steps };
}
