/** SQLSTATE foreign_key_violation (PostgreSQL 17, appendix A). */
const foreignKeyViolation = "23503";

/** Whether a statement failed because a row that it takes away is still referred to, or one that it names is gone. */
export const isBrokenReference = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === foreignKeyViolation;
