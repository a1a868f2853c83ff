import { reconnectDelayMs, retryDelaySeconds } from "@shopeasy/platform/queue/retry-rules";

describe("a message that failed", () => {
  it("waits longer each time, and eight tries span an outage of half an hour", () => {
    const delays = [1, 2, 3, 4, 5, 6, 7].map(retryDelaySeconds);

    expect(delays).toEqual([1, 4, 16, 64, 256, 900, 900]);
    expect(delays.reduce((sum, delay) => sum + delay)).toBeGreaterThan(30 * 60);
  });
});

describe("a queue that does not answer", () => {
  it("is asked after a quarter of a second to half a minute, never all at once", () => {
    expect(reconnectDelayMs(0, 0)).toBe(125);
    expect(reconnectDelayMs(0, 1)).toBe(250);
    expect(reconnectDelayMs(50, 1)).toBe(30_000);
  });
});
