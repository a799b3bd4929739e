// What does a table hold, as COPY writes it?

import type { Client, Connection, Submittable } from "pg";
import { digestRows, type TableDigest } from "./table-digest.ts";

/**
 * @param table with its columns, as the dump's own COPY names them: `public.orders (id, total)`
 * @throws what the server says
 */
export function digestTable(client: Client, table: string): Promise<TableDigest> {
  return new Promise((resolve, reject) => {
    const digest = digestRows();
    // pg hands the messages of the protocol to whatever was submitted: https://node-postgres.com/apis/client#clientquery
    const copy = {
      submit: (connection: Connection) => connection.query(`COPY ${table} TO STDOUT`),
      handleCopyData: ({ chunk }: { chunk: Buffer }) =>
        digest.add(chunk.at(-1) === 0x0a ? chunk.subarray(0, -1) : chunk),
      handleError: (error: Error) => reject(error),
      handleReadyForQuery: () => resolve(digest.end()),
      handleRowDescription: () => undefined,
      handleDataRow: () => undefined,
      handlePortalSuspended: () => undefined,
      handleCommandComplete: () => undefined,
      handleEmptyQuery: () => undefined,
    };
    client.query(copy as unknown as Submittable);
  });
}
