import { createSocket } from "node:dgram";
import { once } from "node:events";
import { eventually } from "./eventually";

/** A segment or subsegment as it came over the wire. */
export interface TraceDocument {
  id: string;
  name: string;
  trace_id?: string;
  parent_id?: string;
  type?: string;
  namespace?: string;
  start_time: number;
  end_time?: number;
  error?: boolean;
  fault?: boolean;
  throttle?: boolean;
  http?: {
    request?: { method: string; url: string };
    response?: { status?: number; content_length?: number };
  };
  sql?: { sanitized_query: string; database_type: string };
  aws?: Record<string, unknown>;
  cause?: {
    id?: string;
    exceptions?: { id: string; type: string; message: string; stack: unknown[]; cause?: string }[];
  };
  annotations?: Record<string, unknown>;
  metadata?: Record<string, Record<string, unknown>>;
  service?: { version?: string };
  subsegments?: TraceDocument[];
}

export interface XRayDaemon {
  address: string;
  /** All that has arrived, in order. */
  documents: TraceDocument[];
  /** The datagrams as text. */
  datagrams: string[];
  /** The first segment (not streamed subsegment) of this trace, when it is there. */
  segmentOf(traceId: string): Promise<TraceDocument>;
  close(): Promise<void>;
}

/** Listens for traces as the X-Ray daemon does, on a loopback port that is free unless it is told. */
export async function startXRayDaemon(port = 0): Promise<XRayDaemon> {
  const socket = createSocket({ type: "udp4", recvBufferSize: 4 * 1024 * 1024 });
  const documents: TraceDocument[] = [];
  const datagrams: string[] = [];
  socket.on("message", (message) => {
    const text = message.toString();
    datagrams.push(text);
    documents.push(JSON.parse(text.slice(text.indexOf("\n") + 1)));
  });
  socket.bind(port, "127.0.0.1");
  await once(socket, "listening");

  return {
    address: `127.0.0.1:${socket.address().port}`,
    documents,
    datagrams,
    segmentOf: (traceId) =>
      eventually(() => {
        const found = documents.find(({ trace_id, type }) => trace_id === traceId && type !== "subsegment");
        if (!found) {
          throw new Error(`no segment of ${traceId} has arrived`);
        }
        return found;
      }),
    close: async () => {
      const closed = once(socket, "close");
      socket.close();
      await closed;
    },
  };
}
