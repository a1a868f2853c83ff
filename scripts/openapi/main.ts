import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openApiDocument } from "@shopeasy/platform/http/openapi";
import { cartRoutes } from "../../services/cart/src/app";
import { catalogRoutes } from "../../services/catalog/src/app";
import { feedbackRoutes } from "../../services/feedback/src/app";
import { ordersRoutes } from "../../services/orders/src/app";
import { usersRoutes } from "../../services/users/src/app";

const target = join(process.cwd(), "packages/contracts/openapi.json");

/** `npm run openapi`: writes the API document from the routes that serve it; with --check, only says if it is stale. */
function main(): void {
  const document = openApiDocument({
    users: usersRoutes,
    catalog: catalogRoutes,
    cart: cartRoutes,
    orders: ordersRoutes,
    feedback: feedbackRoutes,
  });
  const text = `${JSON.stringify(document, null, 2)}\n`;
  if (!process.argv.includes("--check")) {
    writeFileSync(target, text);
    return;
  }
  if (readFileSync(target, "utf8") !== text) {
    console.error("packages/contracts/openapi.json is stale: run npm run openapi and commit what it writes.");
    process.exit(1);
  }
}

main();
