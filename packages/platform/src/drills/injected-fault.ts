/** Thrown in a drill: to customers, log and metrics a fault like any other. */
export class InjectedFault extends Error {
  constructor(
    what: string,
    /** As of the system error that it plays. */
    readonly code?: "ECONNREFUSED" | "ETIMEDOUT",
    readonly syscall?: "connect",
  ) {
    super(`A drill: the flag \`faults\` has ${what}`);
    this.name = "InjectedFault";
  }
}
