import { type Account, presentUser } from "../accounts/present-user";
import type { ManagedUser } from "./managed-user-schemas";

/** An account as an admin sees it. */
export const presentManagedUser = (account: Account): ManagedUser => ({
  ...presentUser(account),
  disabled: account.disabledAt !== null,
});
