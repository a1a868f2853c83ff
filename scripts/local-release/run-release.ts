import { setTimeout as pause } from "node:timers/promises";
import { failuresOf } from "../../infra/functions/smoke-test/checks";
import { slowSeconds } from "../../infra/stacks/task-programs";
import { strategies } from "../release/strategies";
import type { OnProcessEvent } from "../shop/restarts";
import type { SupervisedProcess } from "../shop/supervised-process";
import { Green, stopWithinMs } from "./green";
import type { Ground } from "./ground";
import type { Tell } from "./release-events";
import type { ReleaseRequest } from "./release-request";
import { stopOldMain, stopOldWorker } from "./replace";
import { stepsOf } from "./steps";
import { watchStep } from "./watch-step";

interface ReleaseSetting {
  ground: Ground;
  request: ReleaseRequest;
  tell: Tell;
  /** Aborted with the reason, an Error, where the release is to go back. */
  signal: AbortSignal;
  /** Of its processes, once they have taken the old ones' place. */
  onProcessEvent: OnProcessEvent;
  /** Customers see it from now on. */
  onExposed: () => Promise<void>;
  /** There is no way back from now on. */
  onDecided: () => void;
}

const smokeTestMs = 30_000;
/** How long a request may take that was sent before the traffic was shifted away. */
const lastAnswersMs = 20_000;
const lookEveryMs = 50;

/**
 * Releases a service: green starts beside blue, is looked at on the test port, gets a share of the requests and then all
 * of them, watched at each step; then its worker starts, and blue goes.
 * @throws Error with why it went back, when blue has all requests again and green has gone
 */
export async function runRelease(setting: ReleaseSetting): Promise<void> {
  const { ground, request } = setting;
  const broken = new AbortController();
  const green = new Green({
    ...{ request, fleet: ground.fleet, block: ground.block, planOf: ground.planOf, logFile: ground.logFile },
    onCrash: (why) => broken.abort(new Error(why)),
  });
  const signal = AbortSignal.any([setting.signal, broken.signal]);
  const won = await tryGreen({ ...setting, signal }, green).catch(async (error: unknown) => {
    await goBack(setting, green, error);
    throw error;
  });
  setting.onDecided();
  await letBlueGo(setting, won);
}

interface Won {
  main: SupervisedProcess;
  worker: SupervisedProcess;
}

async function tryGreen(setting: ReleaseSetting, green: Green): Promise<Won> {
  const { ground, request, tell, signal, onProcessEvent } = setting;
  const { service, version, strategy, holdSeconds } = request;
  const { fleet, routes } = ground;
  const step = stepsOf(tell, signal);
  const migration = ground.migrationOf(service, request.build);
  if (migration) await step("Migrations", migration);
  const main = await step(`Green starts: ${service} ${version}`, () => green.start("main", onProcessEvent));
  ground.record();
  const origins = { blue: originOf(fleet.named(service)), green: originOf(main) };
  await routes.set(service, { ...origins, percent: 0 });
  await step("Smoke test of green, on the test port", () => smokeTest(ground.testUrl));
  for (const { percent } of strategies[strategy].steps) {
    await routes.set(service, { ...origins, percent });
    tell({ event: "shifted", percent, holdSeconds });
    await setting.onExposed();
    const look = () => routes.counts(service);
    await watchStep({ percent, holdSeconds, slowSeconds: slowSeconds[service], look, tell, signal });
  }
  const worker = await step("Green's worker starts", () => green.start("worker", onProcessEvent));
  return { main, worker };
}

async function goBack(
  { ground, request, tell }: ReleaseSetting,
  green: Green,
  error: unknown,
): Promise<void> {
  const { service } = request;
  const { fleet, routes } = ground;
  const step = stepsOf(tell);
  const blue = originOf(fleet.named(service));
  tell({ event: "going-back", reason: reasonOf(error) });
  const told = routes.told(service);
  if (told?.green) {
    await step("Blue gets every request again", () => routes.set(service, { ...told, percent: 0 }));
  }
  // Then all is stopped together.
  if (ground.isStopping()) return;
  await step("Green is drained, and stops", async () => {
    if (told?.green) await untilAnswered(ground, service, "green");
    await routes.set(service, { blue, green: null, percent: 0 });
    await green.stop(stopWithinMs);
  });
  ground.record();
}

async function letBlueGo({ ground, request, tell }: ReleaseSetting, { main, worker }: Won): Promise<void> {
  const { service, version } = request;
  const { fleet, routes } = ground;
  const step = stepsOf(tell);
  // From now on they are started again if they crash.
  const [oldMain, oldWorker] = [fleet.promote(main, "leaving"), fleet.promote(worker, "leaving")];
  ground.versions.set(service, version);
  ground.record();
  await step("Blue's worker ends what it has begun", () => stopOldWorker(ground, oldWorker));
  await step("Blue is drained, and stops", async () => {
    await untilAnswered(ground, service, "blue");
    await stopOldMain(ground, oldMain, main);
    await routes.set(service, { blue: originOf(main), green: null, percent: 0 });
  });
  ground.record();
}

async function smokeTest(testUrl: string): Promise<void> {
  const failures = await failuresOf(testUrl, Date.now() + smokeTestMs);
  if (failures.length > 0) throw new Error(`The smoke test failed: ${failures.join("; ")}`);
}

/** What was sent to this colour before is answered, or has had its time. Streams have begun their answers. */
async function untilAnswered(
  { routes }: Ground,
  service: ReleaseRequest["service"],
  colour: "blue" | "green",
) {
  const until = performance.now() + lastAnswersMs;
  while (performance.now() < until) {
    const counts = await routes.counts(service);
    if (counts && (counts[colour]?.waiting ?? 0) === 0) return;
    await pause(lookEveryMs);
  }
}

export const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
const originOf = ({ plan }: SupervisedProcess) => `http://127.0.0.1:${plan.port}`;
