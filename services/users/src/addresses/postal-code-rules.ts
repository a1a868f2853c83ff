import { postcodeValidator, postcodeValidatorExistsForCountry } from "postcode-validator";

/** Countries that have codes, and whose people hardly know them: letters arrive without. */
const hardlyUsed: ReadonlySet<string> = new Set(["CL", "CO", "IE", "JO", "KE", "PA", "PE", "SV", "VN"]);

/** After how many digits the hyphen comes, where people leave it out. */
const hyphens: Readonly<Record<string, { digits: number; after: number }>> = {
  JP: { digits: 7, after: 3 },
  PL: { digits: 5, after: 2 },
  PT: { digits: 7, after: 4 },
};

/** A postal code as its country writes it: with the hyphen that was left out. */
export function writtenPostalCode(country: string, code: string): string {
  const hyphen = Object.hasOwn(hyphens, country) ? hyphens[country] : undefined;
  if (!hyphen || !/^\d+$/.test(code) || code.length !== hyphen.digits) return code;
  return `${code.slice(0, hyphen.after)}-${code.slice(hyphen.after)}`;
}

/**
 * What is wrong with a postal code (trimmed, in upper case) for a country, as a sentence's end; undefined when nothing
 * is. Where a country has none, or hardly uses them, it may be left out; where its form is not known, any will do.
 */
export function faultOfPostalCode(country: string, code: string | null): string | undefined {
  if (!postcodeValidatorExistsForCountry(country)) return undefined;
  if (code === null) {
    const mayLack = hardlyUsed.has(country) || postcodeValidator("", country);
    return mayLack ? undefined : `is needed for an address in ${country}`;
  }
  return postcodeValidator(code, country) ? undefined : `is not a postal code of ${country}`;
}
