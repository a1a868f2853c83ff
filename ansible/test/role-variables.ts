import { generateKeyPairSync } from "node:crypto";
import { certificateAuthority } from "@shopeasy/testing/certificates";
import type { PackageRepository } from "./package-repository";

/** What roles are told in tests: repositories that can be reached, checksums of what is in them, and made-up secrets. */
export function variablesFor({ url, urlOf, fingerprint, checksumOf }: PackageRepository) {
  const key = { key_url: `${url}/key.asc`, fingerprint };
  const suites = (maker: string) => ({ url: urlOf(maker), suite: "made-up", components: ["main"], ...key });
  const flat = (maker: string) => ({ ...suites(maker), suite: "binary/", components: [] });
  const certificate = certificateAuthority().issue("jenkins.example.com");
  return {
    hardening: { hardening_ssh_sources: ["10.10.4.7/32"], hardening_open_ports: [openPort] },
    cloudwatch_agent: {
      cloudwatch_agent_environment: "dev",
      cloudwatch_agent_region: "eu-west-1",
      cloudwatch_agent_version: "1.300064.0",
      cloudwatch_agent_url: `${url}/amazon-cloudwatch-agent.deb`,
      cloudwatch_agent_checksum: checksumOf("amazon-cloudwatch-agent.deb"),
      cloudwatch_agent_log_files: [{ path: "/var/log/nginx/access.log", stream: "nginx-access" }],
    },
    build_agent: {
      build_agent_authorized_key: "ssh-ed25519 AAAA made-up",
      build_agent_controller_addresses: ["10.10.4.7"],
      build_agent_docker_source: suites("docker"),
      build_agent_node_source: suites("node"),
      build_agent_terraform_source: suites("terraform"),
      build_agent_java_source: suites("java"),
    },
    operations_host: {
      operations_host_environment: "dev",
      operations_host_region: "eu-west-1",
      operations_host_postgresql_source: suites("postgresql"),
      operations_host_node_source: suites("node"),
      operations_host_session_manager_url: `${url}/session-manager-plugin.deb`,
      operations_host_session_manager_checksum: checksumOf("session-manager-plugin.deb"),
    },
    jenkins_controller: {
      jenkins_controller_host: "jenkins.example.com",
      jenkins_controller_bitbucket_owner: "shopeasy",
      jenkins_controller_repository: "shopeasy",
      jenkins_controller_certificate: certificate.certificate,
      jenkins_controller_certificate_key: certificate.key,
      jenkins_controller_admin_password: "made-up-and-long-enough",
      jenkins_controller_credentials: credentials,
      jenkins_controller_agents: [
        { name: "agent-1", address: "10.10.4.9", host_key: "ssh-ed25519 AAAA", architecture: "arm64" },
      ],
      jenkins_controller_environment: { JIRA_CLOUD_ID: "made up: with a colon" },
      jenkins_controller_source: flat("jenkins"),
      jenkins_controller_java_source: suites("java"),
      jenkins_controller_plugin_manager_url: `${url}/jenkins-plugin-manager.jar`,
      jenkins_controller_plugin_manager_checksum: checksumOf("jenkins-plugin-manager.jar"),
    },
  };
}

const openPort = { port: 443, sources: ["192.0.2.0/24", "2001:db8::/32"] };

export const credentials = [
  {
    id: "agent-ssh-key",
    kind: "ssh-key",
    user: "jenkins-agent",
    secret: privateKey(),
    what: "At its agents",
  },
  { id: "bitbucket-checkout", kind: "password", user: "x-token-auth", secret: "pa$$:word", what: "Reads" },
  { id: "aws-config", kind: "file", secret: "[profile made-up]\nregion = eu-west-1\n" },
  { id: "chat-webhook", kind: "text", secret: "https://chat.example.com/made-up" },
];

function privateKey(): string {
  return generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}
