import { createHash } from "node:crypto";
import { script } from "./script";
import { style } from "./style";

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0f766e"/><path d="M9 12h14l-1.5 11h-11z" fill="#fff"/><path d="M12.5 13v-2a3.5 3.5 0 0 1 7 0v2" fill="none" stroke="#fff" stroke-width="2"/></svg>`;

/** An address that changes with the content, so that a browser may keep it for good. */
const addressed = (name: string, content: string) =>
  `/console/${name}?v=${createHash("sha256").update(content).digest("hex").slice(0, 8)}`;

export const styleAddress = addressed("style.css", style);
export const scriptAddress = addressed("script.js", script);
export const iconAddress = addressed("icon.svg", icon);

/** What the pages consist of beside HTML, by path. */
export const assets: Readonly<Record<string, { contentType: string; content: string }>> = {
  "/console/style.css": { contentType: "text/css; charset=utf-8", content: style },
  "/console/script.js": { contentType: "text/javascript; charset=utf-8", content: script },
  "/console/icon.svg": { contentType: "image/svg+xml", content: icon },
};
