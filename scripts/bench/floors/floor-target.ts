import { importEnvironment } from "../../shop/local-shop";
import type { LoadJob } from "../load/load-job";
import type { createPlaces, PlaceName } from "../places";
import { canSeeProcesses } from "../process-usage";
import type { FloorName, SteadyScenarioName } from "../scenario-names";
import { type Ground, sliceBy, type Target } from "../target";
import { detailStatement } from "./detail-statement";
import { findPgbench, openPgbench, scriptWith } from "./pgbench";
import { asksTheSame } from "./same-statement";
import { type ProgramFloor, type ServiceAnswers, startFloor } from "./start-floor";

/** What a floor is made beside. */
interface FloorSetting extends Ground {
  scenario: SteadyScenarioName;
  job: LoadJob;
  answers: ServiceAnswers;
  placeOf: ReturnType<typeof createPlaces>;
}

/** Products that pgbench asks for: all of them are in its statement. */
const pgbenchProducts = 50;

/** What a scenario is compared with; or why not, where this machine can't. */
export async function floorTarget(
  floor: FloorName,
  setting: FloorSetting,
): Promise<Target | { missing: string }> {
  switch (floor) {
    case "all-off":
      return sameElsewhere(floor, "quiet catalog", setting);
    case "one-instance":
      return sameElsewhere(
        floor,
        setting.scenario === "instances" ? "one catalog" : "one cold catalog",
        setting,
      );
    case "pgbench":
      return pgbenchTarget(setting);
    case "dynamo":
      if (!canSeeProcesses) return { missing: "this system does not tell what a process was started with" };
      return programTarget(floor, setting);
    default:
      return programTarget(floor, setting);
  }
}

/** Answers the same requests at another place. */
async function sameElsewhere(
  floor: FloorName,
  place: PlaceName,
  { scenario, job, placeOf, generator }: FloorSetting,
): Promise<Target | { missing: string }> {
  const found = await placeOf(place);
  if ("missing" in found) return found;
  if (job.kind !== "requests") throw new Error(`${scenario} asks for what has no other place`);
  const { origin, alsoAt, measured } = found;
  const there = { kind: "requests", origin, alsoAt, requests: job.requests } as const;
  return {
    ...steadyFloor(floor, scenario),
    measured,
    slice: sliceBy(generator, `${floor} ${scenario}`, there, measured),
  };
}

async function programTarget(floor: ProgramFloor, found: FloorSetting): Promise<Target> {
  const { scenario, shop, build, answers, keep, warn, job, generator } = found;
  const { companion, job: floorJob } = await startFloor(floor, { build, shop: shop.run(), answers, keep });
  const { origin, requests } = floorJob;
  const compared = { shop: shop.run(), service: job.origin, floor: origin, requests };
  if (floor === "node-postgres" && !(await asksTheSame(compared))) {
    warn("  ! The floor node-postgres no longer asks what catalog asks: bring its statement up to date.");
  }
  const measured = { pids: [companion.pid], tree: false };
  return {
    ...steadyFloor(floor, scenario),
    measured,
    slice: sliceBy(generator, `${floor} ${scenario}`, floorJob, measured),
  };
}

function pgbenchTarget({ scenario, shop, answers, keep }: FloorSetting): Target | { missing: string } {
  const program = findPgbench();
  if (!program) return { missing: "there is no pgbench (apt-get install postgresql-contrib)" };
  const slugs = answers.requests.slice(0, pgbenchProducts).map(({ path }) => path.split("/").at(-1) ?? "");
  const script = scriptWith(detailStatement, slugs);
  const bench = openPgbench(program, importEnvironment(shop.run()).DATABASE_URL ?? "", script);
  keep(bench);
  return {
    ...steadyFloor("pgbench", scenario),
    measured: { pids: [], tree: false },
    opens: false,
    slice: async ({ load, ms }) =>
      bench.slice({ connections: load.kind === "closed" ? load.connections : 1, ms }),
  };
}

const steadyFloor = (floor: FloorName, scenario: FloorSetting["scenario"]) => ({
  scenario,
  floor,
  connectionsFor: 1,
  opens: true,
  wholeShop: null,
});
