import { exceptionsFile } from "./audit";
import type { Advisory, AuditVerdict } from "./audit-rules";

/** A verdict as a person reads it. */
export function toldVerdict({ open, excepted, outdated, unneeded }: AuditVerdict): string {
  const lines = [
    ...open.map((advisory) => `open      ${told(advisory)}`),
    ...excepted.map((advisory) => `excepted  ${told(advisory)}`),
    ...outdated.map(
      ({ advisory, until }) => `outdated  the exception of ${advisory} was good until ${until}`,
    ),
    ...unneeded.map(
      ({ advisory }) => `unneeded  nothing has ${advisory} any more: take it from ${exceptionsFile}`,
    ),
  ];
  return [...lines, `${open.length} open, ${excepted.length} excepted.`].join("\n");
}

const told = ({ id, package: name, range, severity, title }: Advisory) =>
  `${severity.padEnd(8)} ${name} ${range}: ${title} (${id})`;
