import { routeTable, serviceFor } from "../src/route-table";

test("a prefix stands for itself and everything below it", () => {
  expect(serviceFor("/api/v1/orders")).toBe("orders");
  expect(serviceFor("/api/v1/orders/1/events")).toBe("orders");
});

test("a path that only begins with the same letters belongs to the default service", () => {
  expect(serviceFor("/api/v1/ordersextra")).toBe("catalog");
  expect(serviceFor("/api/v1/products")).toBe("catalog");
  expect(serviceFor("/nowhere")).toBe("catalog");
});

test("no two services claim one prefix", () => {
  const prefixes = routeTable.flatMap((entry) => [...entry.prefixes]);

  expect(new Set(prefixes).size).toBe(prefixes.length);
});
