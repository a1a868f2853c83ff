/** A package of Debian's kind, as small as can be. */
export interface MadeUpPackage {
  name: string;
  version: string;
  /** By path: what the file holds. What begins with `#!` can be run. */
  files: Readonly<Record<string, string>>;
  /** Run when it is installed. */
  postinst?: string;
}

const unit = (program: string) => `[Unit]
Description=Made up
[Service]
ExecStart=${program}
[Install]
WantedBy=multi-user.target
`;

const says = (text: string) => `#!/bin/sh\necho '${text}'\n`;

/** Stands in for Java, which runs one program here: Jenkins' plugin manager, by its real flags. */
const java = `#!/bin/sh
set -eu
[ "$1" = -jar ] || exit 1
shift 2
while [ $# -gt 0 ]; do
  case $1 in
    --plugin-file) list=$2; shift 2 ;;
    --plugin-download-directory) folder=$2; shift 2 ;;
    --clean-download-directory) shift ;;
    --jenkins-version | --latest | --jenkins-update-center) shift 2 ;;
    *) echo "unknown: $1" >&2; exit 1 ;;
  esac
done
rm -f "$folder"/*.jpi
grep -v '^#' "$list" | while IFS=: read -r name version; do
  echo "$version" >"$folder/$name.jpi"
done
`;
const javaHome = "/usr/lib/jvm/temurin-21-jre-amd64/bin/java";

/** What Jenkins, Adoptium, Docker, NodeSource, HashiCorp and PostgreSQL have in their repositories. */
export const packages: readonly MadeUpPackage[] = [
  {
    name: "jenkins",
    version: "2.568.2",
    files: {
      "/usr/share/java/jenkins.war": "war",
      "/usr/lib/systemd/system/jenkins.service": unit("/usr/bin/jenkins"),
    },
  },
  {
    name: "temurin-21-jre",
    version: "21.0.9.0.0+10-0",
    files: { [javaHome]: java },
    postinst: `update-alternatives --install /usr/bin/java java ${javaHome} 2111`,
  },
  {
    name: "docker-ce",
    version: "5:28.5.2-1~debian.12~bookworm",
    files: {
      "/usr/bin/dockerd": says("dockerd"),
      "/usr/lib/systemd/system/docker.service": unit("/usr/bin/dockerd"),
    },
    postinst: "getent group docker >/dev/null || groupadd --system docker",
  },
  ...["docker-ce-cli", "containerd.io", "docker-buildx-plugin", "docker-compose-plugin"].map((name) => ({
    name,
    version: "28.5.2-1",
    files: { [`/usr/share/doc/${name}/README`]: name },
  })),
  {
    name: "nodejs",
    version: "24.21.0-1nodesource1",
    files: { "/usr/bin/node": says("v24.21.0"), "/usr/bin/npm": says("11.19.0") },
  },
  {
    name: "nodejs",
    version: "23.9.0-1nodesource1",
    files: { "/usr/bin/node": says("v23.9.0") },
  },
  { name: "terraform", version: "1.11.4-1", files: { "/usr/bin/terraform": says("Terraform v1.11.4") } },
  { name: "terraform", version: "1.15.0-1", files: { "/usr/bin/terraform": says("Terraform v1.15.0") } },
  {
    name: "postgresql-client-17",
    version: "17.7-1.pgdg12+1",
    files: { "/usr/bin/psql": says("psql (PostgreSQL) 17.7") },
  },
  // Nobody asked for this one: it would take the place of Debian's.
  { name: "jq", version: "99.0", files: { "/usr/bin/jq": says("not Debian's") } },
];

/** What AWS has at addresses of its own. */
export const loosePackages = {
  "amazon-cloudwatch-agent": {
    name: "amazon-cloudwatch-agent",
    version: "1.300064.0",
    files: {
      "/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl": `#!/bin/sh
set -eu
[ "$*" = "-a fetch-config -m ec2 -c file:/etc/shopeasy/cloudwatch-agent.json" ]
mkdir -p /opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.d
cp /etc/shopeasy/cloudwatch-agent.json /opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.d/
`,
      "/etc/systemd/system/amazon-cloudwatch-agent.service": unit("/bin/true"),
    },
  },
  "session-manager-plugin": {
    name: "session-manager-plugin",
    version: "1.2.896.0-1",
    files: { "/usr/local/sessionmanagerplugin/bin/session-manager-plugin": says("1.2.896.0") },
  },
} as const satisfies Record<string, MadeUpPackage>;
