import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { playbooks, type Run, run } from "./ansible";

const mirror = "http://deb.debian.org/debian";
/** What an image of Debian has, and Ansible wants. */
const included = "python3,python3-apt,ca-certificates,systemd,locales,passwd";
/** Kept between runs: Debian's packages are fetched once. */
const cache = join(playbooks, "../.shopeasy/hosts");
const base = join(cache, "bookworm");

/** Debian 12 by debootstrap, a minute the first time. */
export function makeBase(): void {
  mkdirSync(join(cache, "archives/partial"), { recursive: true });
  if (existsSync(base)) return;
  const unfinished = `${base}-${process.pid}`;
  const flags = ["--variant=minbase", `--include=${included}`];
  try {
    execFileSync("debootstrap", [...flags, "bookworm", unfinished, mirror], { stdio: "ignore" });
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new Error(`debootstrap could not make Debian 12 from ${mirror}`, { cause: error });
  }
  writeFileSync(join(unfinished, "etc/dpkg/dpkg.cfg.d/unsafe-io"), "force-unsafe-io\n");
  writeFileSync(join(unfinished, "etc/apt/apt.conf.d/99languages"), 'Acquire::Languages "none";\n');
  try {
    renameSync(unfinished, base);
  } catch (error) {
    // Another run was first.
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(base)) throw error;
  }
}

/** A host to apply roles to: Debian's base, with what this one changed in a folder of its own. */
export class ChrootHost {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    for (const part of ["root", "changes", "work"]) mkdirSync(join(folder, part), { recursive: true });
  }

  /** Forgets all that was done to it. */
  reset(): void {
    for (const part of ["changes", "work"]) {
      rmSync(join(this.#folder, part), { recursive: true, force: true });
      mkdirSync(join(this.#folder, part));
    }
  }

  /** Applies a role, with `--check` or for real. */
  apply(role: string, variables: object, ...flags: string[]): Promise<Run> {
    const file = (name: string, content: unknown) => {
      const path = join(this.#folder, name);
      writeFileSync(path, JSON.stringify(content));
      return path;
    };
    const host = {
      ansible_connection: "community.general.chroot",
      ansible_host: join(this.#folder, "root"),
      ansible_python_interpreter: "/usr/bin/python3",
    };
    const inventory = file("inventory.yml", { all: { hosts: { host } } });
    const playbook = file(`${role}.yml`, [{ hosts: "all", roles: [role] }]);
    const told = file("variables.json", variables);
    return this.#inside(["ansible-playbook", "-i", inventory, playbook, "-e", `@${told}`, ...flags]);
  }

  /** Runs a command in it. */
  execute(...command: string[]): Promise<Run> {
    return this.#inside(["chroot", join(this.#folder, "root"), ...command]);
  }

  /** A file that a role left in it. */
  read(path: string): string {
    return readFileSync(join(this.#folder, "changes", path), "utf8");
  }

  /** All mounts are in a namespace that ends with the command: nothing stays mounted, whatever happens. */
  #inside(command: string[]): Promise<Run> {
    const mounts = `set -e; cd '${this.#folder}'
mount -t overlay overlay -o lowerdir='${base}',upperdir=changes,workdir=work root
mount -t proc proc root/proc
mount --rbind /dev root/dev
mount --bind '${cache}/archives' root/var/cache/apt/archives
cat /etc/resolv.conf > root/etc/resolv.conf
cd '${playbooks}'
exec "$@"`;
    return run("unshare", ["--mount", "--propagation", "private", "sh", "-c", mounts, "sh", ...command]);
  }
}
