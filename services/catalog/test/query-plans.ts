import type postgres from "postgres";
import type { Reader } from "../src/readers/readers";

/** A node of a plan, as EXPLAIN (FORMAT JSON) gives it. */
interface PlanNode {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Shared Hit Blocks": number;
  "Shared Read Blocks": number;
  "Actual Loops": number;
  Plans?: PlanNode[];
}

/** How the server ran a statement. */
export interface QueryPlan {
  text: string;
  /** Pages of 8 kB that were looked at, in memory or not. */
  pages: number;
  /** `Index Only Scan products_in_category_index`, `Seq Scan stock`, … of what was really run. */
  scans: string[];
}

/**
 * The database, which explains each statement that it is asked, one after the other. It answers first: what a
 * connection looks up of the tables, the first time that it meets a statement, is no page of its plan.
 */
export function explaining(sql: postgres.Sql): { database: Reader; plans: QueryPlan[] } {
  const plans: QueryPlan[] = [];
  let before: Promise<unknown> = Promise.resolve();
  const explainAndAsk = async (text: string, values: never[]) => {
    const answer = await sql.unsafe(text, values);
    const [row] = await sql.unsafe(`explain (analyze, buffers, format json) ${text}`, values);
    plans.push(planOf(text, row?.["QUERY PLAN"][0]));
    return answer;
  };
  const unsafe = (text: string, values: never[] = []) => {
    const asked = before.then(() => explainAndAsk(text, values));
    before = asked.catch(() => {});
    return asked;
  };
  return { database: { sql: { unsafe } } as unknown as Reader, plans };
}

function planOf(text: string, explained: { Plan: PlanNode }): QueryPlan {
  const { Plan: plan } = explained;
  return {
    text,
    pages: plan["Shared Hit Blocks"] + plan["Shared Read Blocks"],
    scans: nodesOf(plan)
      .filter((node) => node["Node Type"].includes("Scan") && node["Actual Loops"] > 0)
      .map((node) => `${node["Node Type"]} ${node["Index Name"] ?? node["Relation Name"] ?? ""}`.trim()),
  };
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];
