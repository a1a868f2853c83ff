import { migratedServices } from "../check";
import { describeWithLastRelease, root, runTestsOf } from "./with-last-release";

describeWithLastRelease("the last release over the migrations that are here", true, (release) => {
  test("passes all its component tests of every service with a database", async () => {
    const paths = migratedServices(root).map((service) => `services/${service}/test/`);

    const { passed, failed } = await runTestsOf(release, paths);

    expect(failed).toEqual([]);
    expect(passed).toBeGreaterThan(0);
  }, 3_600_000);
});
