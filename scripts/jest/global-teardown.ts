import { stopTestGround } from "./ground-process";

/** Jest wants a default export here. */
export default stopTestGround;
