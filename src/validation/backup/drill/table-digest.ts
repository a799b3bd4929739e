// Do two tables hold the same rows, in whatever order?

import { createHash } from "node:crypto";

/** Of the rows as COPY writes them. */
export interface TableDigest {
  readonly rows: number;
  /** The sum of the rows' hashes: the same for the same rows in another order. */
  readonly checksum: string;
}

export interface DigestBuilder {
  /** One row, without its line break. */
  add(row: Uint8Array): void;
  end(): TableDigest;
}

export function digestRows(): DigestBuilder {
  const sums = new Uint32Array(4);
  let rows = 0;
  return {
    add(row) {
      rows++;
      // Against mishaps, not against an attacker: MD5 is the fastest that spreads well.
      const hash = createHash("md5").update(row).digest();
      for (let word = 0; word < 4; word++) sums[word] = (sums[word] ?? 0) + hash.readUInt32LE(word * 4);
    },
    end: () => ({ rows, checksum: Buffer.from(sums.buffer).toString("hex") }),
  };
}
