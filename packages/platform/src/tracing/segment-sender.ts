import { createSocket, type Socket } from "node:dgram";
import { lookup } from "node:dns";
import { isIPv4 } from "node:net";
import SegmentEmitter from "aws-xray-sdk-core/dist/lib/segment_emitter";
import type Subsegment from "aws-xray-sdk-core/dist/lib/segments/attributes/subsegment";
import type Segment from "aws-xray-sdk-core/dist/lib/segments/segment";
import type { HostAndPort } from "./daemon-address";
import { segmentJson } from "./segment-json";

const PREAMBLE = '{"format":"json","version":1}\n';
/** The daemon takes documents of 64 kB at most. */
const LARGEST_DOCUMENT = 63_000;
const NAME_KEPT_MS = 30_000;
/**
 * Documents of so long go out together: to send one wakes whoever receives it, which on one machine costs several times
 * what sending does. No more at once than fits the buffer that Linux gives a socket unasked (212,992 bytes).
 */
const GATHERED_MS = 20;
const MOST_GATHERED = 100_000;

type Document = (Segment | Subsegment) & { metadata?: unknown };

/** Where documents go: counts those on their way, so that a process can wait for them before it ends. */
export interface SegmentSender {
  /** Resolves when all is handed to the network, or after `timeoutMs`. */
  flush(timeoutMs: number): Promise<void>;
}

/**
 * Takes the place of the SDK's emitter, which serializes each document twice, asks DNS for each, and can't be waited
 * for. Sending never fails and never waits: without a daemon documents are lost, and nothing else.
 */
export function sendSegmentsTo({ host, port }: HostAndPort): SegmentSender {
  const idle: (() => void)[] = [];
  let socket: Socket | undefined;
  let onTheirWay = 0;
  let gathered: string[] = [];
  let gatheredLength = 0;
  let timer: NodeJS.Timeout | undefined;

  const sent = () => {
    onTheirWay--;
    if (onTheirWay === 0) {
      for (const resolve of idle.splice(0)) {
        resolve();
      }
    }
  };

  const sendGathered = () => {
    clearTimeout(timer);
    timer = undefined;
    if (gathered.length === 0) return;
    socket ??= openSocket();
    for (const text of gathered) socket.send(PREAMBLE + text, port, host, sent);
    gathered = [];
    gatheredLength = 0;
  };

  const sendText = (text: string) => {
    onTheirWay++;
    gathered.push(text);
    gatheredLength += text.length;
    if (gatheredLength > MOST_GATHERED) sendGathered();
    else timer ??= setTimeout(sendGathered, GATHERED_MS).unref();
  };

  Object.assign(SegmentEmitter, { send: (document: Document) => sendDocument(document, sendText) });

  return {
    flush: async (timeoutMs) => {
      sendGathered();
      if (onTheirWay > 0) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, timeoutMs);
          idle.push(() => {
            clearTimeout(timer);
            resolve();
          });
        });
      }
    },
  };
}

/**
 * What is too large goes out in parts: the finished subsegments first, each with its parent's id, then the rest. What
 * still is, has more metadata than a trace can hold: it goes without that.
 */
function sendDocument(document: Document, sendText: (text: string) => void): void {
  const text = segmentJson(document);
  if (Buffer.byteLength(text) <= LARGEST_DOCUMENT) {
    sendText(text);
    return;
  }
  const { subsegments: parts = [] } = document;
  if (parts.length > 0) {
    document.subsegments = [];
    for (const part of parts) part.flush();
    sendDocument(document, sendText);
  } else if ("metadata" in document) {
    delete document.metadata;
    sendDocument(document, sendText);
  }
}

function openSocket(): Socket {
  const socket = createSocket({ type: "udp4", lookup: rememberingLookup() });
  socket.on("error", () => undefined);
  socket.unref();
  return socket;
}

type FoundAddress = (error: NodeJS.ErrnoException | null, address: string, family: number) => void;

/** A name (in containers) is looked up every half minute, not for each document. */
function rememberingLookup() {
  let known: { address: string; until: number } | undefined;

  return (host: string, _options: unknown, found: FoundAddress) => {
    if (isIPv4(host)) {
      found(null, host, 4);
    } else if (known && Date.now() < known.until) {
      found(null, known.address, 4);
    } else {
      lookup(host, 4, (error, address) => {
        known = error ? undefined : { address, until: Date.now() + NAME_KEPT_MS };
        found(error, address, 4);
      });
    }
  };
}
