import { readEnvironment, serviceEnvironment } from "@shopeasy/platform/config/environment";
import { z } from "zod";

const { LOG_LEVEL, SERVICE_VERSION, AWS_REGION, AWS_ENDPOINT_URL_DYNAMODB } = serviceEnvironment;
const { AWS_XRAY_DAEMON_ADDRESS, TRACE_SAMPLE_RATE, METRICS_EMF, METRICS_NAMESPACE } = serviceEnvironment;

// A lambda listens nowhere, and this one calls no service.
const environment = z.object({
  LOG_LEVEL,
  SERVICE_VERSION,
  AWS_REGION,
  AWS_ENDPOINT_URL_DYNAMODB,
  AWS_XRAY_DAEMON_ADDRESS,
  TRACE_SAMPLE_RATE,
  METRICS_EMF,
  METRICS_NAMESPACE,
  AVAILABILITY_TABLE: z.string().min(1),
});

export type InventoryStreamConfig = z.infer<typeof environment>;

/** What the lambda is told by its environment. Throws a ConfigurationError that names every fault. */
export const readConfig = (): InventoryStreamConfig => readEnvironment(environment, process.env);
