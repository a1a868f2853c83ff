import { queues } from "@shopeasy/contracts/resources";
import { writtenAbout } from "../src/writers";

test("the queue brings just those events that something is done about", () => {
  expect([...queues["notifications-events"].subscribesTo].sort()).toEqual([...writtenAbout].sort());
});
