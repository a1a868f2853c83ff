import { randomUUID } from "node:crypto";
import { apiPrefix } from "@shopeasy/contracts/route-table";
import { ask, forAll } from "../shop-api";
import type { Prepare } from "./preparation";

const password = "correct horse battery staple";

/** So many customers sign in, in turn. */
const accounts = 40;
/** So many sessions are refreshed, in turn: more than are ever under way at once. */
const sessions = 128;

export interface Account {
  email: string;
  accessToken: string;
}

/** Customers who have registered just now. */
export const openAccounts = (origin: string, count: number): Promise<Account[]> =>
  forAll(Array.from({ length: count }), async () => {
    const email = `${randomUUID()}@bench.test`;
    const body = { email, password, name: "Casey Customer" };
    const { accessToken } = await ask<{ accessToken: string }>("POST", {
      origin,
      path: "/auth/register",
      body,
    });
    return { email, accessToken };
  });

/** What customers do with their accounts, over and over. */
export const accountsJob =
  (what: "register" | "login" | "refresh"): Prepare =>
  async ({ origin }) => {
    if (what === "register") return { kind: "register", origin };
    const customers = await openAccounts(origin, accounts);
    const signIns = customers.map(({ email }) => ({ email, password }));
    if (what === "login") {
      const path = `${apiPrefix}/auth/login`;
      const requests = signIns.map((body) => ({ method: "POST", path, body: JSON.stringify(body) }) as const);
      return { kind: "requests", origin, requests };
    }
    const turns = Array.from({ length: sessions }, (_, turn) => signIns[turn % accounts]);
    const tokens = await forAll(turns, async (body) => {
      const signedIn = await ask<{ refreshToken: string }>("POST", { origin, path: "/auth/login", body });
      return signedIn.refreshToken;
    });
    return { kind: "refresh", origin, tokens };
  };
