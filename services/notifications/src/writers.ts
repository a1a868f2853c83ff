import { type EventType, eventSchemas, type ShopEvent } from "@shopeasy/contracts/events";
import { mailLink } from "./accounts/mail-link";
import { tellOfPasswordChange } from "./accounts/tell-of-password-change";
import type { Deps } from "./deps";
import { answerFeedback } from "./feedback/answer-feedback";
import { orderWriters } from "./orders/order-writers";
import { staffWriters } from "./staff/staff-writers";
import { forgetPerson } from "./suppression/suppressions";

/** What is done about an event of each type that the queue brings. */
const writers = {
  ...orderWriters,
  ...staffWriters,
  "user.email-verification-requested": mailLink,
  "user.password-reset-requested": mailLink,
  "user.password-changed": tellOfPasswordChange,
  "user.erased": (deps: Deps, { data }: ShopEvent<"user.erased">) => forgetPerson(deps, data.userId),
  "feedback.replied": answerFeedback,
} as const satisfies { [Type in EventType]?: (deps: Deps, event: ShopEvent<Type>) => Promise<void> };

type WrittenAbout = keyof typeof writers;
type Writers = { [Type in WrittenAbout]: (deps: Deps, event: ShopEvent<Type>) => Promise<void> };

export const writtenAbout = Object.keys(writers) as WrittenAbout[];

/** Does what there is to be done about an event. @throws Error for one that it knows nothing of; else as its writer */
export async function writeAbout(deps: Deps, event: unknown): Promise<void> {
  const type: unknown = Object(event).type;
  if (!isWrittenAbout(type)) throw new Error("This is no event that anything is written about");
  await write(deps, type, event);
}

const write = <Type extends WrittenAbout>(deps: Deps, type: Type, event: unknown) =>
  (writers as Writers)[type](deps, eventSchemas[type].parse(event) as ShopEvent<Type>);

const isWrittenAbout = (type: unknown): type is WrittenAbout =>
  typeof type === "string" && Object.hasOwn(writers, type);
