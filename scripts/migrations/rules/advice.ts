/** What to say of each thing that is refused: why it hurts, and what to do instead. docs/migrations.md tells more. */
export interface Advice {
  why: string;
  instead: string;
  /** May be done once a release no longer uses it, by a header that says which. */
  byContract: boolean;
}

const contract =
  "release a version that no longer uses it; then, in a later release, do it with the header `-- contract: <what> is unused since release <tag or commit>`";
const copy =
  "add a new column (or table), write both, fill the new one in batches by a program, read the new one; drop the old one in a later release by a contract header";
const promise =
  "add it NOT VALID, which looks at no row, and VALIDATE it in the next migration, which locks out nobody";
const concurrently =
  "put it alone into a migration of its own that begins with `-- no transaction`, with CONCURRENTLY and IF [NOT] EXISTS";

const breaks = (why: string, instead: string): Advice => ({ why, instead, byContract: true });
const locks = (why: string, instead: string): Advice => ({ why, instead, byContract: false });

export const advice = {
  "drop-table": breaks(
    "The version that runs reads and writes the table, and each such request fails from then on.",
    contract,
  ),
  "drop-column": breaks(
    "The version that runs names the column in its queries, and each of them fails from then on.",
    contract,
  ),
  "drop-object": breaks(
    "The version that runs may stand on it, and what calls it fails from then on.",
    contract,
  ),
  "drop-constraint": breaks(
    "The version that runs counts on it: an ON CONFLICT that names its columns fails without it, and what it kept out comes in.",
    contract,
  ),
  rename: breaks(
    "The version that runs knows it by its old name, and whatever names that fails from then on.",
    `a name is never changed in place: ${copy}`,
  ),
  "change-type": locks(
    "Every row is written anew, or looked at, while nobody can read the table; and the version that runs writes the old type.",
    copy,
  ),
  "required-column": locks(
    "The version that runs inserts rows without it, and each insert fails; where there are rows already, the migration does.",
    "give it a DEFAULT that is a constant; or add it without NOT NULL, have every release write it, fill the rest in batches, and then require it (see set-not-null)",
  ),
  "drop-default": breaks(
    "The version that runs leaves the column out of its inserts, and each of them fails from then on.",
    contract,
  ),
  "volatile-default": locks(
    "A default that differs from row to row writes every row anew, while nobody can read the table.",
    "add the column without a default, then SET DEFAULT in a statement of its own, for new rows, and fill the old ones in batches by a program",
  ),
  "stored-column": locks(
    "A stored, serial or identity column is computed for every row, while nobody can read the table.",
    "add a plain column, have the program or a trigger write it, and fill the old rows in batches by a program",
  ),
  "set-not-null": locks(
    "Every row is looked at while nobody can read the table.",
    "in one migration ADD CONSTRAINT … CHECK (column IS NOT NULL) NOT VALID, in the next VALIDATE CONSTRAINT, and then SET NOT NULL, which takes the check's word; then the check can go",
  ),
  "index-locks": locks("Nobody can write to the table for as long as it takes.", concurrently),
  "unique-locks": locks(
    "Its index is built while nobody can read the table or write to it.",
    "build a UNIQUE INDEX CONCURRENTLY in a migration of its own, and in the next ADD CONSTRAINT … UNIQUE (or PRIMARY KEY) USING INDEX, which takes a moment",
  ),
  "constraint-scan": locks(
    "Every row is looked at while nobody can write to the table, nor to the one that it refers to.",
    promise,
  ),
  "validate-early": locks(
    "VALIDATE looks at every row, under all locks that this transaction already has.",
    "put VALIDATE CONSTRAINT into a migration of its own, after the one that adds it",
  ),
  "concurrently-in-transaction": locks(
    "PostgreSQL refuses it in a transaction, and the release stops there.",
    concurrently,
  ),
  "not-alone": locks(
    "Outside of a transaction nothing is undone: what broke off half-way could be neither finished nor taken back.",
    "a migration with `-- no transaction` holds one statement: an index made, dropped or rebuilt CONCURRENTLY, or VALIDATE CONSTRAINT. It says IF [NOT] EXISTS, so that it can be repeated",
  ),
  "table-rewrite": locks(
    "The whole table is written anew while nobody can read it.",
    "leave it: autovacuum keeps tables in order; pg_repack does it beside those who read and write; or move to a new table in steps",
  ),
  "explicit-lock": locks(
    "Everybody waits who needs the table, until the transaction ends.",
    "leave it out: each statement takes the lock that it needs, and the migrator waits for that only shortly",
  ),
  truncate: locks(
    "All rows are gone at once, also those of the version that runs, and nobody can read the table meanwhile.",
    "delete in batches by a program, once no release needs the rows",
  ),
  "long-write": locks(
    "Rows stay locked until all of them are changed, and the migration holds up the release; on a big table it never ends in time.",
    "change them in batches by a program of the service, which can break off and go on; or bound it: by the primary key's values, or by a subquery with LIMIT",
  ),
  opaque: locks(
    "What it does is not seen here, nor how long it takes.",
    "write plain statements; what takes a loop is a program of the service's",
  ),
  "function-signature": breaks(
    "Beside a function of the same name with other arguments a call may fit both, and fail; the old ones are what the version that runs calls.",
    `give the new function another name, and drop the old one later: ${contract}`,
  ),
  "enum-value-used": locks(
    "A new value can't be used in the transaction that adds it.",
    "put it into a migration of its own, before",
  ),
  "change-sequence": breaks(
    "The version that runs takes its numbers from it: they may come twice, or no more.",
    "make a new sequence, and have the next release take from it",
  ),
  "change-identity": breaks(
    "The version that runs gives, or does not give, the column's value, and its inserts fail from then on.",
    copy,
  ),
  "take-away-right": breaks("The version that runs may need the right, and fails from then on.", contract),
  "row-security": breaks(
    "The version that runs sees no row from then on that no policy shows it.",
    "make the policies first, have a release sign in with what they ask for, and prove it on a copy; then enable it by a contract header",
  ),
  "switch-off": breaks("The version that runs counts on what it does.", contract),
  "own-timeout": locks(
    "The migrator sets lock_timeout and statement_timeout for each migration, so that none can hold up customers.",
    "leave it out; what takes longer is a program, or runs with `-- no transaction`",
  ),
  "own-transaction": locks(
    "The migrator opens and ends the transaction; another one inside ends it early, and half of it stays when it fails.",
    "leave it out: a file is a transaction",
  ),
  unknown: locks(
    "Nobody has looked yet at what it locks and whom it breaks.",
    "if it is harmless, say so in scripts/migrations/rules, with a test; else take a way that is known (docs/migrations.md)",
  ),
} as const satisfies Record<string, Advice>;

export type Rule = keyof typeof advice;
