/** The account that our programs use the embedded cloud by; only presigned requests to S3 are held to its secret. */
export const localAccount = {
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
};

/** What an AWS SDK client of the embedded cloud is made with. */
export const clientFor = (endpoint: string) => ({
  endpoint,
  region: localAccount.AWS_REGION,
  credentials: {
    accessKeyId: localAccount.AWS_ACCESS_KEY_ID,
    secretAccessKey: localAccount.AWS_SECRET_ACCESS_KEY,
  },
});
