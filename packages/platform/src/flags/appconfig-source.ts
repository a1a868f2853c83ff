import {
  type AppConfigDataClient,
  GetLatestConfigurationCommand,
  StartConfigurationSessionCommand,
} from "@aws-sdk/client-appconfigdata";
import { type FlagSource, type FlagText, mostBytes } from "./source";

/** `application/environment/profile`, by name or id. */
export interface AppConfigProfile {
  application: string;
  environment: string;
  profile: string;
}

/** AppConfig allows no less; a change is then seen in 15 seconds, and a call that fails once still leaves it within 30. */
const pollSeconds = 15;

/**
 * Flags in AWS AppConfig. A session's token is good for one call and gives the next; what it gives is empty where
 * nothing is new. Whatever goes wrong (a token that expired, throttling), the next call begins a session anew: that
 * gives the whole configuration again, which is the same as before unless it changed.
 */
export class AppConfigSource implements FlagSource {
  readonly kind = "appconfig";
  everyMs = pollSeconds * 1_000;
  readonly #closed = new AbortController();
  #token: string | undefined;
  #seen = "";

  constructor(
    private readonly client: AppConfigDataClient,
    private readonly place: AppConfigProfile,
  ) {}

  async read(): Promise<FlagText | undefined> {
    const token = this.#token ?? (await this.#begin());
    this.#token = undefined;
    const answer = await this.client.send(
      new GetLatestConfigurationCommand({ ConfigurationToken: token }),
      this.#untilClosed,
    );
    this.#token = answer.NextPollConfigurationToken;
    this.everyMs = Math.max(pollSeconds, answer.NextPollIntervalInSeconds ?? 0) * 1_000;

    const bytes = answer.Configuration;
    if (!bytes || bytes.length === 0) return undefined;
    if (bytes.length > mostBytes) throw new Error(`The configuration has ${bytes.length} bytes`);
    const text = Buffer.from(bytes).toString("utf8");
    if (text === this.#seen) return undefined;
    this.#seen = text;
    return { text, version: answer.VersionLabel ?? "unlabelled" };
  }

  /** A call that is not answered is given up, and not tried again: whoever stops must not wait for it. */
  close(): void {
    this.#closed.abort();
    this.client.destroy();
  }

  get #untilClosed() {
    return { abortSignal: this.#closed.signal };
  }

  async #begin(): Promise<string> {
    const { InitialConfigurationToken } = await this.client.send(
      new StartConfigurationSessionCommand({
        ApplicationIdentifier: this.place.application,
        EnvironmentIdentifier: this.place.environment,
        ConfigurationProfileIdentifier: this.place.profile,
        RequiredMinimumPollIntervalInSeconds: pollSeconds,
      }),
      this.#untilClosed,
    );
    if (!InitialConfigurationToken) throw new Error("AppConfig began a session without a token");
    return InitialConfigurationToken;
  }
}
