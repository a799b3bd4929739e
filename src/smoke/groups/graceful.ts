// Do connections survive a restart of the service?

import { type GracefulOptions, gracefulSchema } from "./graceful-step.ts";
import type { Group } from "./group.ts";

export const gracefulGroup: Group<GracefulOptions> = {
  description:
    "Connections that are kept alive survive a rolling restart, which this group starts: not for production.",
  schema: gracefulSchema,
  last: true,
  steps: (options) => [{ step: { graceful: options } as object }],
};
