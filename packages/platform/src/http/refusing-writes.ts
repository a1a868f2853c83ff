import type { PlannedMaintenance } from "./maintenance";
import type { Route } from "./route";
import type { Serve } from "./serve-route";

/** Whether maintenance refuses a route: what may write. Its reads go on, and what is asked inside. */
export const isRefusedInMaintenance = ({
  method,
  duringMaintenance = false,
}: Pick<Route<never>, "method" | "duringMaintenance">): boolean => method !== "GET" && !duringMaintenance;

/** Serves a route, but while maintenance lasts and the route may write: then it throws Unavailable `maintenance`. */
export function refusingWrites<Deps>(
  route: Route<Deps>,
  serve: Serve,
  maintenance: Pick<PlannedMaintenance, "refusal"> | undefined,
): Serve {
  if (!maintenance || !isRefusedInMaintenance(route)) return serve;
  return async (request, response) => {
    const refusal = maintenance.refusal();
    if (refusal) throw refusal;
    await serve(request, response);
  };
}
