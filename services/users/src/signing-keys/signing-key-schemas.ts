import { z } from "zod";

/** The public half of a signing key, as a JWK (RFC 7517). */
export const PublicKey = z
  .strictObject({
    kty: z.literal("RSA"),
    n: z.string(),
    e: z.string(),
    kid: z.string(),
    alg: z.literal("RS256"),
    use: z.literal("sig"),
  })
  .meta({
    id: "PublicKey",
    example: {
      kty: "RSA",
      n: "sXchDaQebHnPiGvyDOAT4saGEUetSyo9MKLOoWFsueri23bOdgWp4Dy1WlUzewbgBHod5pcM9H95GQRV3JDXboI",
      e: "AQAB",
      kid: "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
      alg: "RS256",
      use: "sig",
    },
  });
export type PublicKey = z.infer<typeof PublicKey>;

export const PublicKeySet = z.strictObject({ keys: z.array(PublicKey) }).meta({ id: "PublicKeySet" });
