import { z } from "zod";

const digits = /^\d{1,15}$/;

/**
 * A whole number in a query, in decimal digits alone: the empty text, `0x10`, `1e1`, `+5` and `5.0` are numbers to
 * JavaScript, and nobody means them.
 */
export const wholeNumberQuery = (min: number, max: number) =>
  z.preprocess(
    (given) => (typeof given === "string" && digits.test(given) ? Number(given) : given),
    z.int("must be a whole number").min(min).max(max),
  );
