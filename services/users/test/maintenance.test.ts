import { isRefusedInMaintenance } from "@shopeasy/platform/http/refusing-writes";
import { pageRoutes } from "../src/pages/page-routes";

test("planned maintenance refuses no mail program that unsubscribes, for it asks once", () => {
  const taken = pageRoutes.filter((route) => route.method === "POST" && !isRefusedInMaintenance(route));

  expect(taken.map(({ path }) => path)).toEqual(["/unsubscribe"]);
});
