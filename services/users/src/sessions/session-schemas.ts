import { EmailAddress } from "@shopeasy/contracts/conventions";
import { z } from "zod";
import { User } from "../accounts/account-schemas";
import { GivenPassword } from "../passwords/password-schemas";

export const Credentials = z
  .strictObject({ email: EmailAddress, password: GivenPassword })
  .meta({ id: "Credentials" });
export type Credentials = z.infer<typeof Credentials>;

/** What is sent to be refreshed or ended: opaque, so nothing of its form is asked. */
export const GivenRefreshToken = z
  .strictObject({
    refreshToken: z.string().min(1).max(200).meta({ example: "3Zf0nq3JY8cW1xk0m4m5bC9v2y7uKp6QeLr8sTgHdXo" }),
  })
  .meta({ id: "GivenRefreshToken" });

export const TokenPair = z
  .strictObject({
    accessToken: z
      .string()
      .describe("Goes into `Authorization: Bearer …`.")
      .meta({ example: "eyJhbGciOiJSUzI1NiIsImtpZCI6Ik56YkwifQ.eyJzdWIiOiIwMTk4NWIyYyJ9.c2lnbmF0dXJl" }),
    refreshToken: z
      .string()
      .describe("Good for one refresh.")
      .meta({ example: "3Zf0nq3JY8cW1xk0m4m5bC9v2y7uKp6QeLr8sTgHdXo" }),
    expiresIn: z.int().describe("Seconds for which the access token holds.").meta({ example: 900 }),
  })
  .meta({ id: "TokenPair" });
export type TokenPair = z.infer<typeof TokenPair>;

export const SignedIn = z.strictObject({ user: User, ...TokenPair.shape }).meta({ id: "SignedIn" });
export type SignedIn = z.infer<typeof SignedIn>;
