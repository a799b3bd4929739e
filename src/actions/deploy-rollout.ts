// How is deploy-rollout started?

import type { Action } from "./action.ts";
import { type DeployInputs, inputs } from "./rollout-inputs.ts";

export const action: Action<DeployInputs> = {
  name: "deploy-rollout",
  inputs,
  // What talks to clusters is loaded only once the inputs are good.
  main: async (given, job) => (await import("./rollout-operations.ts")).runOperation(given, job),
  post: async (job) => (await import("./rollout-operations.ts")).settleWhatIsLeft(job),
};
