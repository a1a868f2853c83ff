import { z } from "zod";
import { faultOfPassword, longestPassword, shortestPassword } from "./password-rules";

/** A password that is to be compared: what was allowed when it was chosen is not asked again. */
export const GivenPassword = z.string().min(1).max(2_000).meta({ example: "shopeasy-demo-1" });

/** A password that is to be kept. */
export const NewPassword = z
  .string()
  .check((context) => {
    const message = faultOfPassword(context.value);
    if (message) context.issues.push({ code: "custom", message, input: undefined });
  })
  .meta({
    description: "Any characters of Unicode; not among the common passwords.",
    minLength: shortestPassword,
    maxLength: longestPassword,
    example: "violet harbour 47 lanterns",
  });
