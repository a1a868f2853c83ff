/** Why a call got no answer. */
export const callFaults = [
  "address-refused",
  "name-not-found",
  "certificate-refused",
  "timed-out",
  "connection-failed",
] as const;
export type CallFault = (typeof callFaults)[number];

const faultsByCode: Readonly<Record<string, CallFault>> = {
  ADDRESS_REFUSED: "address-refused",
  ENOTFOUND: "name-not-found",
  EAI_AGAIN: "name-not-found",
  ETIMEDOUT: "timed-out",
  UND_ERR_CONNECT_TIMEOUT: "timed-out",
  UND_ERR_HEADERS_TIMEOUT: "timed-out",
  DEPTH_ZERO_SELF_SIGNED_CERT: "certificate-refused",
  SELF_SIGNED_CERT_IN_CHAIN: "certificate-refused",
  EPROTO: "certificate-refused",
};

const certificateCode = /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_)/;

/** Not `instanceof Error`: a socket's error can come from another realm than ours. */
export function callFaultOf(error: unknown): CallFault {
  const { name, code = "" } = (error ?? {}) as { name?: string; code?: string };
  if (name === "TimeoutError" || name === "AbortError") return "timed-out";
  if (certificateCode.test(code)) return "certificate-refused";
  return faultsByCode[code] ?? "connection-failed";
}
