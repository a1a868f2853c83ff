import { boards } from "@shopeasy/contracts/dashboards";
import { stringify } from "yaml";
import { grafanaDashboard } from "./grafana-dashboard";
import { prometheusRules } from "./prometheus-rules";

export const grafanaFolder = "scripts/compose/grafana/dashboards";
const rulesFile = "scripts/compose/prometheus/objectives.yml";

const notice = "# Made by `npm run dashboards` from packages/contracts/src/slos.ts and slo-rules.ts.\n";

/** What is made from the contracts and kept in git, by path from the root. */
export const generatedFiles = (): ReadonlyMap<string, string> =>
  new Map([
    ...boards.map(
      (board) =>
        [
          `${grafanaFolder}/${board.id}.json`,
          `${JSON.stringify(grafanaDashboard(board), null, 2)}\n`,
        ] as const,
    ),
    [rulesFile, `${notice}${stringify(prometheusRules(), { lineWidth: 0 })}`] as const,
  ]);
