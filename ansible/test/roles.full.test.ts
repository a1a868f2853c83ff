import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeWith } from "@shopeasy/testing/programs";
import { parse } from "yaml";
import { recapOf } from "./ansible";
import { ChrootHost, makeBase } from "./chroot-host";
import { type PackageRepository, startPackageRepository } from "./package-repository";
import { credentials, variablesFor } from "./role-variables";

const isRoot = process.getuid?.() === 0;
const inChroot = describeWith(
  isRoot ? ["ansible-playbook", "debootstrap", "dpkg-deb", "gpg", "unshare"] : ["root"],
  "as root, after apt-get install ansible debootstrap gnupg",
);

inChroot("roles, applied to Debian 12 in a chroot, beside repositories of made-up packages", () => {
  const folder = mkdtempSync(join(tmpdir(), "shopeasy-hosts-"));
  let repository: PackageRepository;
  let host: ChrootHost;
  let variables: ReturnType<typeof variablesFor>;

  beforeAll(async () => {
    makeBase();
    repository = await startPackageRepository(folder);
    host = new ChrootHost(folder);
    variables = variablesFor(repository);
  }, 600_000);
  afterAll(async () => {
    await repository?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => host.reset());

  const roles = [
    "hardening",
    "cloudwatch_agent",
    "build_agent",
    "operations_host",
    "jenkins_controller",
  ] as const;

  test.each(roles)(
    "%s: --check passes on a fresh host, the first run changes it, the second changes nothing",
    async (role) => {
      const checked = await host.apply(role, variables[role], "--check");
      const first = await host.apply(role, variables[role]);
      const second = await host.apply(role, variables[role]);

      expect(said(checked)).toMatchObject({ failed: 0 });
      expect(said(first)).toMatchObject({ failed: 0 });
      expect(recapOf(first).changed).toBeGreaterThan(3);
      expect(said(second)).toEqual({ changed: 0, failed: 0 });
      await proofs[role]();
    },
    1_200_000,
  );

  /** What a role left, as the programs that read it see it. */
  const proofs: Record<(typeof roles)[number], () => Promise<void>> = {
    async hardening() {
      const { output: sshd } = await host.execute("/usr/sbin/sshd", "-T");

      expect(sshd).toContain("permitrootlogin no\n");
      expect(sshd).toContain("passwordauthentication no\n");
      expect(sshd).toContain("allowgroups admin\n");
      expect(await host.execute("visudo", "-c")).toMatchObject({ code: 0 });
      expect(await host.execute("augenrules")).toMatchObject({ code: 0 });
      expect(host.read("etc/nftables.conf")).toContain("ip6 saddr 2001:db8::/32 tcp dport 443 accept");
      const { output: upgrades } = await host.execute("apt-config", "dump");
      expect(upgrades).toContain("label=Debian-Security");
    },
    async cloudwatch_agent() {
      const sent = JSON.parse(
        host.read("opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.d/cloudwatch-agent.json"),
      );

      expect(sent.logs.logs_collected.files.collect_list).toContainEqual(
        expect.objectContaining({ file_path: "/var/log/nginx/access.log", retention_in_days: 90 }),
      );
    },
    async build_agent() {
      const versions = await host.execute("sh", "-c", "node --version; terraform version; jq --version");

      // Pinned; and what the other repositories have of Debian's is left there.
      expect(versions.output).toBe("v24.21.0\nTerraform v1.11.4\njq-1.6\n");
      const { output: groups } = await host.execute("id", "-nG", "jenkins-agent");
      expect(groups.trim().split(" ").sort()).toEqual(["docker", "jenkins-agent"]);
      await host.execute(
        "sh",
        "-c",
        "cd /var/lib/jenkins-agent/workspace && mkdir old new && touch old/a new/a && touch -d -9days old/a old",
      );
      expect((await host.execute("clean-workspaces")).output).toContain(
        "removed /var/lib/jenkins-agent/workspace/old/",
      );
      expect((await host.execute("ls", "/var/lib/jenkins-agent/workspace")).output).toBe("new\n");
    },
    async operations_host() {
      expect((await host.execute("psql")).output).toContain("17.7");
      const refused = await host.execute("shop-sql", "cart");
      expect(refused).toMatchObject({
        code: 2,
        output: expect.stringContaining("shop-sql users|catalog|orders"),
      });
    },
    async jenkins_controller() {
      const casc = (name: string) => parse(host.read(`etc/jenkins/casc/${name}.yaml`));

      expect(casc("controller").jenkins).toMatchObject({ numExecutors: 0, slaveAgentPort: -1 });
      const text =
        host.read("etc/jenkins/casc/credentials.yaml") + host.read("etc/jenkins/casc/controller.yaml");
      const asked = [...text.matchAll(/"\$\{(?:readFileBase64:\/etc\/jenkins\/secrets\/)?([^}]+)\}"/g)]
        .map(([, name]) => name)
        .sort();
      expect(asked).toEqual(["admin-password", ...credentials.map(({ id }) => id)].sort());
      for (const { id, secret } of credentials) expect(host.read(`etc/jenkins/secrets/${id}`)).toBe(secret);
      for (const { secret } of credentials) expect(text).not.toContain(secret);
      expect((await host.execute("ls", "/var/lib/jenkins/plugins")).output).toContain(
        "configuration-as-code.jpi",
      );
    },
  };

  test("a repository whose key is another is refused, and apt is not told of it", async () => {
    const other = "0".repeat(40);
    const told = {
      apt_source_name: "other",
      apt_source_url: repository.url,
      apt_source_suite: "binary/",
      apt_source_key_url: `${repository.url}/key.asc`,
      apt_source_fingerprint: other,
      apt_source_packages: ["jenkins"],
    };

    const refused = await host.apply("apt_source", told);

    expect(recapOf(refused).failed).toBe(1);
    expect(refused.output).toContain(`is not ${other}`);
    expect(await host.execute("ls", "/etc/apt/sources.list.d/other.sources")).toMatchObject({ code: 2 });
  }, 1_200_000);

  test("a package whose checksum is another is not installed", async () => {
    const told = { ...variables.cloudwatch_agent, cloudwatch_agent_checksum: `sha256:${"0".repeat(64)}` };

    const refused = await host.apply("cloudwatch_agent", told);

    expect(recapOf(refused).failed).toBe(1);
    expect(await host.execute("dpkg", "-s", "amazon-cloudwatch-agent")).toMatchObject({ code: 1 });
  }, 1_200_000);
});

/** The recap; with the tasks that say why, where one failed. */
function said(run: Parameters<typeof recapOf>[0]) {
  const recap = recapOf(run);
  const lines = run.output.split("\n").filter((line) => /^(fatal|changed|failed):/.test(line));
  return recap.failed > 0 ? { ...recap, lines } : recap;
}
