import type { ApiRequest } from "../call-api";
import { readConfig } from "../config";

/**
 * A message to a channel by Slack's incoming webhook, which Mattermost and Rocket.Chat take as well. The URL is the
 * secret. Said twice would be read twice: it is sent again only where it surely did not arrive.
 */
export function chatMessage(text: string): ApiRequest {
  const { CHAT_WEBHOOK_URL: url } = readConfig("chat");
  return {
    what: "The chat message",
    method: "POST",
    url,
    secrets: [url, new URL(url).pathname],
    isRepeatable: false,
    body: { text: escaped(text) },
  };
}

/** As Slack asks for it, so that a branch named `<!channel>` wakes nobody. */
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
