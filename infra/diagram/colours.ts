/** One for each group of programs, in turn; dark enough on white, and apart for those who see few colours. */
const ofGroups = [
  "#1d6fb8",
  "#b3541e",
  "#2a8547",
  "#8e3d9c",
  "#b8860b",
  "#c2334d",
  "#0e7c7b",
  "#5a6472",
  "#444444",
];

export const colourOf = (index: number): string => ofGroups[index % ofGroups.length] ?? "#444444";

export const colours = {
  ink: "#1f2933",
  quiet: "#616e7c",
  rule: "#cbd2d9",
  band: "#f5f7fa",
  panel: "#e4e7eb",
  way: "#334e68",
  wayIn: "#d9e8f5",
} as const;
