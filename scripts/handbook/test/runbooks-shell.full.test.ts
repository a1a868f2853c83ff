import { pages } from "./pages";
import { faultsOfTyped, withShellcheck } from "./shellcheck";

withShellcheck("shellcheck", () => {
  test("finds nothing in what the runbooks have typed", () => {
    expect(faultsOfTyped(pages("docs/runbooks/*.md"))).toBe("");
  });
});
