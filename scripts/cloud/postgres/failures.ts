import { CloudError, dataBroken, diskFull, portTaken } from "../cloud-error";

/** Makes of what `postgres` or `initdb` said as it gave up one line that tells what to do. */
export function explainFailure(said: string, dataDir: string): CloudError {
  const reason = lastComplaint(said);
  const cause = new Error(said.trim());
  if (/address already in use/i.test(said)) return portTaken("PostgreSQL", cause);
  if (/no space left on device|check free disk space/i.test(said)) return diskFull("PostgreSQL", cause);
  if (/could not create shared memory|could not map anonymous shared memory/i.test(said)) {
    return new CloudError("start-failed", `PostgreSQL finds too little memory: ${reason}. Close something.`, {
      cause,
    });
  }
  return dataBroken("PostgreSQL", dataDir, reason, cause);
}

function lastComplaint(said: string): string {
  const complaints = said.split("\n").filter((line) => /FATAL|PANIC|error:|ERROR/.test(line));
  const line = complaints.at(-1) ?? said.trim().split("\n").at(-1) ?? "";
  return (
    line.replace(/^.*?(FATAL|PANIC|ERROR|error):\s*/, "").replace(/[.\s]+$/, "") || "it ended without a word"
  );
}
