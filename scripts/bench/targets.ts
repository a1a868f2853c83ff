import type { Catalogue } from "./catalogue";
import { floorTarget } from "./floors/floor-target";
import { recordAnswers } from "./floors/start-floor";
import type { LoadJob } from "./load/load-job";
import { createPlaces, type Place } from "./places";
import type { SteadyScenarioName } from "./scenario-names";
import { scenarios } from "./scenarios";
import { type Ground, sliceBy, type Target } from "./target";
import { watchWholeShop } from "./whole-shop/whole-shop";

interface TargetsSetting extends Ground {
  catalogue: Catalogue;
  only: readonly SteadyScenarioName[];
  /** How long each will be under load. */
  seconds: number;
  /** Cores of each of several instances. */
  quota: number;
  tell: (note: string) => void;
}

/** Prepares scenarios and their floors; says what is left out on this machine, and why. */
export async function prepareTargets(setting: TargetsSetting): Promise<Target[]> {
  const { shop, catalogue, only, seconds, tell, warn, keep, generator } = setting;
  const placeOf = createPlaces(setting);
  const leaveWork = only.some((name) => scenarios[name].leavesWork);
  const wholeShop = leaveWork ? watchWholeShop(shop.run()) : null;
  if (wholeShop) keep(wholeShop);
  const targets: Target[] = [];
  for (const scenario of only) {
    tell(`preparing ${scenario}`);
    const { place: placeName, floors, prepare, leavesWork } = scenarios[scenario];
    const place = await placeOf(placeName);
    if ("missing" in place) {
      warn(`  ! ${scenario} is left out: ${place.missing}.`);
      continue;
    }
    const prepared = await prepare({ shop: shop.run(), origin: place.origin, catalogue, seconds });
    const job = atAll(prepared, place);
    targets.push({
      ...{ scenario, floor: null, measured: place.measured },
      connectionsFor: 1 + place.alsoAt.length,
      opens: true,
      wholeShop: leavesWork ? wholeShop : null,
      bind: place.bind,
      slice: sliceBy(generator, scenario, job, place.measured),
    });
    const answers = floors.length > 0 ? await recordAnswers(job) : { requests: [], content: {} };
    for (const floor of floors) {
      const target = await floorTarget(floor, { ...setting, scenario, job, answers, placeOf });
      if ("missing" in target) warn(`  ! The floor ${floor} of ${scenario} is left out: ${target.missing}.`);
      else targets.push(target);
    }
  }
  return targets;
}

const atAll = (job: LoadJob, { alsoAt }: Place): LoadJob =>
  job.kind === "requests" && alsoAt.length > 0 ? { ...job, alsoAt } : job;
