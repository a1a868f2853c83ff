type ErrorFields = {
  type: "invalid_request_error" | "idempotency_error" | "api_error";
  code?: string;
  message: string;
  param?: string;
  payment_intent?: object;
};

/**
 * An answer of Stripe's error shape, thrown. `began` tells whether the endpoint had begun its work: only then does
 * Stripe keep the answer under the idempotency key (https://docs.stripe.com/api/idempotent_requests).
 */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly fields: ErrorFields,
    readonly began = false,
  ) {
    super(fields.message);
  }
}

/** The body of an error answer, with the page that explains its code as Stripe adds it. */
export function errorBody(fields: {
  type: string;
  code?: string;
  message: string;
  [field: string]: unknown;
}) {
  const docUrl = fields.code
    ? { doc_url: `https://stripe.com/docs/error-codes/${fields.code.replaceAll("_", "-")}` }
    : {};
  return { error: { ...fields, ...docUrl } };
}

/** A parameter that is missing or makes no sense. */
export function badParameter(code: string, param: string, message: string): Refusal {
  return new Refusal(400, { type: "invalid_request_error", code, param, message });
}

/** An object that does not exist: 404 when the path names it, 400 when a parameter does. */
export function missing(kind: string, id: string, param: string, status: 400 | 404): Refusal {
  return new Refusal(status, {
    type: "invalid_request_error",
    code: "resource_missing",
    param,
    message: `No such ${kind}: '${id}'`,
  });
}

/** A step that the object's present state does not allow. */
export function unexpectedState(message: string, paymentIntent?: object): Refusal {
  return new Refusal(
    400,
    {
      type: "invalid_request_error",
      code: "payment_intent_unexpected_state",
      message,
      ...(paymentIntent && { payment_intent: paymentIntent }),
    },
    true,
  );
}
