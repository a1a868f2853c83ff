import { servicesWithNew } from "../last-release/new-migrations";
import { describeWithLastRelease, git, runTestsOf } from "./with-last-release";

/** Of each service a few that go through most of its tables; `npm run test:full` runs all there are. */
const mainTests: Readonly<Record<string, readonly string[]>> = {
  users: ["register", "addresses"],
  catalog: ["products", "reservations"],
  orders: ["place-order", "refunds"],
};

const services = servicesWithNew(git);
const paths = services.flatMap((service) =>
  (mainTests[service] ?? [""]).map((name) => `services/${service}/test/${name}`),
);

// Without a new migration there is nothing to find out, and it takes half a minute.
const isWanted = services.length > 0;
const name = `the last release over new migrations of ${services.join(", ") || "any service: there are none"}`;

describeWithLastRelease(name, isWanted, (release) => {
  test("passes its main tests", async () => {
    const { passed, failed } = await runTestsOf(release, paths);

    expect(failed).toEqual([]);
    expect(passed).toBeGreaterThan(0);
  }, 600_000);
});
