import type { Deps } from "../deps";
import { MailFeedback, suppressionsFor } from "./mail-feedback-rules";
import { suppress } from "./suppressions";

/** Sees to it that no more mail goes where one bounced for good, or was complained of. @throws ZodError for what SES does not send */
export async function receiveMailFeedback(deps: Deps, message: unknown): Promise<void> {
  const suppressions = suppressionsFor(MailFeedback.parse(message));
  for (const suppression of suppressions) {
    await suppress(deps, suppression);
    deps.logger.info("address.suppressed", { reason: suppression.reason });
  }
}
