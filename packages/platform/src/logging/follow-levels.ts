import type { LogLevels } from "@shopeasy/contracts/flag-declaration";
import type { Asker } from "../flags/flags";
import type { Logger } from "./logger";

/** What of the flags it takes to follow levels. */
export interface LevelFlags {
  readonly asker: Asker;
  value(name: "log-levels"): LogLevels;
  onChange(listener: () => void): void;
}

export interface FollowLevelsOptions {
  flags: LevelFlags;
  logger: Logger;
  /** `main` or `worker`. */
  program: string;
}

/** Has the logger write as much as the flag `log-levels` says of this program, and as configured where it says nothing. */
export function followLogLevels({ flags, logger, program }: FollowLevelsOptions): void {
  const configured = { level: logger.level, readsOneIn: logger.sampling.readsOneIn };
  const follow = () => {
    const said = flags.value("log-levels").programs.findLast((entry) => fits(entry, flags.asker, program));
    const { level = configured.level, readsOneIn = configured.readsOneIn } = said ?? {};
    logger.sampling.readsOneIn = readsOneIn;
    if (level === logger.level) return;
    // A warning, to be seen at all levels but one.
    logger.warn("log.level-changed", { from: logger.level, to: level });
    logger.setLevel(level);
  };
  follow();
  flags.onChange(follow);
}

function fits(
  { service, program, version }: LogLevels["programs"][number],
  asker: Asker,
  itself: string,
): boolean {
  return (
    service === asker.service &&
    (program === undefined || program === itself) &&
    (version === undefined || version === asker.version)
  );
}
