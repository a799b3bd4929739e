// What does a body say, decompressed, and never larger than is read?

import { Readable, type Transform } from "node:stream";
import { constants, createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from "node:zlib";
import { ExchangeError } from "./exchange-error.ts";

export interface RawBody {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly chunks: readonly Buffer[];
  readonly length: number;
  readonly truncated: boolean;
}

export interface Body {
  readonly text: string;
  readonly bytes: Buffer;
  readonly truncated: boolean;
}

/**
 * A body that grows beyond the limit when it is decompressed ends there: a bomb costs no more than a text of that size.
 *
 * @throws ExchangeError for a body that is not compressed as its header says
 */
export async function readText(raw: RawBody, limit: number, mostDecompressions: number): Promise<Body> {
  const [only] = raw.chunks;
  let bytes = raw.chunks.length === 1 && only !== undefined ? only : Buffer.concat(raw.chunks, raw.length);
  let { truncated } = raw;
  const encodings = encodingsOf(raw.headers["content-encoding"]);
  if (encodings.length > mostDecompressions) {
    throw new ExchangeError("answering", `the body is compressed ${encodings.length} times over`);
  }
  if (bytes.length > 0) {
    for (const encoding of encodings.reverse()) {
      const inner = await decompress(bytes, encoding, limit, truncated);
      if (inner === undefined) break;
      truncated ||= inner.length > limit;
      bytes = inner;
    }
  }
  if (bytes.length > limit) bytes = bytes.subarray(0, limit);
  return { text: bytes.toString("utf8"), bytes, truncated };
}

function encodingsOf(header: string | string[] | undefined): string[] {
  if (header === undefined) return [];
  return [header]
    .flat()
    .flatMap((value) => value.split(","))
    .map((value) => value.trim().toLowerCase())
    .filter((value) => value !== "" && value !== "identity");
}

/** Up to one byte more than the limit; nothing for an encoding that is not known, whose bytes are handed on. */
async function decompress(
  bytes: Buffer,
  encoding: string,
  limit: number,
  cutOff: boolean,
): Promise<Buffer | undefined> {
  const transform = transformFor(encoding);
  if (transform === undefined) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of Readable.from([bytes]).compose(transform) as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > limit) break;
    }
  } catch (cause) {
    // What was cut off at the limit ends in the middle of the compressed stream.
    if (!cutOff) throw new ExchangeError("answering", `the body is not ${encoding}, as its header says`, cause);
  } finally {
    transform.destroy();
  }
  return Buffer.concat(chunks).subarray(0, limit + 1);
}

function transformFor(encoding: string): Transform | undefined {
  switch (encoding) {
    case "gzip":
    case "x-gzip":
      return createGunzip();
    case "deflate":
      return createInflate();
    case "br":
      return createBrotliDecompress();
    case "zstd":
      return createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: 23 } });
    default:
      return undefined;
  }
}
