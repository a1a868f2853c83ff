import { cpuGroupsIn } from "../cpu-quota";
import { scriptWith } from "../floors/pgbench";

test("control groups of CPU time are found in both versions", () => {
  const first =
    "tmpfs /sys/fs/cgroup tmpfs rw 0 0\ncgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,cpu,cpuacct 0 0\n";
  const second = "proc /proc proc rw 0 0\ncgroup2 /sys/fs/cgroup cgroup2 rw,nsdelegate 0 0\n";

  const found = [first, second, "proc /proc proc rw 0 0\n"].map(cpuGroupsIn);

  expect(found).toEqual([
    { version: 1, folder: "/sys/fs/cgroup/cpu,cpuacct" },
    { version: 2, folder: "/sys/fs/cgroup" },
    undefined,
  ]);
});

test("where both are mounted, the one that has the CPU's time is taken", () => {
  const both = "cgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0\ncgroup /sys/fs/cgroup/cpu cgroup rw,cpu 0 0\n";

  expect(cpuGroupsIn(both)).toEqual({ version: 1, folder: "/sys/fs/cgroup/cpu" });
});

test("a statement becomes a script of pgbench's, in which no text is taken for a variable", () => {
  const script = scriptWith("select to_char(now(), 'HH24:MI:SS')::text where 'x' = $1", ["it's", "b"]);

  expect(script).toBe(
    "\\set n random(1, 2)\nselect to_char(now(), 'HH24' || chr(58) || 'MI' || chr(58) || 'SS')::text where 'x' = (array['it''s', 'b'])[:n];\n",
  );
});
