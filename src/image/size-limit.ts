// How large may an image be, and how much may it grow?

/** `percent` of the image before, or bytes more than it. */
export type Growth =
  | { readonly kind: "percent"; readonly percent: number }
  | { readonly kind: "bytes"; readonly bytes: number };

/** Whether a size can be too large. Who cannot find out what to compare with refuses too. */
export function mayRefuse({
  maxSize,
  compareWith,
}: {
  readonly maxSize?: unknown;
  readonly compareWith?: unknown;
}): boolean {
  return maxSize !== undefined || compareWith !== undefined;
}

export interface Unreadable {
  readonly found: string;
  readonly advice: string;
}

const units: Readonly<Record<string, number>> = {
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KIB: 1024,
  MIB: 1024 ** 2,
  GIB: 1024 ** 3,
};

/** `150MB` as bytes. MB are a million bytes, as registries and docker show them; MiB are 1024 times 1024. */
export function readByteSize(text: string): number | Unreadable {
  const [, number = "", unit = ""] = /^(\d+(?:\.\d+)?)\s*([A-Za-z]*)$/.exec(text.trim()) ?? [];
  const factor = units[unit.toUpperCase()];
  if (number !== "" && unit === "") {
    return { found: `${JSON.stringify(text)} has no unit`, advice: `Write ${number}MB, ${number}kB or ${number}B` };
  }
  if (number === "" || factor === undefined) {
    return { found: `${JSON.stringify(text)} is not a size`, advice: "Write it as 150MB, 1.5GB or 64MiB" };
  }
  return Math.round(Number(number) * factor);
}

/** `10%` or `5MB`. */
export function readGrowth(text: string): Growth | Unreadable {
  const percent = /^(\d+(?:\.\d+)?)\s*%$/.exec(text.trim())?.[1];
  if (percent !== undefined) return { kind: "percent", percent: Number(percent) };
  const bytes = readByteSize(text);
  if (typeof bytes === "number") return { kind: "bytes", bytes };
  const [number] = /^\d+(?:\.\d+)?$/.exec(text.trim()) ?? [];
  return number !== undefined
    ? { found: bytes.found, advice: `Write ${number}% or ${number}MB` }
    : { found: `${JSON.stringify(text)} is neither a share nor a size`, advice: "Write it as 10% or 5MB" };
}

/** How many bytes an image may have that was `before` bytes large. */
export function largestAfter(growth: Growth, before: number): number {
  return growth.kind === "bytes" ? before + growth.bytes : Math.floor(before * (1 + growth.percent / 100));
}

/** `12.3 MB`; below a megabyte in kB, below a kilobyte in B. */
export function sizeText(bytes: number): string {
  const magnitude = Math.abs(bytes);
  if (magnitude >= 1e9) return `${(bytes / 1e9).toFixed(2)} GB`;
  if (magnitude < 1e3) return `${bytes} B`;
  return magnitude >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e3).toFixed(1)} kB`;
}
