// What can be said of how far a workload is?

export type Readiness =
  | { readonly kind: "ready" }
  | { readonly kind: "progressing"; readonly message: string }
  /** It will not get there without a change. */
  | { readonly kind: "stuck"; readonly reason: string; readonly message: string };

export function progressing(message: string): Readiness {
  return { kind: "progressing", message };
}

/** `1 pod too many is still there`. */
export function stillThere(pods: number, which: string): Readiness {
  return progressing(pods === 1 ? `1 pod ${which} is still there` : `${pods} pods ${which} are still there`);
}

export function stuck(reason: string, message: string): Readiness {
  return { kind: "stuck", reason, message };
}
