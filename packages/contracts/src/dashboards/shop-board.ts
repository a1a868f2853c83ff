import { type Board, measure, type Ratio } from "../dashboard-definition";
import { budgetDays, type JourneyName, journeyNames, journeys, type Objective } from "../slos";

const counted = (journey: JourneyName, objective: Objective) =>
  measure("journey_requests_total", "per-second", { where: { journey, objective } });
const bad = (journey: JourneyName, objective: Objective) =>
  measure("journey_requests_total", "per-second", { where: { journey, objective, outcome: "bad" } });

/** How many times as fast as it may a budget goes. */
const burnRates = (objective: Objective): Ratio[] =>
  journeyNames.map((name) => ({
    ...{ name, of: bad(name, objective), in: counted(name, objective), overMinutes: 60 },
    factor: 1 / (1 - journeys[name][objective].target),
  }));

const budgetsLeft = (objective: Objective): Ratio[] =>
  journeyNames.map((name) => ({
    ...{ name, of: bad(name, objective), in: counted(name, objective) },
    ...{ overMinutes: budgetDays * 1_440, offset: 1, factor: -1 / (1 - journeys[name][objective].target) },
  }));

const step = (name: string, of: "quoted" | "order-placed" | "order-paid"): Ratio => ({
  ...{ name, overMinutes: 60 },
  of: measure("checkout_steps_total", "per-second", { where: { step: of } }),
  in: measure("checkout_steps_total", "per-second", { where: { step: "cart-opened" } }),
});

const failures = measure("payment_failures_total", "per-minute", { by: ["reason"] });

/** What an owner looks at first: whether customers can buy, and do. */
export const shopBoard: Board = {
  id: "shop",
  title: "The shop at a glance",
  about: "Whether customers can buy, and do.",
  rows: [
    {
      title: "Orders",
      panels: [
        {
          ...{ title: "Orders", unit: "per-minute" },
          about:
            "By what became of them. None paid for a while in which there usually are is the worst that can be.",
          lines: [measure("orders_total", "per-minute", { by: ["outcome"] })],
        },
        {
          ...{ title: "Revenue", unit: "minor-units" },
          about: "A minute, in the currency's smallest unit: cents. Before refunds.",
          lines: [measure("orders_revenue_minor_total", "per-minute", { by: ["currency"] })],
        },
        {
          ...{ title: "Steps towards an order", unit: "per-minute" },
          about: "How many customers come how far.",
          lines: [measure("checkout_steps_total", "per-minute", { by: ["step"] })],
        },
        {
          ...{ title: "Of those who open a cart", unit: "share" },
          about: "In the last hour: the share that asked for a quote, ordered, and paid.",
          lines: [step("quoted", "quoted"), step("ordered", "order-placed"), step("paid", "order-paid")],
        },
        {
          ...{ title: "Orders not paid", unit: "per-minute", lines: [failures] },
          about: "By reason. Banks decline some always; gateway-unavailable is the shop's trouble.",
        },
        {
          ...{ title: "Sold out", unit: "per-minute" },
          about: "SKUs of which the last piece went, and customers who were refused for want of stock.",
          lines: [
            measure("stock_outs_total", "per-minute", { name: "sold out" }),
            measure("stock_refusals_total", "per-minute", { by: ["place"] }),
          ],
        },
      ],
    },
    {
      title: "Objectives",
      panels: [
        {
          ...{ title: "Burn rate: errors", unit: "times", limit: 14.4, lines: burnRates("availability") },
          about:
            "Of the last hour, by journey: at 1 the budget lasts just as long as it must; above 14.4 people are woken.",
        },
        {
          ...{ title: "Burn rate: slow answers", unit: "times", limit: 14.4, lines: burnRates("latency") },
          about: "The same for answers that come later than promised.",
        },
        {
          ...{
            title: "Budget left: errors",
            unit: "share",
            asNumbers: true,
            lines: budgetsLeft("availability"),
          },
          about: `Of ${budgetDays} days, or for as long as metrics are kept. Below 0 more went wrong than may.`,
        },
        {
          ...{
            title: "Budget left: slow answers",
            unit: "share",
            asNumbers: true,
            lines: budgetsLeft("latency"),
          },
          about: `Of ${budgetDays} days, or for as long as metrics are kept.`,
        },
      ],
    },
    {
      title: "Customers",
      panels: [
        {
          ...{ title: "Sign-ins", unit: "per-minute" },
          about: "Many refused at once: somebody tries out passwords.",
          lines: [measure("sign_ins_total", "per-minute", { by: ["outcome"] })],
        },
        {
          ...{ title: "Comings and goings", unit: "per-minute" },
          about: "Customers who registered, and who had their accounts erased.",
          lines: [
            measure("registrations_total", "per-minute", { name: "registered" }),
            measure("accounts_erased_total", "per-minute", { name: "erased" }),
          ],
        },
        {
          ...{ title: "Mails", unit: "per-minute" },
          about: "Failed ones are tried again.",
          lines: [measure("mails_total", "per-minute", { by: ["outcome"] })],
        },
        {
          ...{ title: "Refunds and returns", unit: "per-minute" },
          about: "A failed refund is money that a customer waits for.",
          lines: [
            measure("refunds_total", "per-minute", { by: ["outcome"] }),
            measure("returns_total", "per-minute", { by: ["status"] }),
          ],
        },
        {
          ...{ title: "Parcels", unit: "per-minute" },
          about: "Shipped and delivered.",
          lines: [measure("fulfilments_total", "per-minute", { by: ["status"] })],
        },
        {
          ...{ title: "Reviews", unit: "per-minute" },
          about: "Published soon after they are submitted, unless flagged.",
          lines: [measure("reviews_total", "per-minute", { by: ["outcome"] })],
        },
      ],
    },
  ],
};
