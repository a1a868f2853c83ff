import { catalogueTag, productTag } from "./tags";

// We forget an answer as soon as what it was made of has changed; browsers and CloudFront are not told, so they keep it
// for seconds only. That is enough: however many ask, each edge then asks us once in five seconds, mostly for a 304.

/** Of what shows one product. */
export const ofOneProduct = {
  maxAge: 5,
  staleWhileRevalidate: 15,
  madeOf: ({ id }: { id: string }) => [productTag(id)],
};

/** Of what shows many products, with price and stock. */
export const ofManyProducts = {
  maxAge: 5,
  staleWhileRevalidate: 15,
  madeOf: () => [catalogueTag],
};

/** Of the shop's shelves, which change seldom. */
export const ofShelves = { maxAge: 30, staleWhileRevalidate: 60, madeOf: () => [catalogueTag] };
