import { readExceptions } from "../audit/audit";
import { type AuditReport, judgeAudit } from "../audit/audit-rules";
import { toldVerdict } from "../audit/told-verdict";

const advisory = (id: string, name: string) => ({
  url: `https://github.com/advisories/${id}`,
  title: "Too much time",
  severity: "high" as const,
  range: "<2.0.0",
  name,
});
const aReport = (vulnerabilities: AuditReport["vulnerabilities"]): AuditReport => ({
  auditReportVersion: 2,
  vulnerabilities,
});
const first = "GHSA-aaaa-bbbb-cccc";
const second = "GHSA-dddd-eeee-ffff";
const reports = [
  aReport({ ms: { via: [advisory(first, "ms")] }, debug: { via: ["ms"] } }),
  aReport({ ms: { via: [advisory(first, "ms"), advisory(second, "ms")] } }),
];
const anException = (id: string, until: string) => ({
  advisory: id,
  reason: "Only our own build reads such a text.",
  until,
});

test("a fault is open until it is excepted, and again on the day after the last", () => {
  const exceptions = [anException(first, "2026-11-30")];

  const lastDay = judgeAudit(reports, exceptions, "2026-11-30");
  const dayAfter = judgeAudit(reports, exceptions, "2026-12-01");

  expect(lastDay.open.map(({ id }) => id)).toEqual([second]);
  expect(lastDay.excepted.map(({ id }) => id)).toEqual([first]);
  expect(dayAfter.open.map(({ id }) => id)).toEqual([first, second]);
  expect(dayAfter.outdated).toEqual(exceptions);
});

test("a fault in both trees counts once, and what only stands on it not at all", () => {
  expect(judgeAudit(reports, [], "2026-11-30").open).toHaveLength(2);
});

test("an exception that nothing needs is told, and fails nothing", () => {
  const verdict = judgeAudit([aReport({})], [anException(first, "2026-11-30")], "2026-11-01");

  expect(verdict.open).toEqual([]);
  expect(toldVerdict(verdict)).toContain(`nothing has ${first} any more`);
});

test.each([
  ["[", "is wrong"],
  [JSON.stringify([{ ...anException(first, "2026-11-30"), reason: "" }]), "must tell why"],
  [JSON.stringify([anException("CVE-2026-1", "2026-11-30")]), "is no advisory"],
  [JSON.stringify([anException(first, "soon")]), "until"],
  [JSON.stringify([{ ...anException(first, "2026-11-30"), untill: 1 }]), "untill"],
])("%s is no file of exceptions", (text, why) => {
  expect(() => readExceptions(text)).toThrow(why);
});
