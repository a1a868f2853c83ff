import { serviceNames } from "@shopeasy/contracts/route-table";
import { readEnvironment, serviceEnvironment } from "@shopeasy/platform/config/environment";
import { z } from "zod";

const { HOST, PORT, INTERNAL_PORT, LOG_LEVEL, SERVICE_VERSION, TRACE_SAMPLE_RATE } = serviceEnvironment;

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue("must be JSON");
    return z.NEVER;
  }
});

const environment = z.object({
  HOST,
  PORT,
  INTERNAL_PORT,
  LOG_LEVEL,
  SERVICE_VERSION,
  TRACE_SAMPLE_RATE,
  AWS_XRAY_DAEMON_ADDRESS: z.string().min(1),
  AWS_ENDPOINT_URL_S3: z.url(),
  AWS_ENDPOINT_URL_SESV2: z.url(),
  IMAGES_BUCKET: z.string().min(1).default("images"),
  /** A JSON object: the public origin of each service. */
  SERVICE_URLS: json.pipe(z.record(z.enum(serviceNames), z.url())),
  /** The payment gateway's stand-in. */
  PAYMENTS_URL: z.url(),
  /** Where the shop writes down what runs; not there until it has started. */
  RUN_FILE: z.string().min(1),
  /** Where a release is looked at before customers see it; nowhere without it. */
  TEST_PORT: PORT.optional(),
  /** Of who may say where requests go: the supervisor. */
  CONTROL_TOKEN: z.string().min(32).optional(),
  /** The shop's address, as people are shown it. */
  PUBLIC_URL: z.url(),
});

/** What the gateway was told by its supervisor. Throws a ConfigurationError that names every fault. */
export function readGatewayConfig(
  variables: Readonly<Record<string, string | undefined>> = process.env,
): GatewayConfig {
  return readEnvironment(environment, variables);
}

export type GatewayConfig = z.output<typeof environment>;
