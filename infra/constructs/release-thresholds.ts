/** Fewer requests a minute tell nothing of a release. */
export const tellingRequests = 20;

/** More failed requests in a hundred, and a release goes back. */
export const mostErrorsPercent = 5;
