/** The demo accounts of a local shop. */
export const demoAccounts = [
  { email: "customer@shopeasy.test", name: "Casey Customer", role: "customer", password: "shopeasy-demo-1" },
  { email: "staff@shopeasy.test", name: "Sam Staff", role: "staff", password: "shopeasy-demo-1" },
  { email: "admin@shopeasy.test", name: "Alex Admin", role: "admin", password: "shopeasy-demo-1" },
];
