import fc from "fast-check";
import {
  altOf,
  closesAt,
  type ImageType,
  imageFault,
  imageTypes,
  largestImage,
  nextLook,
} from "../src/images/image-rules";
import { aJpeg, anAvif, anSvg, aPage, aPng, aPngThatSays, aWebp } from "./pictures";

const pictures: Record<ImageType, Buffer> = {
  "image/jpeg": aJpeg,
  "image/png": aPng(),
  "image/webp": aWebp,
  "image/avif": anAvif,
};
const types = Object.keys(imageTypes) as ImageType[];

test("a picture is good as what it is, and as nothing else", () => {
  const faults = types.map((said) => types.map((real) => imageFault(pictures[real], said)));

  for (const [row, ofType] of faults.entries()) {
    expect(ofType).toEqual(types.map((_, column) => (row === column ? undefined : "wrong-type")));
  }
});

test.each([
  ["nothing", Buffer.alloc(0), "empty"],
  ["a page", aPage, "not-an-image"],
  ["an SVG with a script", anSvg, "not-an-image"],
  ["a GIF", Buffer.from("GIF89a\x01\x00\x01\x00", "latin1"), "not-an-image"],
  ["a page after a comment that looks like a picture's end", Buffer.from("PNG\r\n<html>"), "not-an-image"],
  ["one byte", Buffer.from([0x89]), "not-an-image"],
  ["a picture's first bytes", aPng().subarray(0, 12), "damaged"],
  ["a header that was cut off", aPng().subarray(0, 20), "damaged"],
  ["a page behind a picture's first bytes", Buffer.concat([aPng().subarray(0, 8), aPage]), "damaged"],
  ["a picture without width", aPngThatSays(0, 5), "damaged"],
  ["a picture too wide", aPngThatSays(10_001, 1), "too-many-pixels"],
  ["a picture too high", aPngThatSays(1, 10_001), "too-many-pixels"],
  ["a picture of too many pixels", aPngThatSays(7_100, 7_100), "too-many-pixels"],
  ["a picture of too many bytes", Buffer.concat([aPng(), Buffer.alloc(largestImage)]), "too-large"],
])("%s is refused as a PNG", (_what, bytes, fault) => {
  expect(imageFault(bytes, "image/png")).toBe(fault);
});

test.each(types)("a %s that is cut off anywhere before its size is told is refused", (type) => {
  const picture = pictures[type];
  const shortest = Array.from({ length: picture.length }, (_, length) => length).find(
    (length) => imageFault(picture.subarray(0, length), type) === undefined,
  );

  expect(shortest).toBeGreaterThan(20);
});

test("the largest and the widest that are allowed are good", () => {
  const full = Buffer.concat([aPng(), Buffer.alloc(largestImage - aPng().length)]);

  expect(imageFault(full, "image/png")).toBeUndefined();
  expect(imageFault(aPngThatSays(10_000, 5_000), "image/png")).toBeUndefined();
});

test("no bytes are too strange to be judged", () => {
  const begun = fc
    .tuple(fc.constantFrom(...types), fc.nat(60), fc.uint8Array({ maxLength: 200 }))
    .map(([type, kept, rest]) => ({ type, bytes: Buffer.concat([pictures[type].subarray(0, kept), rest]) }));
  fc.assert(
    fc.property(begun, fc.constantFrom(...types), ({ bytes }, said) => {
      expect(() => imageFault(bytes, said)).not.toThrow();
    }),
  );
});

test("a file that holds nothing but a beginning is judged quickly", () => {
  const endless = Buffer.concat([aJpeg.subarray(0, 3), Buffer.alloc(largestImage - 3)]);

  expect(imageFault(endless, "image/jpeg")).toBe("damaged");
});

test.each([
  ["ridge-tent_front.view.jpg", "ridge tent front.view"],
  ["  Zelt  vorn.png", "Zelt vorn"],
  ["tent", "tent"],
  [".png", ""],
])("the file %p says %p", (fileName, alt) => {
  expect(altOf(fileName)).toBe(alt);
});

test("the longer a file is awaited, the less often is it looked for, but every ten seconds to the end", () => {
  const createdAt = new Date("2026-01-31T12:00:00Z");
  const after = (seconds: number) => {
    const now = new Date(createdAt.getTime() + seconds * 1000);
    return nextLook({ createdAt }, now).getTime() - now.getTime();
  };

  expect([0, 5, 20, 60, 100, 3600].map(after)).toEqual([1_000, 1_000, 2_000, 6_000, 10_000, 10_000]);
  expect(closesAt({ expiresAt: createdAt })).toEqual(new Date("2026-01-31T12:15:00Z"));
});
