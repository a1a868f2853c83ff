import { execFile } from "node:child_process";
import { join } from "node:path";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { clientConfig } from "@shopeasy/testing/cloud";
import { type FreshDatabase, freshDatabase } from "@shopeasy/testing/database";
import { eventually } from "@shopeasy/testing/eventually";
import { freePort } from "@shopeasy/testing/free-port";
import { type FreshTopic, freshQueue, freshTopic } from "@shopeasy/testing/queues";
import { type ServiceProgram, startServiceProgram } from "@shopeasy/testing/service-program";
import request from "supertest";
import { aCustomer, aPerson, bearer } from "./customers";
import { nowhere, secret } from "./running-users";

const built = join(__dirname, "../../../build/services/users");

describe("the programs of the users service", () => {
  let database: FreshDatabase;
  let environment: Record<string, string>;
  let topic: FreshTopic;
  const running: ServiceProgram[] = [];
  let api: ReturnType<typeof request>;
  beforeAll(async () => {
    topic = await freshTopic();
    database = await freshDatabase({ migrationsFolder: join(__dirname, "../src/db/migrations") });
    const port = await freePort();
    environment = {
      DATABASE_URL: database.url,
      SIGNING_KEY_SECRET: secret,
      CART_URL: nowhere,
      ORDERS_URL: nowhere,
      FEEDBACK_URL: nowhere,
      PORT: String(port),
      JWKS_URL: `http://127.0.0.1:${port}/api/v1/auth/jwks.json`,
      ...topic.environment,
    };
    running.push(await startServiceProgram("services/users/main.js", environment));
    running.push(await startServiceProgram("services/users/worker.js", environment));
    api = request(`${running[0]?.url}/api/v1`);
  });
  afterAll(async () => {
    await Promise.all(running.map((program) => program.stop()));
    await database.drop();
  });

  /** Runs a program to its end, and gives what it wrote and its exit code. */
  const run = (program: string, args: string[], input: string, as = environment) =>
    new Promise<{ code: number; output: string; errors: string }>((resolve) => {
      const child = execFile(
        process.execPath,
        [join(built, program), ...args],
        { env: as, timeout: 20_000 },
        (error, output, errors) => resolve({ code: error ? Number(error.code) : 0, output, errors }),
      );
      child.stdin?.end(input);
    });

  it("migrate a database, and leave one alone that is migrated", async () => {
    const { code, errors } = await run("migrate.js", [], "");

    expect({ code, errors }).toEqual({ code: 0, errors: "" });
  });

  it("register a customer, and tell it to who subscribes", async () => {
    const queue = await freshQueue("notifications-events", {
      topicArn: topic.arn,
      differently: { subscribesTo: ["user.registered"] },
    });

    const customer = await aCustomer({ api });

    await api.get("/users/me").set("Authorization", bearer(customer)).expect(200);
    const sqs = new SQSClient(clientConfig("sqs"));
    await eventually(async () => {
      const receive = new ReceiveMessageCommand({ QueueUrl: queue.url, WaitTimeSeconds: 1 });
      const { Messages = [] } = await sqs.send(receive);
      const events = Messages.map(({ Body = "" }) => JSON.parse(Body));
      expect(events).toMatchObject([{ type: "user.registered", data: { userId: customer.id } }]);
    });
    sqs.destroy();
  });

  it("make accounts by hand, whose passwords come on standard input", async () => {
    const admin = aPerson();
    const others = [
      { ...aPerson(), role: "customer" },
      { ...aPerson(), role: "staff" },
    ];
    const named = ["--email", admin.email, "--name", admin.name, "--role", "admin"];

    const one = await run("create-account.js", named, `${admin.password}\n`);
    const more = await run("create-account.js", ["--accounts"], JSON.stringify(others));
    const again = await run("create-account.js", ["--accounts"], JSON.stringify(others));

    expect([one, more, again].map(({ output, errors }) => output + errors)).toEqual([
      "1 made, 0 there already\n",
      "2 made, 0 there already\n",
      "0 made, 2 there already\n",
    ]);
    const { body } = await api
      .post("/auth/login")
      .send({ email: admin.email, password: admin.password })
      .expect(200);
    expect(body.user.role).toBe("admin");
  });

  it("make no second account of an address, but give the first a role where that is asked", async () => {
    const person = aPerson();
    const named = ["--email", person.email, "--name", "Somebody Else", "--role", "admin"];
    await run("create-account.js", [...named.slice(0, 5), "staff"], person.password);

    const again = await run("create-account.js", named, "another password altogether");
    const promoted = await run(
      "create-account.js",
      ["--email", person.email, "--role", "admin", "--promote"],
      "",
    );

    expect(again).toMatchObject({ code: 1, output: "", errors: expect.stringContaining("--promote") });
    expect(promoted).toMatchObject({ code: 0, errors: "", output: expect.stringContaining("is admin now") });
    const { body } = await api
      .post("/auth/login")
      .send({ email: person.email, password: person.password })
      .expect(200);
    expect(body.user).toMatchObject({ role: "admin", name: "Somebody Else" });
  });

  it("tell the signing keys, and rotate them", async () => {
    const before = await run("keys.js", ["list"], "");
    const rotated = await run("keys.js", ["rotate"], "");
    const after = await run("keys.js", ["list"], "");

    expect([before.code, rotated.code, after.code]).toEqual([0, 0, 0]);
    expect(before.output).toMatch(/coming .*\n.*signing /);
    expect(rotated.output).toMatch(/is published, and signs from \d{4}-/);
    expect(after.output).toContain(String(rotated.output.split(" ")[0]));
    expect(after.output.match(/ coming /g)).toHaveLength(2);
  });

  it.each([[], ["burn"], ["list", "more"], ["constructor"]])(
    "refuse to do %j to the signing keys",
    async (...args) => {
      const { code, errors } = await run("keys.js", args, "");

      expect(code).toBe(1);
      expect(errors).toMatch(/keys list/);
    },
  );

  it.each([
    ["no e-mail address", [], "", /--email/],
    ["nobody", ["--email", "nobody@example.com", "--role", "admin", "--promote"], "", /no account/],
    ["an unknown option", ["--root"], "", /'--root'[\s\S]*--promote/],
    [
      "a password that is the address",
      ["--email", "ada.lovelace@example.com", "--name", "A", "--role", "admin"],
      "ada.lovelace@example.com",
      /too much like/,
    ],
    [
      "a common password",
      ["--email", "a@example.com", "--name", "A", "--role", "admin"],
      "password1234",
      /guessed/,
    ],
    ["no role", ["--email", "a@example.com", "--name", "A"], "violet harbour 47 lanterns", /role/],
    ["a list that is none", ["--accounts"], '[{"password":"violet harbour', /not JSON/],
  ])("make no account of %s, and say why", async (_what, args, input, reason) => {
    const { code, errors } = await run("create-account.js", args, input);

    expect(code).toBe(1);
    expect(errors).toMatch(reason);
    expect(errors).not.toContain("violet harbour");
    expect(errors).not.toContain("password1234");
  });

  it("name everything that their environment lacks", async () => {
    const { code, errors } = await run("main.js", [], "", { SIGNING_KEY_SECRET: "short" });

    expect(code).toBe(1);
    for (const name of ["DATABASE_URL", "EVENTS_TOPIC_ARN", "JWKS_URL", "SIGNING_KEY_SECRET"]) {
      expect(errors).toContain(name);
    }
    expect(errors).not.toContain("short");
  });
});
