/** Where the X-Ray daemon takes segments (UDP), and is asked for sampling rules (TCP). */
export interface DaemonAddress {
  udp: HostAndPort;
  tcp: HostAndPort;
}

export interface HostAndPort {
  host: string;
  port: number;
}

const HOST_AND_PORT = /^([\w.-]+):(\d{1,5})$/;

/** @throws Error for an address of another form than `host:port` or `udp:host:port tcp:host:port`. */
export function parseDaemonAddress(address: string): DaemonAddress {
  const parts = address.trim().split(/\s+/);
  const of = (protocol: string) =>
    parts.find((part) => part.startsWith(`${protocol}:`))?.slice(4) ?? parts[0];
  const read = (text = "") => {
    const [, host, port] = HOST_AND_PORT.exec(text.replace(/^(?:udp|tcp):/, "")) ?? [];
    if (!host || !port || Number(port) > 65_535) {
      throw new Error(`"${address}" is no address of an X-Ray daemon: expected host:port`);
    }
    return { host, port: Number(port) };
  };
  return { udp: read(of("udp")), tcp: read(of("tcp")) };
}
