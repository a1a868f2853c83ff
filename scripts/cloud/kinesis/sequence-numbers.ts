import { createHash } from "node:crypto";
import { createRequire } from "node:module";

/** What a sequence number says, as kinesalite has it: times in milliseconds. */
interface Parts {
  shardCreateTime: number;
  shardIx: number;
  seqIx?: number | string;
  byte1?: string;
  seqTime?: number | null;
  /** 2, where it is left out; 0 and 1 are of Kinesis' first years. */
  version?: number;
}

/** What kinesalite's operations reckon with long numbers by, of its `db/index.js`. */
export interface Reckoning {
  parseSequence: (text: string) => Parts;
  stringifySequence: (parts: Parts) => string;
  incrementSequence: (after: string | Parts, at?: number | null) => string;
  partitionKeyToHashKey: (partitionKey: string) => { comparedTo: (bound: string) => number };
}

const decimal = /^\d{56}$/;
/** In hexadecimal, a number of version 2 whose parts are all in their bounds. */
const ofToday = /^2[0-2][0-9a-f]{9}[0-7][0-9a-f]{26}[0-7][0-9a-f]{7}2$/;

/**
 * Has kinesalite reckon with the engine's own long numbers: with its library's, a record's sequence number takes more
 * than all else that is done with the record.
 */
export function reckonFast(): void {
  const reckoning = createRequire(__filename)("kinesalite/db") as Reckoning;
  Object.assign(reckoning, fastReckoning({ ...reckoning }));
}

/** The same by faster ways. What is not of today's kind, or is wrong, is left to those that are given. */
function fastReckoning(given: Reckoning): Reckoning {
  function parseSequence(text: string): Parts {
    const hex = decimal.test(text) ? BigInt(text).toString(16) : "";
    if (!ofToday.test(hex)) return given.parseSequence(text);
    return {
      shardCreateTime: Number.parseInt(hex.slice(1, 10), 16) * 1_000,
      seqIx: BigInt(`0x${hex.slice(11, 27)}`).toString(),
      byte1: hex.slice(27, 29),
      seqTime: Number.parseInt(hex.slice(29, 38), 16) * 1_000,
      shardIx: Number.parseInt(hex.slice(38, 46), 16),
      version: 2,
    };
  }

  function stringifySequence(parts: Parts): string {
    const { shardCreateTime, shardIx, seqIx, byte1, seqTime, version = 2 } = parts;
    if (version !== 2) return given.stringifySequence(parts);
    const hex = [
      "2",
      hexOf(seconds(shardCreateTime), 9),
      hexOf(shardIx || 0, 1),
      hexOf(BigInt(seqIx || 0), 16),
      byte1 || "00",
      hexOf(seconds(seqTime || shardCreateTime), 9),
      hexOf(shardIx || 0, 8),
      "2",
    ];
    return BigInt(`0x${hex.join("")}`).toString();
  }

  function incrementSequence(after: string | Parts, at?: number | null): string {
    const { shardCreateTime, seqIx, seqTime, shardIx } =
      typeof after === "string" ? parseSequence(after) : after;
    const next = at || Number(seqTime) + 1_000;
    return stringifySequence({
      shardCreateTime,
      shardIx,
      seqTime: next,
      ...(seqIx !== undefined && { seqIx }),
    });
  }

  return { parseSequence, stringifySequence, incrementSequence, partitionKeyToHashKey };
}

/** Which shard a record goes to: the one whose bounds, decimal numbers both, the hash of its key lies within. */
function partitionKeyToHashKey(partitionKey: string) {
  const hash = BigInt(`0x${createHash("md5").update(partitionKey, "utf8").digest("hex")}`);
  return {
    comparedTo(bound: string): number {
      const other = BigInt(bound);
      if (hash === other) return 0;
      return hash < other ? -1 : 1;
    },
  };
}

const seconds = (ms: number) => Math.floor(ms / 1_000);
const hexOf = (number: number | bigint, digits: number) =>
  number.toString(16).padStart(digits, "0").slice(-digits);
