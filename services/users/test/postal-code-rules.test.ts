import { isCountry } from "../src/addresses/country-rules";
import { faultOfPostalCode, writtenPostalCode } from "../src/addresses/postal-code-rules";

describe("a postal code", () => {
  it.each([
    ["US", "10118"],
    ["US", "10118-0110"],
    ["GB", "EC1A 1BB"],
    ["CA", "H0H 0H0"],
    ["DE", "10117"],
    ["FR", "75008"],
    ["IT", "00184"],
    ["ES", "28013"],
    ["PT", "1100-148"],
    ["NL", "1012 JS"],
    ["BE", "1000"],
    ["CH", "8001"],
    ["AT", "1010"],
    ["DK", "1050"],
    ["SE", "111 30"],
    ["NO", "0150"],
    ["FI", "00100"],
    ["PL", "00-001"],
    ["CZ", "110 00"],
    ["GR", "105 58"],
    ["IE", "D02 AF30"],
    ["JP", "100-0001"],
    ["KR", "03187"],
    ["CN", "100006"],
    ["IN", "110001"],
    ["AU", "2000"],
    ["NZ", "6011"],
    ["BR", "01310-100"],
    ["MX", "06000"],
    ["ZA", "8001"],
    ["SG", "178957"],
  ])("of %s may be %s", (country, code) => {
    expect(faultOfPostalCode(country, code)).toBeUndefined();
  });

  it.each([
    ["US", "1234"],
    ["US", "ABCDE"],
    ["GB", "10118"],
    ["CA", "12345"],
    ["DE", "1011"],
    ["JP", "10118"],
    ["NL", "1012"],
  ])("of %s can't be %s", (country, code) => {
    expect(faultOfPostalCode(country, code)).toBe(`is not a postal code of ${country}`);
  });

  it.each(["US", "GB", "DE", "JP", "CA", "AU", "FR", "IN"])("is needed in %s", (country) => {
    expect(faultOfPostalCode(country, null)).toBe(`is needed for an address in ${country}`);
  });

  it.each(["IE", "HK", "AE", "QA", "PA", "BH"])("may be left out in %s", (country) => {
    expect(faultOfPostalCode(country, null)).toBeUndefined();
  });

  it.each([
    ["JP", "1000001", "100-0001"],
    ["PL", "00001", "00-001"],
    ["PT", "1100148", "1100-148"],
    ["PT", "1100", "1100"],
    ["US", "101180110", "101180110"],
  ])("of %s is written from %s as %s", (country, given, written) => {
    expect(writtenPostalCode(country, given)).toBe(written);
  });
});

describe("a country", () => {
  it.each(["US", "GB", "HK", "IE", "XK"])("is %s", (code) => {
    expect(isCountry(code)).toBe(true);
  });

  it.each(["UK", "EU", "ZZ", "us", "USA", "", "constructor"])("is not %j", (code) => {
    expect(isCountry(code)).toBe(false);
  });
});
