// What has to be undone when the tests of a file are over?

const cleanups: (() => Promise<unknown>)[] = [];

/** Done after the file's tests, the last first. */
export function afterwards(cleanup: () => Promise<unknown>): void {
  cleanups.push(cleanup);
}

export async function cleanUp(): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}
