import { crc32, deflateRawSync } from "node:zlib";

/** The first of January 1980, before which zip knows no time. */
const date = 0x21;
const regularFile = 0o100644;

/**
 * An archive of one file, whose bytes are the same for the same content: it has no time, and no owner.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function zipOf(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content, { level: 9 });
  const path = Buffer.from(name);
  const about = Buffer.alloc(26);
  about.writeUInt16LE(20, 0); // version that can read it
  about.writeUInt16LE(8, 4); // deflated
  about.writeUInt16LE(date, 8);
  about.writeUInt32LE(crc32(content), 10);
  about.writeUInt32LE(packed.length, 14);
  about.writeUInt32LE(content.length, 18);
  about.writeUInt16LE(path.length, 22);
  const file = Buffer.concat([signature(0x04034b50), about, path, packed]);
  const place = Buffer.alloc(14);
  place.writeUInt32LE(regularFile * 0x10000, 6);
  const madeBy = Buffer.from([20, 3]); // Unix, whose permissions follow
  const directory = Buffer.concat([signature(0x02014b50), madeBy, about, place, path]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(file.length, 12);
  return Buffer.concat([file, directory, signature(0x06054b50), end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
