import { readdirSync, readlinkSync } from "node:fs";

export interface Handles {
  /** All that is open: files, sockets, pipes. */
  files: number;
  sockets: number;
}

/** What a process holds open; none of one that has gone. Linux only. */
export function handlesOf(pid: number): Handles {
  const folder = `/proc/${pid}/fd`;
  const names = list(folder);
  return { files: names.length, sockets: names.filter((name) => isSocket(`${folder}/${name}`)).length };
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isSocket(path: string): boolean {
  try {
    return readlinkSync(path).startsWith("socket:");
  } catch {
    return false;
  }
}
