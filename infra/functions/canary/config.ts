/** The shop's own address, as customers know it. @throws Error when it is not told */
export function readConfig(): { shopUrl: string } {
  const shopUrl = process.env.SHOP_URL;
  if (!shopUrl) throw new Error("SHOP_URL is missing");
  return { shopUrl };
}
