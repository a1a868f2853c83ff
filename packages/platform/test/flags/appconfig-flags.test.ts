import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startAppConfig } from "@shopeasy/testing/app-config";
import { eventually } from "@shopeasy/testing/eventually";
import { appConfigDataClient } from "../../src/aws/clients";
import { AppConfigSource } from "../../src/flags/appconfig-source";
import { FollowedFlags } from "../../src/flags/followed-flags";
import { createMetrics } from "../../src/metrics/metrics";
import { logLines } from "../fixtures/log-lines";
import { configured, declared, onOrOff } from "./declared";

type AppConfig = Awaited<ReturnType<typeof startAppConfig>>;
let appConfig: AppConfig;
const sources: AppConfigSource[] = [];

beforeEach(async () => {
  appConfig = await startAppConfig();
});
afterEach(async () => {
  for (const source of sources.splice(0)) source.close();
  await appConfig.stop();
});

const place = { application: "app", environment: "env", profile: "prof" };

function aSource(where = place, endpoint = appConfig.url): AppConfigSource {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = appConfigDataClient({ region: "us-east-1", endpoint, credentials });
  const source = new AppConfigSource(client, where);
  sources.push(source);
  return source;
}

const follow = (source: AppConfigSource) =>
  new FollowedFlags({
    asker: { service: "shop", version: "v1" },
    source,
    declared,
    shut: [],
    logger: logLines().logger,
    metrics: createMetrics({ service: "shop" }),
  });

const text = (isOn: boolean) => configured({ recommendations: onOrOff(isOn) });

describe("flags in AppConfig", () => {
  test("are given once, with their version, and again only when another is deployed", async () => {
    appConfig.deploy(text(true), "v1");
    const source = aSource();

    const first = await source.read();
    const unchanged = await source.read();
    appConfig.deploy(text(false), "v2");
    const second = await source.read();

    expect(first).toEqual({ text: text(true), version: "v1" });
    expect(unchanged).toBeUndefined();
    expect(second).toEqual({ text: text(false), version: "v2" });
    expect(appConfig.calls.filter((call) => call.startsWith("POST"))).toHaveLength(1);
  });

  test("are asked for every 15 seconds, or less often where AppConfig says so", async () => {
    appConfig.deploy(text(true));
    const source = aSource();
    await source.read();
    const usual = source.everyMs;
    appConfig.tellToPollEvery(60);
    await source.read();

    expect([usual, source.everyMs]).toEqual([15_000, 60_000]);
  });

  test("are found by a new session when the token has expired, and are not new for that", async () => {
    appConfig.deploy(text(true), "v1");
    const source = aSource();
    await source.read();
    appConfig.expireTokens();

    await expect(source.read()).rejects.toMatchObject({ name: "BadRequestException" });
    expect(await source.read()).toBeUndefined();
    appConfig.deploy(text(false), "v2");
    expect(await source.read()).toMatchObject({ version: "v2" });
  });

  test("are told of after throttling and faults, as soon as AppConfig answers again", async () => {
    appConfig.deploy(text(true), "v1");
    const source = aSource();
    const throttled = [429, "ThrottlingException"] as [number, string];
    appConfig.fail(throttled, throttled, throttled);

    await expect(source.read()).rejects.toMatchObject({ name: "ThrottlingException" });
    expect(await source.read()).toMatchObject({ version: "v1" });
  });

  test("that were never deployed are nothing new, and a profile that is not there is told", async () => {
    expect(await aSource().read()).toBeUndefined();
    await expect(aSource({ ...place, profile: "other" }).read()).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  test("that nobody answers for hold up no program that stops, which does not ask again", async () => {
    let asked = 0;
    const silent = createServer(() => {
      asked += 1;
    });
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const flags = follow(aSource(place, `http://127.0.0.1:${(silent.address() as AddressInfo).port}`));
    await eventually(() => expect(asked).toBe(1));

    await flags.stop();

    silent.closeAllConnections();
    silent.close();
    expect(asked).toBe(1);
  });

  test("leave a program with its defaults where AppConfig can't be reached, and it starts and stops all the same", async () => {
    const source = aSource();
    await appConfig.stop();
    const flags = follow(source);

    await flags.loaded();
    const said = flags.value("recommendations");
    await flags.stop();

    expect(said).toBe(true);
    expect(flags.version).toBe("defaults");
  });
});
