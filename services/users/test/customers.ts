import { randomUUID } from "node:crypto";
import type { RunningUsers } from "./running-users";

export const password = "violet harbour 47 lanterns";

/** Somebody who has not registered yet. */
export const aPerson = (like: Partial<{ email: string; password: string; name: string }> = {}) => ({
  email: `ada.${randomUUID()}@example.com`,
  password,
  name: "Ada Lovelace",
  ...like,
});

/** Somebody who has registered, and is signed in. */
export async function aCustomer(
  { api }: Pick<RunningUsers, "api">,
  like: Parameters<typeof aPerson>[0] = {},
) {
  const person = aPerson(like);
  const { body } = await api.post("/auth/register").send(person).expect(201);
  return {
    ...person,
    id: body.user.id as string,
    accessToken: body.accessToken as string,
    refreshToken: body.refreshToken as string,
  };
}

export const bearer = ({ accessToken }: { accessToken: string }) => `Bearer ${accessToken}`;

/** The code of a problem: its type's last segment. */
export const codeOf = ({ body }: { body: { type?: string } }) => body.type?.split("/").at(-1);
