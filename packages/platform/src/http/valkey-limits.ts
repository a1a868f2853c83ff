import { RedisStore, type SendCommandFn } from "rate-limit-redis";
import type { LimitStores } from "./shared-window";

/** Of a client of a Valkey or Redis server. */
interface CommandSender {
  sendCommand(command: string[]): Promise<unknown>;
}

/**
 * Limits that all tasks of a service count together, in Valkey or Redis: `createApp({ limitStores: … })`. The client must
 * have no offline queue, so that its commands fail at once while there is no connection.
 */
export function valkeyLimits({ valkey, service }: { valkey: CommandSender; service: string }): LimitStores {
  const sendCommand = ((...command: string[]) => valkey.sendCommand(command)) as SendCommandFn;
  return (limitClass) => new RedisStore({ sendCommand, prefix: `limit:${service}:${limitClass}:` });
}
