import { z } from "zod";
import { UserId } from "../ids";
import { internalCall } from "../internal-call";

/** Whom to write to: asked at the moment of sending, since events carry no people. 404 when erased. */
export const getUser = internalCall({
  name: "users.get-user",
  callee: "users",
  method: "GET",
  path: "/internal/users/{userId}",
  params: z.strictObject({ userId: UserId }),
  response: z.object({ id: UserId, email: z.string(), name: z.string(), emailVerified: z.boolean() }),
  idempotent: true,
  deadlineMs: 2_000,
});
