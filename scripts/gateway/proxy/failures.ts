import { type AppError, InvalidInput, ProtocolError, Unavailable } from "@shopeasy/platform/errors";

const timeouts: ReadonlySet<unknown> = new Set(["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_CONNECT_TIMEOUT"]);

/** Whether the request itself could not be sent, so that no service is to blame. */
export const isUnsendable = (error: Error) => (error as NodeJS.ErrnoException).code === "UND_ERR_INVALID_ARG";

/** What the client is told of a service that gave no answer; it never names the service's address. */
export function failureOf(error: Error, isAnyServing: boolean): AppError {
  const { code } = error as NodeJS.ErrnoException;
  if (isUnsendable(error)) {
    return new InvalidInput([{ path: "", message: "The request can't be passed on" }], "malformed-request");
  }
  if (timeouts.has(code)) {
    return new ProtocolError(504, "gateway-timeout", "The service did not answer in time.");
  }
  if (!isAnyServing) {
    const detail = "The shop is starting, or none of its services runs. Try again in a moment.";
    return new Unavailable("service-unavailable", detail).withHeaders({ "Retry-After": "1" });
  }
  return new ProtocolError(
    502,
    "bad-gateway",
    "The service can't be reached, or broke off before it answered.",
  );
}
