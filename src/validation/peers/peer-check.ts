// How does a check of another tool stand to ours?

/** What of ours answers it, or why it holds no more. */
export type PeerCheck =
  | {
      readonly check: string;
      readonly ours: readonly [string, ...string[]];
      /** Why it may fail what we let pass. */
      readonly theirsOnly?: string;
      /** Why we may fail what it lets pass. */
      readonly oursOnly?: string;
    }
  | { readonly check: string; readonly gone: string };
