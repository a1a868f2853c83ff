import type { OrdersGround } from "./orders-ground";

type Method = "get" | "post" | "put" | "patch" | "delete";

/** Asks the orders service as staff, or as whose token is given; `null` asks without one. */
export function asStaff({ app, staff }: Pick<OrdersGround, "app" | "staff">, token: string | null = staff) {
  return (method: Method, path: string, body?: object) => {
    const sent = app[method](`/api/v1${path}`);
    if (token) sent.set("authorization", `Bearer ${token}`);
    return body ? sent.send(body) : sent;
  };
}

/** Makes a promotion with a code of its own, and gives it as it was answered. */
export async function aPromotion(ground: OrdersGround, terms: object) {
  const { body } = await asStaff(ground)("post", "/promotions", { code: aCode(), ...terms }).expect(201);
  return body;
}

let codes = 0;
export const aCode = () => `CODE-${++codes}`;
