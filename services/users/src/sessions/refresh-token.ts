import { createHash, randomBytes } from "node:crypto";

/** A refresh token: 256 random bits, that mean nothing to whoever reads them. */
export const newRefreshToken = () => randomBytes(32).toString("base64url");

/** What is stored of it. */
export const hashOfToken = (token: string) => createHash("sha256").update(token).digest("base64url");
