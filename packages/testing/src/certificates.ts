import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** A certificate and its key, both as PEM. */
export interface Certificate {
  certificate: string;
  key: string;
}

/** Signs certificates of servers, for tests that speak TLS. */
export interface CertificateAuthority {
  /** Its own certificate: whoever is given it trusts what it issues. */
  certificate: string;
  issue: (hostName: string) => Certificate;
}

/** A certificate authority of a test's own, good for a day. */
export function certificateAuthority(name = "An authority for tests"): CertificateAuthority {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const by = { issuer: name, signedWith: privateKey };
  const isAuthority = extension("2.5.29.19", sequence(boolean(true)));
  return {
    certificate: makeCertificate({ ...by, subject: name, publicKey, extensions: [isAuthority] }),
    issue(hostName) {
      const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const names = extension("2.5.29.17", sequence(value(0x82, Buffer.from(hostName))));
      return {
        certificate: makeCertificate({
          ...by,
          subject: hostName,
          publicKey: pair.publicKey,
          extensions: [names],
        }),
        key: pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      };
    },
  };
}

interface Content {
  subject: string;
  issuer: string;
  publicKey: KeyObject;
  signedWith: KeyObject;
  extensions: Buffer[];
}

/** X.509 version 3, as RFC 5280 writes it down. */
function makeCertificate({ subject, issuer, publicKey, signedWith, extensions }: Content): string {
  const ecdsaWithSha256 = sequence(objectId("1.2.840.10045.4.3.2"));
  const dayMs = 86_400_000;
  const content = sequence(
    value(0xa0, value(0x02, Buffer.from([2]))),
    value(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    commonName(issuer),
    sequence(time(Date.now() - dayMs), time(Date.now() + dayMs)),
    commonName(subject),
    publicKey.export({ type: "spki", format: "der" }),
    value(0xa3, sequence(...extensions)),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign("sha256", content, signedWith)]);
  const der = sequence(content, ecdsaWithSha256, value(0x03, signature));
  const lines = der.toString("base64").replace(/.{64}(?=.)/g, "$&\n");
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

function value(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length);
  return Buffer.concat([Buffer.from([tag, 0x82]), length, body]);
}

const sequence = (...content: Buffer[]) => value(0x30, ...content);
const boolean = (isTrue: boolean) => value(0x01, Buffer.from([isTrue ? 0xff : 0]));
const commonName = (name: string) =>
  sequence(value(0x31, sequence(objectId("2.5.4.3"), value(0x0c, Buffer.from(name)))));
const extension = (id: string, content: Buffer) => sequence(objectId(id), value(0x04, content));

/** GeneralizedTime is for the years from 2050 on, but OpenSSL takes it for all. */
const time = (at: number) =>
  value(0x18, Buffer.from(`${new Date(at).toISOString().replace(/[-:T]|\.\d+/g, "")}`));

function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split(".").map(Number);
  const bytes = [40 * first + second];
  for (const part of others) {
    const septets = [part & 0x7f];
    for (let rest = part >> 7; rest > 0; rest >>= 7) septets.unshift((rest & 0x7f) | 0x80);
    bytes.push(...septets);
  }
  return value(0x06, Buffer.from(bytes));
}
