import { createClient } from "@redis/client";
import { valkeySignIn } from "@shopeasy/platform/cache/sign-in";
import { openValkey, type Valkey } from "@shopeasy/platform/cache/valkey";
import { certificateAuthority } from "@shopeasy/testing/certificates";
import { eventually } from "@shopeasy/testing/eventually";
import { describeWithValkey, startValkey, type ValkeyServer } from "@shopeasy/testing/valkey";

describeWithValkey("signing in to Valkey or Redis with IAM tokens", () => {
  const authority = certificateAuthority();
  let server: ValkeyServer;
  let administrator: ReturnType<typeof createClient>;
  const clients: Valkey[] = [];
  beforeEach(async () => {
    server = await startValkey(undefined, authority.issue("localhost"));
    administrator = createClient({
      url: server.url,
      socket: { tls: true, ca: authority.certificate },
    });
    administrator.on("error", () => {});
    await administrator.connect();
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    administrator.destroy();
    await server.kill();
  });

  /** A client whose clock, credentials and authority are its own; what it shows as its password is the first's of two. */
  function aClient({ everyMs = 3_600_000, ca = authority.certificate, isDown = (): boolean => false } = {}) {
    const clock = { at: Date.UTC(2026, 10, 21, 12), now: () => new Date(clock.at) };
    const config = {
      CACHE_URL: server.url.replace("rediss://", "rediss://shopeasy-prod-catalog@"),
      CACHE_IAM_NAME: "shopeasy-prod-cache",
      AWS_REGION: "eu-west-1",
    };
    const credentials = async () => {
      if (isDown()) throw new Error("no credentials");
      return { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
    };
    const own = () => valkeySignIn(config, { credentials, clock, everyMs });
    const connect = () => {
      const client = openValkey(config.CACHE_URL, { signIn: own(), certificateAuthority: ca });
      clients.push(client);
      return client;
    };
    const token = async () => {
      const listener = { onNext: () => {}, onError: () => {} };
      const [shown, subscription] = (await own()?.subscribe(listener)) ?? [];
      subscription?.dispose();
      return shown?.password ?? "";
    };
    return { clock, connect, token };
  }

  /** What ElastiCache does by itself: the user is let in with this token and with no other. */
  const takeOnly = (token: string) =>
    administrator.sendCommand([
      ...["ACL", "SETUSER", "shopeasy-prod-catalog", "reset", "on", `>${token}`, "~catalog:*", "+@all"],
    ]);

  const signIns = async () => {
    const stats = await administrator.info("commandstats");
    return Number(/cmdstat_auth:calls=(\d+)/.exec(stats)?.[1] ?? 0);
  };

  test("the token goes over TLS as the user's password", async () => {
    const { connect, token } = aClient();
    await takeOnly(await token());

    const client = connect();
    await eventually(() => expect(client.isReady).toBe(true));

    expect(await client.sendCommand(["ACL", "WHOAMI"])).toBe("shopeasy-prod-catalog");
    await expect(client.set("orders:x", "1")).rejects.toThrow("NOPERM");
  });

  test("a connection shows a new token now and then, and stands", async () => {
    const { connect, token, clock } = aClient({ everyMs: 20 });
    await takeOnly(await token());
    const client = connect();
    await eventually(() => expect(client.isReady).toBe(true));
    const id = await client.sendCommand(["CLIENT", "ID"]);
    const refused = await signIns();

    clock.at += 16 * 60_000;
    await takeOnly(await token());
    await eventually(async () => expect(await signIns()).toBeGreaterThan(refused + 2));

    expect(await client.sendCommand(["CLIENT", "ID"])).toBe(id);
    expect(await client.set("catalog:x", "1")).toBe("OK");
  });

  test("a connection that is closed is followed by one with a new token", async () => {
    const { connect, token, clock } = aClient();
    await takeOnly(await token());
    const client = connect();
    await eventually(() => expect(client.isReady).toBe(true));

    clock.at += 16 * 60_000;
    await takeOnly(await token());
    await administrator.sendCommand(["CLIENT", "KILL", "USER", "shopeasy-prod-catalog"]);

    await eventually(async () => expect(await client.set("catalog:x", "1")).toBe("OK"));
  });

  test("while there are no credentials its commands fail at once, and later they do not", async () => {
    let isDown = true;
    const { connect, token } = aClient({ isDown: () => isDown });
    const client = connect();

    await expect(client.set("catalog:x", "1")).rejects.toThrow();
    isDown = false;
    await takeOnly(await token());

    await eventually(async () => expect(await client.set("catalog:x", "1")).toBe("OK"));
  });

  test("a server whose certificate another authority signed is sent no token", async () => {
    const { connect, token } = aClient({ ca: certificateAuthority("Somebody else").certificate });
    await takeOnly(await token());
    const said: string[] = [];

    const client = connect();
    client.on("error", (error: Error) => void said.push(error.message));

    await eventually(() => expect(said.join()).toMatch(/certificate/));
    expect(client.isReady).toBe(false);
  });
});

test("without CACHE_IAM_NAME the URL's own user signs in", () => {
  const config = { CACHE_URL: "rediss://user:secret@localhost", AWS_REGION: "eu-west-1" };

  expect(valkeySignIn(config)).toBeUndefined();
});
