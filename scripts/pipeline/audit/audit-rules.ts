import { z } from "zod";

/** What npm tells of a tree, as far as it matters here. Version 2 is what npm gives since 7. */
export const auditReportSchema = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(
    z.string(),
    z.object({
      via: z.array(
        // A package's name where the fault is in what it stands on: that one has an entry of its own.
        z.union([
          z.string(),
          z.object({
            url: z.string(),
            title: z.string(),
            severity: z.enum(["info", "low", "moderate", "high", "critical"]),
            range: z.string(),
            name: z.string(),
          }),
        ]),
      ),
    }),
  ),
});

export type AuditReport = z.infer<typeof auditReportSchema>;

/** Advisories that are known and borne: each says why, and until when at the latest. */
export const exceptionsSchema = z.array(
  z.strictObject({
    advisory: z.string().regex(/^GHSA(-[\da-z]{4}){3}$/, "is no advisory: GHSA-xxxx-xxxx-xxxx"),
    reason: z.string().min(20, "must tell why it does not hurt, in a sentence"),
    until: z.iso.date(),
  }),
);

export type AuditExceptions = z.infer<typeof exceptionsSchema>;

export interface Advisory {
  id: string;
  package: string;
  range: string;
  severity: string;
  title: string;
}

export interface AuditVerdict {
  /** What has to be mended, or excepted. */
  open: Advisory[];
  excepted: Advisory[];
  /** Exceptions whose time is over: what they except is open again. */
  outdated: AuditExceptions;
  /** Exceptions that nothing needs any more. */
  unneeded: AuditExceptions;
}

/** Holds what npm found in all trees against what is excepted on a day (`2026-01-31`); an exception is good on its last day. */
export function judgeAudit(
  reports: readonly AuditReport[],
  exceptions: AuditExceptions,
  today: string,
): AuditVerdict {
  const found = advisoriesOf(reports);
  const valid = new Set(exceptions.filter(({ until }) => until >= today).map(({ advisory }) => advisory));
  const ids = new Set(found.map(({ id }) => id));
  return {
    open: found.filter(({ id }) => !valid.has(id)),
    excepted: found.filter(({ id }) => valid.has(id)),
    outdated: exceptions.filter(({ advisory, until }) => until < today && ids.has(advisory)),
    unneeded: exceptions.filter(({ advisory }) => !ids.has(advisory)),
  };
}

/** Each advisory of a package once, in whatever tree it is. */
function advisoriesOf(reports: readonly AuditReport[]): Advisory[] {
  const found = new Map<string, Advisory>();
  for (const { vulnerabilities } of reports) {
    for (const via of Object.values(vulnerabilities).flatMap((vulnerability) => vulnerability.via)) {
      if (typeof via === "string") continue;
      const { name, range, severity, title, url } = via;
      const id = url.split("/").at(-1) ?? url;
      found.set(`${id} ${name}`, { id, package: name, range, severity, title });
    }
  }
  return [...found.values()];
}
