import { type JourneyName, journeyNames } from "@shopeasy/contracts/slos";

/** Each scenario, by the journey that it is of; null for one that is about the shop as a whole. */
export const scenarioJourneys = {
  detail: "browse",
  "detail-cold": "browse",
  list: "browse",
  "list-cold": "browse",
  search: "browse",
  "search-cold": "browse",
  facets: "browse",
  "facets-cold": "browse",
  suggestions: "browse",
  "suggestions-cold": "browse",
  reviews: "browse",
  "add-to-cart": "cart",
  order: "checkout",
  register: "sign-in",
  login: "sign-in",
  refresh: "sign-in",
  mixed: null,
  overhead: null,
  instances: null,
  "instances-cold": null,
  "flash-sale": "checkout",
} as const satisfies Record<string, JourneyName | null>;
export type ScenarioName = keyof typeof scenarioJourneys;
export const scenarioNames = Object.keys(scenarioJourneys) as ScenarioName[];

/** A sale is a burst, and no load that goes on. */
export type SteadyScenarioName = Exclude<ScenarioName, "flash-sale">;
export const isSteady = (name: ScenarioName): name is SteadyScenarioName => name !== "flash-sale";

export const floorNames = [
  "node",
  "express",
  "node-postgres",
  "pgbench",
  "dynamo",
  "all-off",
  "one-instance",
] as const;
/** What a scenario is compared with. */
export type FloorName = (typeof floorNames)[number];

/** The scenarios of a name, which may be a journey's; none where there is no such name. */
export const scenariosNamed = (name: string): ScenarioName[] =>
  scenarioNames.filter((one) => one === name || (isJourney(name) && scenarioJourneys[one] === name));

const isJourney = (name: string): name is JourneyName => (journeyNames as readonly string[]).includes(name);
