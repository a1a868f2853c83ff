/** What the file of flags is called in a local shop's folder. */
export const flagsFileName = "flags.json";
