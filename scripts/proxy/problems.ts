import { problemMediaType, problemTypes, titleOf } from "@shopeasy/platform/http/problem";

/** What nginx itself answers, by the status that it has for it. */
const answers = [
  {
    for: [502, 503],
    status: 502,
    code: "bad-gateway",
    detail: "The service can't be reached, or broke off before it answered. Try again in a moment.",
  },
  {
    for: [504],
    status: 504,
    code: "gateway-timeout",
    detail: "The service did not answer in time.",
  },
  {
    for: [400, 405, 414, 494, 501, 505],
    status: 400,
    code: "malformed-request",
    detail: "The request can't be passed on.",
  },
] as const;

/** nginx's own answers as RFC 9457 problems, with the request's id, as all others of the shop are. */
export const problemLocations = (): string => answers.map(locationOf).join("\n");

function locationOf({ for: statuses, status, code, detail }: (typeof answers)[number]): string {
  const known = { type: problemTypes + code, title: titleOf(code), status, detail };
  // No named location: nginx can't get there from a request in which it found no path.
  const place = `/.proxy/${code}`;
  const body = JSON.stringify({ ...known, instance: "$asked_id" }).replaceAll("'", "\\'");
  return `
    error_page ${statuses.join(" ")} ${place};
    location = ${place} {
      internal;
      default_type "${problemMediaType}";
      add_header Cache-Control no-store always;
      add_header X-Request-Id $asked_id always;
      return ${status} '${body}';
    }`;
}
