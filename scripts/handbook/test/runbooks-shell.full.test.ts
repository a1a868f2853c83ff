import { pages } from "./pages";
import { checked, faultsOfTyped } from "./shellcheck";

checked("shellcheck finds nothing in what the runbooks have typed (apt-get install shellcheck)", () => {
  expect(faultsOfTyped(pages("docs/runbooks/*.md"))).toBe("");
});
