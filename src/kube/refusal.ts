// What does a refusal of the API server mean for the person who reads the job?

import { Failure } from "../report/failure.ts";
import { ApiError } from "./api-error.ts";
import { conflictsOf } from "./managed-fields.ts";

/** For an ApiError that nobody knows better about: the server's words, and what can be done. Anything else as it is. */
export function explainRefusal(error: unknown, attempted: string): unknown {
  if (!(error instanceof ApiError)) return error;
  return new Failure({
    attempted,
    found: `the cluster refuses it: ${error.status.message ?? error.message} (${error.code})`,
    advice: adviceFor(error),
    cause: error,
  });
}

function adviceFor(error: ApiError): string {
  const { code, status } = error;
  const managers = [...new Set(conflictsOf(error).map(({ manager }) => manager))];
  if (managers.length > 0)
    return `${managers.join(" and ")} own${managers.length === 1 ? "s" : ""} these fields: leave them out of the manifest, or take them over.`;
  if (/field not declared in schema|failed to create typed patch object|unknown field/.test(status.message ?? "")) {
    return "Correct the manifest.";
  }
  if (/field is immutable|^.*Forbidden: updates to .* are forbidden/.test(status.message ?? ""))
    return "This cannot be changed once it is there: give the object another name, or delete it first.";
  if (/field is immutable/.test(status.message ?? "")) {
    return "Kubernetes never changes this field: give it back the value that it has, or release under another name.";
  }
  switch (code) {
    case 403:
      return /exceeded quota|is forbidden: .*(maximum|minimum)/.test(status.message ?? "")
        ? "Raise the namespace's quota or limits, or ask for less."
        : "Bind a Role that permits this verb on this resource to the user of the kubeconfig.";
    case 404:
      return "Check the name and the namespace, and that what it belongs to exists.";
    case 409:
      return "Someone else changed it at the same time: run the job again.";
    case 400:
    case 422:
      return "Correct the manifest.";
    case 429:
      return "The API server is overloaded, or a PodDisruptionBudget holds it up: run the job again later.";
    default:
      return code >= 500
        ? "The fault is the cluster's (often a webhook that does not answer, or etcd): look at the control plane, then run the job again."
        : "Correct what the cluster names.";
  }
}
