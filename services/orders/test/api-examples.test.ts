import { describedSchemas, exampleOf } from "@shopeasy/testing/api-examples";
import { ordersRoutes } from "../src/app";

test.each(describedSchemas(ordersRoutes))("$name is shown by an example that is one", ({ schema }) => {
  const example = exampleOf(schema);

  expect(example).toBeDefined();
  expect(schema.safeParse(example).error).toBeUndefined();
});
