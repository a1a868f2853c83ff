import { AddressId, UserId } from "@shopeasy/contracts/ids";
import { apiPrefix } from "@shopeasy/contracts/route-table";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { listQuery } from "@shopeasy/platform/pagination/cursor";
import { z } from "zod";
import type { Deps } from "../deps";
import { addAddress } from "./add-address";
import { loadAddress } from "./address-book";
import { AddressChanges, AddressList, NewAddress, SavedAddress } from "./address-schemas";
import { changeAddress } from "./change-address";
import { deleteAddress } from "./delete-address";
import { listAddresses } from "./list-addresses";

const params = z.strictObject({ id: AddressId });

export const addressRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "GET",
    path: "/users/me/addresses",
    summary: "One's own addresses, newest first",
    access: "customer",
    query: z.strictObject(listQuery),
    responses: { 200: { description: "A page of them", schema: AddressList } },
    handle: async (deps, { principal, query }) =>
      reply(200, await listAddresses(deps, UserId.parse(principal.userId), query)),
  }),
  defineRoute<Deps>()({
    method: "POST",
    path: "/users/me/addresses",
    summary: "Add an address",
    description:
      "The first one becomes the default for shipping and billing. Another does where it is asked for, in place of the one that was. At most 50 are kept.",
    access: "customer",
    body: NewAddress,
    responses: {
      201: { description: "Added", schema: SavedAddress, headers: { Location: "Its address" } },
    },
    problems: { 422: ["address-book-full"] },
    handle: async (deps, { principal, body }) => {
      const address = await addAddress(deps, UserId.parse(principal.userId), body);
      return reply(201, address, { Location: `${apiPrefix}/users/me/addresses/${address.id}` });
    },
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/users/me/addresses/{id}",
    summary: "One of one's own addresses",
    access: "customer",
    params,
    responses: { 200: { description: "The address", schema: SavedAddress } },
    problems: { 404: ["address-not-found"] },
    handle: async ({ database }, { principal, params: { id } }) =>
      reply(200, await loadAddress(database.db, UserId.parse(principal.userId), id)),
  }),
  defineRoute<Deps>()({
    method: "PATCH",
    path: "/users/me/addresses/{id}",
    summary: "Change an address, or make it a default",
    description: "Takes what is given, and leaves the rest; null takes a part away.",
    access: "customer",
    params,
    body: AddressChanges,
    responses: { 200: { description: "The address as it is now", schema: SavedAddress } },
    problems: { 404: ["address-not-found"] },
    handle: async (deps, { principal, params: { id }, body }) =>
      reply(200, await changeAddress(deps, { userId: UserId.parse(principal.userId), id }, body)),
  }),
  defineRoute<Deps>()({
    method: "DELETE",
    path: "/users/me/addresses/{id}",
    summary: "Delete an address",
    description: "What it was the default of, the newest of the others becomes.",
    access: "customer",
    params,
    responses: { 204: { description: "Deleted" } },
    problems: { 404: ["address-not-found"] },
    handle: async (deps, { principal, params: { id } }) => {
      await deleteAddress(deps, UserId.parse(principal.userId), id);
      return reply(204);
    },
  }),
];
