import { UserId } from "@shopeasy/contracts/ids";
import { NotFound } from "@shopeasy/platform/errors";
import fc from "fast-check";
import { addAddress } from "../src/addresses/add-address";
import type { SavedAddress } from "../src/addresses/address-schemas";
import { changeAddress } from "../src/addresses/change-address";
import { deleteAddress } from "../src/addresses/delete-address";
import { listAddresses } from "../src/addresses/list-addresses";
import { aCustomer } from "./customers";
import { type RunningUsers, runUsers } from "./running-users";

const wish = fc.constantFrom(true, false, undefined);
const wishes = fc.record({ isDefaultShipping: wish, isDefaultBilling: wish });
const step = fc.oneof(
  fc.record({ what: fc.constant("add" as const), which: fc.constant(0), wishes }),
  fc.record({ what: fc.constantFrom("change" as const, "delete" as const), which: fc.nat(6), wishes }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

describe("the defaults among a customer's addresses", () => {
  let users: RunningUsers;
  beforeAll(async () => {
    users = await runUsers();
  });
  afterAll(() => users.stop());

  const book = async (userId: UserId) => (await listAddresses(users.deps, userId, { limit: 100 })).items;
  const defaultsAmong = (addresses: readonly SavedAddress[]) => ({
    shipping: addresses.filter(({ isDefaultShipping }) => isDefaultShipping).length,
    billing: addresses.filter(({ isDefaultBilling }) => isDefaultBilling).length,
  });

  async function take(userId: UserId, { what, which, wishes }: Step, known: readonly SavedAddress[]) {
    if (what === "add") {
      const address = { name: "Ada", line1: "1 Main Street", city: "Dublin", country: "IE", ...wishes };
      await addAddress(users.deps, userId, address);
      return;
    }
    const id = known[which % Math.max(known.length, 1)]?.id;
    if (!id) return;
    await (what === "change"
      ? changeAddress(users.deps, { userId, id }, wishes)
      : deleteAddress(users.deps, userId, id));
  }

  it("are one of each kind at most, and one that was set stays until something takes it, whatever is done", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
        const userId = UserId.parse((await aCustomer(users)).id);
        for (const each of steps) {
          const before = await book(userId);
          await take(userId, each, before);

          const after = defaultsAmong(await book(userId));
          expect(Math.max(after.shipping, after.billing)).toBeLessThanOrEqual(1);
          const { shipping } = defaultsAmong(before);
          const mayLose = each.wishes.isDefaultShipping === false || (await book(userId)).length === 0;
          if (shipping === 1 && !mayLose) expect(after.shipping).toBe(1);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("are one of each kind at most also when everything is done at once", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 12 }), async (steps) => {
        const userId = UserId.parse((await aCustomer(users)).id);
        for (let i = 0; i < 3; i++) await take(userId, { what: "add", which: 0, wishes: {} } as Step, []);
        const known = await book(userId);

        const outcomes = await Promise.allSettled(steps.map((each) => take(userId, each, known)));

        const failures = outcomes.filter((outcome) => outcome.status === "rejected");
        for (const { reason } of failures) expect(reason).toBeInstanceOf(NotFound);
        const { shipping, billing } = defaultsAmong(await book(userId));
        expect(Math.max(shipping, billing)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 20 },
    );
  });
});
