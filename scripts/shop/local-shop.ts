/** What `run.json` in a shop's folder says of it while it runs. */
export interface LocalShop {
  /** The gateway's origin. */
  gateway: string;
  /** The same for who looks at a release before customers see it. */
  test: string;
  processes: { name: string; pid: number; port: number | null; internalPort: number | null }[];
  endpoints: Record<string, string>;
}

/** The environment in which catalog's import finds the shop that runs. */
export function importEnvironment({ endpoints }: LocalShop): Record<string, string> {
  const database = new URL(endpoints.postgres ?? "");
  database.username = "catalog";
  database.pathname = "/catalog";
  return {
    DATABASE_URL: database.href,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_S3: endpoints.s3 ?? "",
    IMAGES_BUCKET: "images",
  };
}
