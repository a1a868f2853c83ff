import { createSocket } from "node:dgram";
import { eventually } from "@shopeasy/testing/eventually";

type Segment = { trace_id: string } & Record<string, unknown>;

/** Sends segments to an X-Ray listener, and waits until it has the traces. */
export async function sendSegments(address: string, segments: readonly Segment[]): Promise<void> {
  const [host, port] = address.split(":");
  const socket = createSocket("udp4");
  for (const segment of segments) {
    const datagram = `{"format":"json","version":1}\n${JSON.stringify(segment)}`;
    await new Promise<void>((resolve) => socket.send(datagram, Number(port), host, () => resolve()));
  }
  socket.close();
  for (const { trace_id: id } of segments) {
    await eventually(async () => {
      const answer = await fetch(`http://${address}/traces/${id}`);
      expect(answer.status).toBe(200);
    });
  }
}
