import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join, normalize } from "node:path";
import { loosePackages, type MadeUpPackage, packages } from "./made-up-packages";

export interface PackageRepository {
  url: string;
  /** The same, as the repository of one of those that it stands in for: apt wants one key for each address. */
  urlOf: (maker: string) => string;
  /** Of the key by which it is signed. */
  fingerprint: string;
  /** `sha256:…` of a file in it. */
  checksumOf: (path: string) => string;
  stop: () => Promise<void>;
}

/**
 * A real apt repository of made-up packages, on loopback: flat, as Jenkins', and with suites and components, as others'.
 * Beside it are AWS' packages and Jenkins' plugin manager.
 */
export async function startPackageRepository(folder: string): Promise<PackageRepository> {
  const served = join(folder, "served");
  mkdirSync(join(served, "pool"), { recursive: true });
  const listed = packages.map((one) => stanzaOf(served, one, build(folder, served, one)));
  for (const one of Object.values(loosePackages)) build(folder, served, one);
  writeFileSync(join(served, "jenkins-plugin-manager.jar"), "A stand-in for Java knows what this is.");
  const key = makeKey(folder);
  writeFileSync(join(served, "key.asc"), key.armored);
  publish(join(served, "binary"), "Packages", listed, key);
  publish(join(served, "dists/made-up"), "main/binary-amd64/Packages", listed, key);
  key.close();

  const server = createServer((request, response) => {
    const path = join(
      served,
      normalize(new URL(request.url ?? "/", "http://loopback").pathname.replace(/^\/of\/\w+/, "")),
    );
    try {
      response.end(readFileSync(path));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    urlOf: (maker) => `${url}/of/${maker}`,
    fingerprint: key.fingerprint,
    checksumOf: (path) => `sha256:${hashOf(readFileSync(join(served, path)))}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const hashOf = (content: Buffer | string) => createHash("sha256").update(content).digest("hex");
const fileNameOf = ({ name, version }: MadeUpPackage) =>
  `pool/${name}_${version.replaceAll(/[^\w.-]/g, ".")}.deb`;

const controlOf = ({ name, version }: MadeUpPackage) => `Package: ${name}
Version: ${version}
Architecture: amd64
Maintainer: Nobody <nobody@example.com>
Description: made up
`;

function build(folder: string, served: string, one: MadeUpPackage): string {
  const tree = join(folder, "trees", `${one.name}-${hashOf(one.version).slice(0, 8)}`);
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), content);
    chmodSync(join(tree, path), content.startsWith("#!") ? 0o755 : 0o644);
  };
  write("DEBIAN/control", controlOf(one));
  if (one.postinst) write("DEBIAN/postinst", `#!/bin/sh\nset -e\n${one.postinst}\n`);
  for (const [path, content] of Object.entries(one.files)) write(path, content);
  const file = one.name in loosePackages ? `${one.name}.deb` : fileNameOf(one);
  execFileSync("dpkg-deb", ["--build", "--root-owner-group", tree, join(served, file)], { stdio: "ignore" });
  return file;
}

function stanzaOf(served: string, one: MadeUpPackage, file: string): string {
  const path = join(served, file);
  return `${controlOf(one)}Filename: ${file}\nSize: ${statSync(path).size}\nSHA256: ${hashOf(readFileSync(path))}\n`;
}

/** Writes the list of packages, and a signed InRelease that tells its hash. */
function publish(
  place: string,
  list: string,
  stanzas: string[],
  { sign }: { sign: (text: string) => string },
) {
  const text = stanzas.join("\n");
  mkdirSync(dirname(join(place, list)), { recursive: true });
  writeFileSync(join(place, list), text);
  const release = `Origin: made up
Date: ${new Date().toUTCString().replace("GMT", "UTC")}
Suite: made-up
Codename: made-up
Architectures: amd64
Components: main
SHA256:
 ${hashOf(text)} ${Buffer.byteLength(text)} ${list}
`;
  writeFileSync(join(place, "InRelease"), sign(release));
}

function makeKey(folder: string) {
  const home = join(folder, "gnupg");
  mkdirSync(home, { mode: 0o700 });
  const gpg = (args: string[], input = "") =>
    execFileSync("gpg", ["--homedir", home, "--batch", "--quiet", "--passphrase", "", ...args], {
      input,
      encoding: "utf8",
      stdio: ["pipe", "pipe", "ignore"],
    });
  gpg(["--quick-generate-key", "made up <nobody@example.com>", "ed25519", "sign", "never"]);
  const shown = gpg(["--list-keys", "--with-colons"]);
  return {
    fingerprint: /^fpr:+([0-9A-F]{40}):/m.exec(shown)?.[1] ?? "",
    armored: gpg(["--armor", "--export"]),
    sign: (text: string) => gpg(["--clearsign", "--digest-algo", "SHA256"], text),
    /** Its agent would stay. */
    close: () => execFileSync("gpgconf", ["--homedir", home, "--kill", "all"], { stdio: "ignore" }),
  };
}
