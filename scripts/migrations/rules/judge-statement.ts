import type { AlterTypeStmt, VariableSetStmt } from "libpg-query";
import { kindOf, type NodeKind, type Nodes, type Statement } from "../sql/statement";
import {
  judgeDelete,
  judgeInsert,
  judgeLock,
  judgeRefresh,
  judgeTableOf,
  judgeTruncate,
  judgeUpdate,
  judgeVacuum,
} from "./data-rules";
import { judgeDrop, judgeMove, judgeRename } from "./dropping-rules";
import { type Circumstances, type Fault, found, type Judge } from "./fault";
import { judgeIndex, judgeReindex } from "./index-rules";
import { judgeAlterTable } from "./table-rules";
import { judgeDomain, judgeEnum, judgeFunction, judgeGrant, judgeSequence } from "./type-rules";

const harmless = () => [];

const opaque = (what: string) => () => [found("opaque", what, `runs ${what}`)];

const judgeSetting: Judge<VariableSetStmt> = ({ name = "" }) =>
  /_timeout$/.test(name) ? [found("own-timeout", name, `sets ${name}`)] : [];

const judgeType: Judge<AlterTypeStmt> = ({ typeName }) => [
  found("unknown", "type", `changes a type (${JSON.stringify(typeName)})`),
];

/** By kind of statement. What is not here nobody has looked at, and is refused. */
const judges: { readonly [Kind in NodeKind]?: Judge<Nodes[Kind]> } = {
  CreateStmt: harmless,
  CreateSeqStmt: harmless,
  CreateEnumStmt: harmless,
  CreateDomainStmt: harmless,
  CompositeTypeStmt: harmless,
  CreateSchemaStmt: harmless,
  CreateExtensionStmt: harmless,
  CreateStatsStmt: harmless,
  CreateTrigStmt: harmless,
  CreatePolicyStmt: harmless,
  CommentStmt: harmless,
  DefineStmt: harmless,
  SelectStmt: harmless,
  ViewStmt: harmless,
  AlterTableStmt: judgeAlterTable,
  AlterTypeStmt: judgeType,
  AlterEnumStmt: judgeEnum,
  AlterDomainStmt: judgeDomain,
  AlterSeqStmt: judgeSequence,
  AlterObjectSchemaStmt: judgeMove,
  RenameStmt: judgeRename,
  DropStmt: judgeDrop,
  IndexStmt: judgeIndex,
  ReindexStmt: judgeReindex,
  CreateFunctionStmt: judgeFunction,
  GrantStmt: judgeGrant,
  UpdateStmt: judgeUpdate,
  DeleteStmt: judgeDelete,
  MergeStmt: ({ relation }) => [
    found("long-write", relation?.relname ?? "", `merges into ${relation?.relname}`),
  ],
  InsertStmt: judgeInsert,
  CreateTableAsStmt: judgeTableOf,
  TruncateStmt: judgeTruncate,
  LockStmt: judgeLock,
  VacuumStmt: judgeVacuum,
  ClusterStmt: ({ relation }) => [
    found("table-rewrite", relation?.relname ?? "", `clusters ${relation?.relname}`),
  ],
  RefreshMatViewStmt: judgeRefresh,
  VariableSetStmt: judgeSetting,
  TransactionStmt: ({ kind = "" }) => [
    found("own-transaction", kind, `says ${kind.replace("TRANS_STMT_", "")} itself`),
  ],
  DoStmt: opaque("a DO block"),
  CallStmt: opaque("a procedure"),
};

/** What is wrong with one statement. */
export function judgeStatement({ node, line }: Statement, circumstances: Circumstances): Fault[] {
  const kind = kindOf(node);
  const judge = judges[kind] as Judge<unknown> | undefined;
  const faults = judge
    ? judge((node as Partial<Nodes>)[kind], circumstances)
    : [found("unknown", kind, `is a ${kind}, which the check does not know`)];
  return faults.map((fault) => ({ ...fault, line }));
}
