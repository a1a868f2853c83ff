import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

export const root = join(__dirname, "../../..");

export interface Container {
  image: string;
  build?: { dockerfile: string };
  command?: string[];
  environment?: Record<string, string>;
  networks: string[];
  ports?: string[];
  volumes?: string[];
  profiles?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck: { test?: string[]; disable?: boolean; interval?: string };
  restart: string;
  user: string;
  read_only: boolean;
  cap_drop: string[];
  security_opt: string[];
  cpus: number;
  mem_limit: string;
  pids_limit: number;
  container_name?: string;
  privileged?: boolean;
}

interface ComposeFile {
  services: Record<string, Container>;
  networks: Record<string, unknown>;
  volumes: Record<string, unknown>;
}

export const composeText = readFileSync(join(root, "docker-compose.yml"), "utf8");

/** As Compose reads it, but for variables, which stay as they are written. */
export const composeFile = parse(composeText, { merge: true, maxAliasCount: -1 }) as ComposeFile;

export const containers: [string, Container][] = Object.entries(composeFile.services);

/** `${NAME:-default}` with nothing set: its default. */
export const withDefaults = (text: string): string => text.replace(/\$\{\w+:-([^}]*)\}/g, "$1");

/** What runs once and ends. */
export const isOnce = ({ restart }: Container): boolean => restart !== "unless-stopped";
