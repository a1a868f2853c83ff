const lookEveryMs = 250;

/** Calls back once when the process that started this one is gone, however it went. */
export function whenParentIsGone(callback: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, lookEveryMs).unref();
}
