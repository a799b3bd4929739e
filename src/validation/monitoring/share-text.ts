// How is a share written?

/** 0.0512 as `5.12 %`. */
export function shareText(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}
