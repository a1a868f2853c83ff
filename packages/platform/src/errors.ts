/** What a client may read of a fault beside its code and detail, such as `{ items: [...] }`. */
export type ProblemExtras = Readonly<Record<string, unknown>>;

export interface InvalidValue {
  /** Where in the request: `items[0].quantity`, `limit`; empty for the whole body. */
  path: string;
  message: string;
}

/**
 * A fault that the caller is told of: `code` is the shop's word for it and the last segment of the problem's type,
 * `detail` a sentence for a person, `extras` further members of the problem. Never put in them what must not leave.
 */
export abstract class AppError extends Error {
  /** Sent with the problem, as `Retry-After` or `WWW-Authenticate`. */
  headers: Readonly<Record<string, string>> = {};

  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly extras: ProblemExtras = {},
    options?: ErrorOptions,
  ) {
    super(`${code}: ${detail}`, options);
    this.name = new.target.name;
  }

  /** The same error, with headers for its answer. */
  withHeaders(headers: Readonly<Record<string, string>>): this {
    this.headers = { ...this.headers, ...headers };
    return this;
  }
}

/** 400: what was sent can't be understood; `errors` says what and where. */
export class InvalidInput extends AppError {
  constructor(
    readonly errors: readonly InvalidValue[],
    code = "invalid-request",
    detail = "The request is not valid; see errors.",
  ) {
    super(400, code, detail, { errors });
  }
}

/** 401: nobody, or nobody we can believe. */
export class Unauthorized extends AppError {
  constructor(code: string, detail: string, extras?: ProblemExtras, options?: ErrorOptions) {
    super(401, code, detail, extras, options);
  }
}

/** 402: the payment did not go through. */
export class PaymentRequired extends AppError {
  constructor(code: string, detail: string, extras?: ProblemExtras, options?: ErrorOptions) {
    super(402, code, detail, extras, options);
  }
}

/** 403: known, but not allowed. */
export class Forbidden extends AppError {
  constructor(code: string, detail: string, extras?: ProblemExtras, options?: ErrorOptions) {
    super(403, code, detail, extras, options);
  }
}

/** 404: not there, or not for this caller to know of. */
export class NotFound extends AppError {
  constructor(code: string, detail: string, extras?: ProblemExtras, options?: ErrorOptions) {
    super(404, code, detail, extras, options);
  }
}

/** 409: it can't be done in the present state of things. */
export class Conflict extends AppError {
  constructor(code: string, detail: string, extras?: ProblemExtras, options?: ErrorOptions) {
    super(409, code, detail, extras, options);
  }
}

/** 410: it was there, and is no more. */
export class Gone extends AppError {
  constructor(code: string, detail: string, extras?: ProblemExtras, options?: ErrorOptions) {
    super(410, code, detail, extras, options);
  }
}

/** 412: the caller's `If-Match` names a state that has passed. */
export class PreconditionFailed extends AppError {
  constructor(code: string, detail: string, extras?: ProblemExtras, options?: ErrorOptions) {
    super(412, code, detail, extras, options);
  }
}

/** 422: understood, well-formed, and still not acceptable. */
export class Unprocessable extends AppError {
  constructor(code: string, detail: string, extras?: ProblemExtras, options?: ErrorOptions) {
    super(422, code, detail, extras, options);
  }
}

/** 429: too often. */
export class TooManyRequests extends AppError {
  constructor(code: string, detail: string, retryAfterSeconds: number, extras?: ProblemExtras) {
    super(429, code, detail, extras);
    this.withHeaders({ "Retry-After": String(Math.max(1, Math.ceil(retryAfterSeconds))) });
  }
}

/** 503: something that we need does not answer; trying again later may help. */
export class Unavailable extends AppError {
  constructor(code: string, detail: string, extras?: ProblemExtras, options?: ErrorOptions) {
    super(503, code, detail, extras, options);
  }
}

/** The protocol's own refusals, that no handler throws: 405, 413, 415, 431 and the like. */
export class ProtocolError extends AppError {}
