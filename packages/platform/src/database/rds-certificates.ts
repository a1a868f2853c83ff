import roots from "./rds-roots.json";

/**
 * The certificate authorities that RDS signs its servers' certificates with in a region, as PEM. They are nobody's but
 * RDS's, and so in no system's store. They lie here, as AWS publishes them and good until 2061 at least, since who is
 * trusted belongs among what is reviewed; in NODE_EXTRA_CA_CERTS they would be trusted by every other call as well.
 * @throws Error that says what to do about a region that is younger than the list
 */
export function rdsCertificates(region: string): string {
  const found = (roots as Readonly<Record<string, string[]>>)[region];
  if (!found) {
    const bundle = `https://truststore.pki.rds.amazonaws.com/${region}/${region}-bundle.pem`;
    throw new Error(
      `RDS's certificates of ${region} are not known: put those of ${bundle} into rds-roots.json.`,
    );
  }
  return found.map(asPem).join("");
}

const asPem = (base64: string) =>
  `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}(?=.)/g, "$&\n")}\n-----END CERTIFICATE-----\n`;
