// Which protocols can a step of the suite speak besides plain HTTP?

import type { Protocol } from "../protocol.ts";

/** Each is a key of the suite language, with its schema. */
export const protocols: readonly Protocol[] = [];
