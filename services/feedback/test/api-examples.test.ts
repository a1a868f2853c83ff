import { describedSchemas, exampleOf } from "@shopeasy/testing/api-examples";
import { feedbackRoutes } from "../src/app";

test.each(describedSchemas(feedbackRoutes))("$name is shown by an example that is one", ({ schema }) => {
  const example = exampleOf(schema);

  expect(example).toBeDefined();
  expect(schema.safeParse(example).error).toBeUndefined();
});
