import { describedSchemas, exampleOf } from "@shopeasy/testing/api-examples";
import { usersRoutes } from "../src/app";

test.each(describedSchemas(usersRoutes))("$name is shown by an example that is one", ({ schema }) => {
  const example = exampleOf(schema);

  expect(example).toBeDefined();
  expect(schema.safeParse(example).error).toBeUndefined();
});
