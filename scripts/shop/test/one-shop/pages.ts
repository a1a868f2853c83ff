import { inChromium, rendered } from "@shopeasy/testing/chromium";
import { local } from "./shop";

inChromium("the pages in Chromium (without it: apt-get install chromium)", () => {
  test("the first page names what runs and the demo accounts", async () => {
    const page = await rendered(`${local.shop.url}/`);

    for (const wanted of ["orders-worker", "customer@shopeasy.test", "/api/v1/docs", "/console/traces"]) {
      expect(page).toContain(wanted);
    }
  }, 90_000);

  test("the API's documents show its calls", async () => {
    const page = await rendered(`${local.shop.url}/api/v1/docs`);

    expect(page).toContain("/auth/register");
    expect(page).toContain("/reviews");
  }, 90_000);
});
