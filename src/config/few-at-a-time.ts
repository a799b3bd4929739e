// How is much work done, a few pieces of it at a time?

/**
 * Does all the work in the order of the items, with at most so many in flight. The first that rejects rejects the whole
 * at once; what is in flight then goes on unheard.
 */
export async function fewAtATime<T>(most: number, items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = queue.next(); !next.done; next = queue.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: most }, worker));
}
