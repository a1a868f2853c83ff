/** A program of ours in a task. */
export interface ProgramContainer {
  image: string;
  /** What Node is started with: flags, and the program's path in the image. */
  command: readonly string[];
  variables: Readonly<Record<string, string>>;
  /** ARNs of secrets, by variable. */
  secrets: Readonly<Record<string, string>>;
  ports?: readonly number[];
  /** Of these ports, the one at which it says that it is alive. */
  healthPort?: number;
}

interface Logs {
  group: string;
  region: string;
}

/** The user that Node's own images have. A task names it, whatever the image says. */
const nobody = "1000:1000";

/** Programs stop within 25 seconds: see StopTimes in packages/platform. */
const stopSeconds = 30;

const logConfiguration = ({ group, region }: Logs, prefix: string) => ({
  logDriver: "awslogs",
  options: {
    ...{ "awslogs-group": group, "awslogs-region": region, "awslogs-stream-prefix": prefix },
    // Logs that can't be sent do not hold the program up.
    ...{ mode: "non-blocking", "max-buffer-size": "8m" },
  },
});

/** What none of our containers needs, it does not have. */
const confined = {
  readonlyRootFilesystem: true,
  linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
};

/** An image has Node, and neither shell nor curl. */
const isAlive = (port: number) =>
  `fetch("http://127.0.0.1:${port}/health/live").then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))`;

/** The name of the container whose image releases change, which the load balancer sends to. */
export const programContainerName = "program";

/** The container of a program; beside a daemon it starts after it, and stops before. */
export function programContainer(program: ProgramContainer, logs: Logs, isTraced: boolean) {
  const { ports = [], healthPort } = program;
  return {
    name: programContainerName,
    image: program.image,
    essential: true,
    ...confined,
    user: nobody,
    entryPoint: ["node"],
    command: program.command,
    environment: sorted(program.variables).map(([name, value]) => ({ name, value })),
    secrets: sorted(program.secrets).map(([name, valueFrom]) => ({ name, valueFrom })),
    portMappings: ports.map((port) => ({ containerPort: port, hostPort: port, protocol: "tcp" })),
    ulimits: [{ name: "nofile", softLimit: 65_535, hardLimit: 65_535 }],
    stopTimeout: stopSeconds,
    ...(healthPort && {
      healthCheck: {
        command: ["CMD", "node", "-e", isAlive(healthPort)],
        ...{ interval: 15, timeout: 5, retries: 3, startPeriod: 60 },
      },
    }),
    ...(isTraced && { dependsOn: [{ containerName: daemonName, condition: "START" }] }),
    logConfiguration: logConfiguration(logs, "program"),
  };
}

const daemonName = "xray";

/** Sends traces on. The program does without it when it fails, and it is started again. */
export const daemonContainer = (image: string, logs: Logs) => ({
  name: daemonName,
  image,
  essential: false,
  ...confined,
  user: nobody,
  command: ["--local-mode", "--region", logs.region, "--log-level", "warn"],
  ...{ cpu: 16, memoryReservation: 64, memory: 128 },
  portMappings: [{ containerPort: 2000, hostPort: 2000, protocol: "udp" }],
  restartPolicy: { enabled: true },
  stopTimeout: stopSeconds,
  logConfiguration: logConfiguration(logs, daemonName),
});

const sorted = (record: Readonly<Record<string, string>>) =>
  Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1));
