import { createSocket } from "node:dgram";
import { cloudEndpoints } from "@shopeasy/testing/cloud";
import { eventually } from "@shopeasy/testing/eventually";

const daemon = () => `http://${cloudEndpoints().xray}`;

async function sendToDaemon(document: Record<string, unknown>): Promise<void> {
  const [host, port] = cloudEndpoints().xray.split(":");
  const socket = createSocket("udp4");
  const datagram = `{"format": "json", "version": 1}\n${JSON.stringify(document)}`;
  await new Promise<void>((resolve) =>
    socket.send(datagram, Number(port), host, () => socket.close(() => resolve())),
  );
}

test("a segment sent over UDP can be read over HTTP", async () => {
  const traceId = `1-${Date.now().toString(16)}-0123456789abcdef01234567`;

  await sendToDaemon({ id: "0a0b", trace_id: traceId, name: "cart", start_time: 1, end_time: 2 });

  const trace = await eventually(async () => {
    const answer = await fetch(`${daemon()}/traces/${traceId}`);
    expect(answer.status).toBe(200);
    return answer.json();
  });
  expect(trace).toMatchObject({ id: traceId, name: "cart", documents: [{ id: "0a0b" }] });
  const list = await (await fetch(`${daemon()}/traces?limit=1`)).json();
  expect(list).toHaveLength(1);
});

test("services get a sampling rule, and targets for it", async () => {
  const rules = await (await fetch(`${daemon()}/GetSamplingRules`, { method: "POST", body: "{}" })).json();
  const statistics = JSON.stringify({
    SamplingStatisticsDocuments: [
      { RuleName: "Default", ClientID: "1", RequestCount: 1, SampledCount: 1, Timestamp: 1 },
    ],
  });
  const targets = await (
    await fetch(`${daemon()}/SamplingTargets`, { method: "POST", body: statistics })
  ).json();

  expect(rules).toMatchObject({
    SamplingRuleRecords: [{ SamplingRule: { RuleName: "Default", FixedRate: 1 } }],
  });
  expect(targets).toMatchObject({ SamplingTargetDocuments: [{ RuleName: "Default", FixedRate: 1 }] });
});

test("an unknown trace and a broken question are refused, and the daemon lives on", async () => {
  const unknown = await fetch(`${daemon()}/traces/1-0-0`);
  const broken = await fetch(`${daemon()}/SamplingTargets`, { method: "POST", body: "{" });

  expect([unknown.status, broken.status]).toEqual([404, 400]);
});

test("a rule that X-Ray would not take is refused as X-Ray does", async () => {
  const refused = await fetch(`${daemon()}/CreateSamplingRule`, { method: "POST", body: "{}" });
  const gone = await fetch(`${daemon()}/DeleteSamplingRule`, {
    method: "POST",
    body: JSON.stringify({ RuleName: "nothing" }),
  });

  expect([refused.status, gone.status]).toEqual([400, 400]);
  expect(await refused.json()).toMatchObject({ __type: "InvalidRequestException" });
});

test("a search tells what it found and what is wrong with it; so does the map", async () => {
  const traceId = `1-${Date.now().toString(16)}-0123456789abcdef01234568`;
  const seconds = Date.now() / 1_000;
  const annotations = { order_id: traceId };
  await sendToDaemon({ ...{ id: "0a", trace_id: traceId, name: "cart" }, ...at(seconds), annotations });

  const found = await eventually(async () => {
    const answer = (await (await fetch(`${daemon()}/search?order=${traceId}`)).json()) as {
      total: number;
      traces: unknown[];
    };
    expect(answer.total).toBe(1);
    return answer;
  });
  const map = await (await fetch(`${daemon()}/map?order=${traceId}`)).json();
  const refused = await fetch(`${daemon()}/map?over=soon`);

  expect(found.traces).toMatchObject([{ id: traceId, annotations }]);
  expect(map).toMatchObject({ traces: 1, nodes: [{ name: "cart", kind: "service" }] });
  expect([refused.status, await refused.json()]).toMatchObject([400, { problems: [{ parameter: "over" }] }]);
});

const at = (seconds: number) => ({ start_time: seconds - 1, end_time: seconds });
