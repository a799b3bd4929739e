// What came of a restore drill?

export interface DrillSeen {
  readonly backup: {
    /** `orders-2026-06-01.dump`, or what printed it. */
    readonly name: string;
    readonly bytes: number;
    /** In milliseconds since 1970, as the backup itself says it, or its file. */
    readonly madeAt: number | undefined;
  };
  readonly now: number;
  readonly rtoMs: number;
  readonly result:
    | {
        readonly kind: "restored";
        /** To fetch and to restore; what the comparison took does not count. */
        readonly tookMs: number;
        readonly tables: number;
        readonly rows: number;
        /** One phrase for each table that is not what the backup (or the source) says. */
        readonly differences: readonly string[];
        /** Why that could not be compared. */
        readonly unknown: string | undefined;
      }
    | { readonly kind: "failed"; readonly step: string; readonly reason: string };
}
