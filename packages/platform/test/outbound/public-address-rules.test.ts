import fc from "fast-check";
import { isPublicAddress } from "../../src/outbound/public-address-rules";

test.each([
  ["93.184.215.14"],
  ["1.1.1.1"],
  ["172.15.255.255"],
  ["172.32.0.1"],
  ["100.63.255.255"],
  ["100.128.0.1"],
  ["2606:2800:21f:cb07:6820:80da:af6b:8b2c"],
  ["2a00:1450:4001:82b::200e"],
])("%s is public", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  ["0.0.0.0", "this host"],
  ["0.1.2.3", "this network"],
  ["10.0.0.1", "private"],
  ["100.64.0.1", "carrier-grade NAT"],
  ["127.0.0.1", "loopback"],
  ["127.255.255.254", "loopback"],
  ["169.254.169.254", "link-local: where clouds keep credentials"],
  ["169.254.170.2", "link-local: where ECS keeps a task's credentials"],
  ["172.16.0.1", "private"],
  ["172.31.255.255", "private"],
  ["192.0.0.8", "protocol assignments"],
  ["192.0.2.1", "documentation"],
  ["192.88.99.1", "6to4 relays"],
  ["192.168.1.1", "private"],
  ["198.18.0.1", "benchmarking"],
  ["198.19.255.255", "benchmarking"],
  ["198.51.100.1", "documentation"],
  ["203.0.113.1", "documentation"],
  ["224.0.0.1", "multicast"],
  ["239.255.255.255", "multicast"],
  ["240.0.0.1", "reserved"],
  ["255.255.255.255", "broadcast"],
  ["::", "unspecified"],
  ["::1", "loopback"],
  ["::127.0.0.1", "IPv4-compatible"],
  ["::ffff:127.0.0.1", "IPv4-mapped"],
  ["::ffff:8.8.8.8", "IPv4-mapped, of a public address"],
  ["::ffff:a9fe:a9fe", "IPv4-mapped, in hexadecimal"],
  ["::ffff:0:127.0.0.1", "IPv4-translated"],
  ["64:ff9b::7f00:1", "NAT64"],
  ["64:ff9b:1::a00:1", "local NAT64"],
  ["100::1", "discard"],
  ["2001::1", "Teredo"],
  ["2001:2::1", "benchmarking"],
  ["2001:10::1", "ORCHID"],
  ["2001:20::1", "ORCHIDv2"],
  ["2001:db8::1", "documentation"],
  ["2002:7f00:1::", "6to4"],
  ["3fff::1", "documentation"],
  ["4000::1", "not given out"],
  ["5f00::1", "segment routing"],
  ["fc00::1", "unique-local"],
  ["fd00:ec2::254", "unique-local: where AWS keeps credentials"],
  ["fe80::1", "link-local"],
  ["fe80::1%eth0", "link-local, with its zone"],
  ["fec0::1", "site-local"],
  ["ff02::1", "multicast"],
  ["", "nothing"],
  ["localhost", "a name"],
  ["[::1]", "in brackets"],
])("%s is not: %s", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test("no IPv4 address is public by way of an IPv6 one that holds it", () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const hex = address
        .split(".")
        .map((octet) => Number(octet).toString(16).padStart(2, "0"))
        .join("");
      const [high, low] = [hex.slice(0, 4), hex.slice(4)];
      const writings = [
        `::ffff:${address}`,
        `::${address}`,
        `64:ff9b::${high}:${low}`,
        `2002:${high}:${low}::1`,
      ];
      return writings.every((writing) => !isPublicAddress(writing));
    }),
  );
});
