import codes from "i18n-iso-countries/codes.json";

const countries: ReadonlySet<string> = new Set(codes.map(([alpha2 = ""]) => alpha2));

/** Whether there is a country of this ISO 3166-1 alpha-2 code. Kosovo's XK, which all posts use, counts. */
export const isCountry = (code: string): boolean => countries.has(code);
