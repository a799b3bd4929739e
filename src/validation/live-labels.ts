// Which of many objects does a selector mean, without looking at each of them?

import { type LabelSelector, selects } from "../kube/selectors.ts";

type Labels = Readonly<Record<string, string>>;

/** Answers by the rarest label that a selector asks for, so that a thousand selectors cost no more than their matches. */
export function labelIndex<T>(
  items: readonly T[],
  labelsOf: (item: T) => Labels | undefined,
): (selector: LabelSelector) => readonly T[] {
  const byLabel = new Map<string, T[]>();
  for (const item of items) {
    for (const [key, value] of Object.entries(labelsOf(item) ?? {})) {
      const label = `${key}=${value}`;
      const others = byLabel.get(label);
      if (others === undefined) byLabel.set(label, [item]);
      else others.push(item);
    }
  }
  return (selector) => {
    const wanted = Object.entries(selector.matchLabels ?? {}).map(
      ([key, value]) => byLabel.get(`${key}=${value}`) ?? [],
    );
    const rarest = wanted.reduce<readonly T[]>((few, next) => (next.length < few.length ? next : few), items);
    return rarest.filter((item) => selects(selector, labelsOf(item)));
  };
}
