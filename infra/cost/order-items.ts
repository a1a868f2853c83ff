import { type QueueDeclaration, queues } from "../../packages/contracts/src/resources";
import { eventsOfOrder, perOrder } from "./assumptions";
import type { Item } from "./costs-by-type";

const million = 1_000_000;
const kbOfGb = 1_000_000;

/** How many messages an order's events become, by who subscribes to them. */
function messagesOfOrder(): number {
  const subscribed = Object.values<QueueDeclaration>(queues).flatMap(({ subscribesTo }) => subscribesTo);
  return subscribed.reduce((sum, type) => sum + (eventsOfOrder[type] ?? 0), 0);
}

/** What so many orders cost beside what stands there anyway, browsing included. */
export function orderItems(orders: number): Item[] {
  const { visits, apiRequestsOfVisit, imagesOfVisit } = perOrder;
  const api = orders * visits * apiRequestsOfVisit;
  const images = orders * visits * imagesOfVisit;
  const passed = api * (1 - perOrder.apiFromCache);
  const events = orders * Object.values(eventsOfOrder).reduce((sum, count) => sum + count, 0);
  const messages = orders * messagesOfOrder();
  const carts = orders * perOrder.carts;
  const mails = orders * perOrder.mails;
  const logGb = (passed * perOrder.logKbOfRequest + orders * perOrder.logKb) / kbOfGb;
  const answeredGb = (api * perOrder.apiAnswerKb) / kbOfGb;
  const eventGb = (events * perOrder.eventKb) / kbOfGb;
  const outsideGb = (orders * perOrder.outsideKb) / kbOfGb;
  return [
    { part: "CloudFront", price: "cloudFrontRequests", amount: (api + images) / million },
    { part: "CloudFront", price: "cloudFrontFunctions", amount: (api + images) / million },
    {
      part: "CloudFront",
      price: "cloudFrontGigabyte",
      amount: answeredGb + (images * perOrder.imageKb) / kbOfGb,
    },
    { part: "Firewall", price: "firewallRequests", amount: passed / million },
    // A unit is 1 GB an hour; what is asked is far less than the 25 connections a second that it also stands for.
    { part: "Load balancer", price: "loadBalancerUnits", amount: 2 * answeredGb },
    { part: "Partners' API", price: "partnersRequests", amount: (api * perOrder.byPartners) / million },
    { part: "Buckets", price: "bucketReads", amount: (images * (1 - perOrder.imagesFromCache)) / million },
    { part: "Topics", price: "topicPublishes", amount: events / million },
    // Sent, taken and deleted.
    { part: "Queues", price: "queueRequests", amount: (3 * messages) / million },
    { part: "Archive", price: "archiveGigabyte", amount: eventGb },
    { part: "Stream", price: "streamPuts", amount: (orders * perOrder.streamRecords) / million },
    {
      part: "Tables",
      price: "tableWrites",
      amount: (carts * perOrder.writesOfCart + orders * perOrder.tableWrites) / million,
    },
    {
      part: "Tables",
      price: "tableReads",
      amount: (carts * perOrder.readsOfCart + orders * perOrder.tableReads) / million,
    },
    {
      part: "PostgreSQL's storage",
      price: "databaseGigabyte",
      amount: (orders * 2 * perOrder.databaseKb) / kbOfGb,
    },
    { part: "Lambdas", price: "lambdaRequests", amount: (orders * perOrder.lambdaCalls) / million },
    { part: "Lambdas", price: "lambdaSeconds", amount: orders * perOrder.lambdaGbSeconds },
    { part: "Mails", price: "mails", amount: mails / million },
    { part: "Logs", price: "logGigabyte", amount: logGb },
    { part: "Traces", price: "traces", amount: (passed * perOrder.traced) / million },
    { part: "Keys", price: "keyUses", amount: (orders * perOrder.keyUses) / million },
    { part: "NAT gateways", price: "natGigabyte", amount: outsideGb },
    { part: "Endpoints", price: "endpointGigabyte", amount: logGb + 2 * eventGb },
  ];
}
