import { type Postgres, type PostgresOptions, startPostgres } from "../cloud/postgres";
import { type OnProcessEvent, Restarts } from "./restarts";

/** PostgreSQL, started again on its data and port when it ends by itself, until it is stopped. */
export class SupervisedPostgres {
  private server: Postgres | undefined;
  private starting: Promise<void> | undefined;
  private readonly restarts: Restarts;

  constructor(
    private readonly options: PostgresOptions,
    tell: OnProcessEvent,
  ) {
    this.restarts = new Restarts({ name: "postgres", start: () => this.start(), tell });
  }

  get pid(): number {
    return this.running.pid;
  }

  get port(): number {
    return this.options.port;
  }

  /** As a `Postgres` tells it; it stays the same when the server is started again. */
  url(database: string, user?: string): string {
    return this.running.url(database, user);
  }

  /** @throws CloudError when it does not come up */
  start(): Promise<void> {
    this.starting = this.startOnce();
    return this.starting;
  }

  /** A fast shutdown; it is not started again. */
  async stop(): Promise<void> {
    this.restarts.stop();
    await this.starting?.catch(() => {});
    await this.server?.stop();
  }

  private async startOnce(): Promise<void> {
    this.restarts.began();
    const server = await startPostgres(this.options);
    this.server = server;
    void server.exited.then(() => this.restarts.crashed("it ended by itself; its data is safe"));
  }

  private get running(): Postgres {
    if (!this.server) throw new Error("PostgreSQL was not started");
    return this.server;
  }
}
