import { mediaPrefix } from "../../packages/contracts/src/route-table";
import { ForwarderProof } from "./forwarder-proof";

/** Says who asks, in a header that nobody but CloudFront can set, since it is written over. */
export const nameCaller = `
function handler(event) {
  event.request.headers["${ForwarderProof.callerHeader}"] = { value: event.viewer.ip };
  return event.request;
}
`;

/** Turns a picture's path into its key in the bucket. */
export const findPicture = `
function handler(event) {
  event.request.uri = event.request.uri.slice("${mediaPrefix}".length);
  return event.request;
}
`;

/** Takes off what others may get, too, what was said to one of them only. */
export const forgetAsker = `
function handler(event) {
  var headers = event.response.headers;
  var control = headers["cache-control"] ? headers["cache-control"].value : "no-store";
  if (!/no-store|private/.test(control)) {
    delete headers["x-request-id"];
    delete headers["x-amzn-trace-id"];
    delete headers["ratelimit"];
    delete headers["ratelimit-policy"];
  }
  return event.response;
}
`;
