// What does it mean to the user that the server refuses to read or write a record or a Lease?

import { isApiError } from "../kube/api-error.ts";
import { Failure } from "../report/failure.ts";

/** Runs `body` and puts a refusal for lack of permission, or of the namespace, in the user's words. */
export async function withAccessExplained<T>(attempted: string, namespace: string, body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    if (isApiError(error, 403)) {
      throw new Failure({
        attempted,
        found: `the server forbids it: ${error.status.message ?? "no reason given"}`,
        advice: `Let this user get, create and update configmaps and leases (coordination.k8s.io) in the namespace ${namespace}.`,
        cause: error,
      });
    }
    if (isApiError(error, 404)) {
      throw new Failure({
        attempted,
        found: `there is no namespace ${namespace}`,
        advice: "Create the namespace first, or correct the input `namespace`.",
        cause: error,
      });
    }
    throw error;
  }
}
