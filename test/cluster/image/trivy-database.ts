// What does a small vulnerability database of trivy's look like?

import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { KnownVulnerability } from "./grype-database.ts";

/**
 * Writes a database in the schema 2 of trivy-db (https://github.com/aquasecurity/trivy-db/tree/main/pkg/db): a file of
 * bbolt's, and what is known of its age beside it.
 *
 * @returns the folder for TRIVY_CACHE_DIR
 */
export function trivyDatabase(content: {
  readonly built: Date;
  readonly known: readonly KnownVulnerability[];
}): string {
  const cache = mkdtempSync(join(tmpdir(), "slipway-trivy-"));
  mkdirSync(join(cache, "db"));
  const source = "npm::GitHub Security Advisory Npm";
  const advisories: Record<string, Record<string, object>> = {};
  for (const one of content.known) {
    const patched = one.fixedIn === undefined ? {} : { PatchedVersions: [one.fixedIn] };
    advisories[one.package] = {
      ...advisories[one.package],
      [one.id]: { ...patched, VulnerableVersions: [one.affected] },
    };
  }
  const details = content.known.map(({ id, severity, package: name }) => [
    id,
    { Title: `${name} is weak`, Severity: severity.toUpperCase(), VendorSeverity: { ghsa: severities[severity] } },
  ]);
  const origin = { ID: "ghsa", Name: "GitHub Security Advisory Npm", URL: "https://github.com/advisories" };
  const buckets = {
    "data-source": { [source]: origin },
    [source]: advisories,
    vulnerability: Object.fromEntries(details),
  };
  writeFileSync(join(cache, "db", "trivy.db"), boltFile(buckets));
  const built = content.built.toISOString();
  const next = new Date(content.built.getTime() + 86_400_000).toISOString();
  const metadata = { Version: 2, NextUpdate: next, UpdatedAt: built, DownloadedAt: built };
  writeFileSync(join(cache, "db", "metadata.json"), JSON.stringify(metadata));
  return cache;
}

/** No test asks the network for a newer database. */
export function trivyEnvironment(cache: string): NodeJS.ProcessEnv {
  return { TRIVY_CACHE_DIR: cache, TRIVY_SKIP_DB_UPDATE: "true", TRIVY_OFFLINE_SCAN: "true" };
}

const severities = { low: 1, medium: 2, high: 3, critical: 4 } as const;

const pageSize = 4096;
const flags = { leaf: 0x02, meta: 0x04, freelist: 0x10, bucketElement: 0x01 };

type Tree = { readonly [key: string]: object };

/**
 * https://github.com/etcd-io/bbolt: two meta pages, an empty list of free pages, and one leaf page for each bucket. The
 * first level holds buckets; in the source's bucket each package is one of its own; all else is JSON.
 */
function boltFile(buckets: Readonly<Record<string, Tree>>): Buffer {
  const pages: Buffer[] = [];
  let next = 3;
  const write = (elements: readonly Element[]): number => {
    const size = Math.ceil(leafSize(elements) / pageSize) * pageSize;
    const id = next;
    next += size / pageSize;
    pages.push(leafPage(id, elements, size));
    return id;
  };
  const root = write(
    Object.entries(buckets).map(([name, content]) => {
      const hasPackages = name.includes("::");
      const elements = Object.entries(content).map(([key, value]): Element => {
        if (!hasPackages) return { key, value: json(value), isBucket: false };
        const ids = Object.entries(value).map(([id, advisory]) => ({
          key: id,
          value: json(advisory),
          isBucket: false,
        }));
        return { key, value: bucketHeader(write(ids)), isBucket: true };
      });
      return { key: name, value: bucketHeader(write(elements)), isBucket: true };
    }),
  );
  return Buffer.concat([
    metaPage(0, root, next),
    metaPage(1, root, next),
    pageOf(2, flags.freelist, 0, pageSize),
    ...pages,
  ]);
}

interface Element {
  readonly key: string;
  readonly value: Buffer;
  readonly isBucket: boolean;
}

const headerSize = 16;
const elementSize = 16;

function leafSize(elements: readonly Element[]): number {
  return elements.reduce(
    (sum, { key, value }) => sum + elementSize + Buffer.byteLength(key) + value.length,
    headerSize,
  );
}

function leafPage(id: number, unsorted: readonly Element[], size: number): Buffer {
  const elements = [...unsorted].sort((one, other) => Buffer.compare(Buffer.from(one.key), Buffer.from(other.key)));
  const page = pageOf(id, flags.leaf, elements.length, size);
  let at = headerSize + elements.length * elementSize;
  for (const [index, { key, value, isBucket }] of elements.entries()) {
    const place = headerSize + index * elementSize;
    page.writeUInt32LE(isBucket ? flags.bucketElement : 0, place);
    page.writeUInt32LE(at - place, place + 4);
    page.writeUInt32LE(Buffer.byteLength(key), place + 8);
    page.writeUInt32LE(value.length, place + 12);
    at += page.write(key, at);
    at += value.copy(page, at);
  }
  return page;
}

function metaPage(id: number, root: number, pages: number): Buffer {
  const page = pageOf(id, flags.meta, 0, pageSize);
  page.writeUInt32LE(0xed0cdaed, headerSize);
  page.writeUInt32LE(2, headerSize + 4);
  page.writeUInt32LE(pageSize, headerSize + 8);
  const numbers = [root, 0, 2, pages, id];
  for (const [index, number] of numbers.entries()) page.writeBigUInt64LE(BigInt(number), headerSize + 16 + 8 * index);
  page.writeBigUInt64LE(fnv1a(page.subarray(headerSize, headerSize + 56)), headerSize + 56);
  return page;
}

function pageOf(id: number, kind: number, count: number, size: number): Buffer {
  const page = Buffer.alloc(size);
  page.writeBigUInt64LE(BigInt(id), 0);
  page.writeUInt16LE(kind, 8);
  page.writeUInt16LE(count, 10);
  page.writeUInt32LE(size / pageSize - 1, 12);
  return page;
}

function bucketHeader(root: number): Buffer {
  const header = Buffer.alloc(16);
  header.writeBigUInt64LE(BigInt(root), 0);
  return header;
}

function json(value: object): Buffer {
  return Buffer.from(JSON.stringify(value));
}

/** https://en.wikipedia.org/wiki/Fowler–Noll–Vo_hash_function, of 64 bits */
function fnv1a(bytes: Buffer): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return hash;
}
