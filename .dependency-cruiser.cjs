// Who may import whom. Each rule's comment says what to do instead.
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Modules that import each other cannot be understood alone: move what both need into a third.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "services-apart",
      comment: "Services never import one another: put what crosses between them into packages/contracts.",
      severity: "error",
      from: { path: "^services/([^/]+)/" },
      to: { path: "^services/", pathNot: "^services/$1/" },
    },
    {
      name: "packages-below-services",
      comment: "Packages know no service: hand in what they need as an argument.",
      severity: "error",
      from: { path: "^packages/" },
      to: { path: "^(services|scripts)/" },
    },
    {
      name: "platform-knows-no-shop",
      comment:
        "The platform knows no word of the shop. Of the contracts it may know how calls, flags and metrics are declared.",
      severity: "error",
      from: { path: "^packages/platform/src/" },
      to: {
        path: "^packages/contracts/",
        pathNot:
          "^packages/contracts/src/(internal-call|route-table|flag-declaration|flag-file|metric-declaration|metrics/platform-metrics|slo-rules)\\.ts$",
      },
    },
    {
      name: "contracts-stand-alone",
      comment: "Contracts hold schemas and declarations only: zod is all they import.",
      severity: "error",
      from: { path: "^packages/contracts/src/" },
      to: { pathNot: "^packages/contracts/|node_modules/zod/" },
    },
    {
      name: "cdktf-in-infra-only",
      comment: "CDKTF is archived: it stays in infra/, so that it can be left there.",
      severity: "error",
      from: { pathNot: "^infra/" },
      to: { path: "node_modules/(cdktf|constructs|@cdktf)/" },
    },
    {
      name: "infra-follows-declarations",
      comment:
        "Of the shop, infra reads what is declared once: resources, routes, flags, metrics, objectives and dashboards; and its tests, what they stand on.",
      severity: "error",
      from: { path: "^infra/" },
      to: {
        path: "^(packages|services|scripts)/",
        pathNot:
          "^packages/(contracts/src/(resources|route-table|flags|flag-file|metrics|metric-declaration|slos|slo-rules|dashboards|dashboard-definition)|testing/src/test-ground)\\.ts$",
      },
    },
    {
      name: "no-sql-in-routes",
      comment: "A route names a use case, and the use case holds the SQL: import the use case instead.",
      severity: "error",
      from: { path: "-routes\\.ts$" },
      to: { path: "drizzle-orm|node_modules/postgres/|/src/db/|client-dynamodb|lib-dynamodb" },
    },
    {
      name: "no-io-in-rules",
      comment: "Rules are pure: hand them what they need, and do the reading and writing in the use case.",
      severity: "error",
      from: { path: "-rules\\.ts$" },
      to: {
        path: "^node:(fs|http|https|net|timers)|drizzle-orm|node_modules/postgres/|@aws-sdk|/deps\\.ts$|/config\\.ts$",
      },
    },
    {
      name: "no-http-below-routes",
      comment: "Below a route nothing knows of HTTP: return a value or throw a typed error.",
      severity: "error",
      from: { path: "^services/", pathNot: "(-routes|/app|/main|/worker)\\.ts$|/test/" },
      to: { path: "node_modules/(express|undici)/|packages/platform/src/http/" },
    },
    {
      name: "no-tests-in-sources",
      comment: "What ships does not import what tests need.",
      severity: "error",
      from: { path: "^(services|packages/(platform|contracts))/.*src/" },
      to: { path: "/test/|^packages/testing/|node_modules/(jest|supertest|fast-check)/" },
    },
    {
      name: "scripts-import-services-narrowly",
      comment:
        "Scripts start services as programs; only documents and previews are made from what they are made of.",
      severity: "error",
      from: { path: "^scripts/", pathNot: "^scripts/(documents|mails)/" },
      to: { path: "^services/" },
    },
    {
      name: "resolvable",
      comment:
        "This import leads nowhere: name the package in the workspace's package.json, or mend the path.",
      severity: "error",
      from: {},
      // Types only: the package holds nothing else.
      to: { couldNotResolve: true, pathNot: "^aws-lambda$" },
    },
  ],
  options: {
    parser: "swc",
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^build/|/(db|database|test)/migrations/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default"],
      extensions: [".ts", ".js", ".mjs", ".cjs", ".json"],
    },
  },
};
