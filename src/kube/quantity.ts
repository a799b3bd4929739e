// How much is "512Mi"?

const suffixes: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const pattern = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i))?$/;

/**
 * The number that a quantity stands for: cores, bytes, pods. Undefined for what is none.
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function readQuantity(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  const [, number, exponent = "", suffix = ""] = pattern.exec(String(value ?? "").trim()) ?? [];
  if (number === undefined) return undefined;
  return Number(`${number}${exponent}`) * (suffixes[suffix] ?? 1);
}

/** `1.5Gi`, `512Mi`: bytes as a person reads them. */
export function formatBytes(bytes: number): string {
  const [unit, size] = (
    [
      ["Ti", 2 ** 40],
      ["Gi", 2 ** 30],
      ["Mi", 2 ** 20],
      ["Ki", 2 ** 10],
    ] as const
  ).find(([, least]) => bytes >= least) ?? ["", 1];
  return `${Math.round((bytes / size) * 10) / 10}${unit}`;
}
