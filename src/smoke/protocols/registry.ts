// Which protocols can a step of the suite speak besides plain HTTP?

import type { Protocol } from "../protocol.ts";
import { execStep, jobStep } from "./steps-cluster.ts";
import { postgresStep, redisStep } from "./steps-database.ts";
import { grpcHealthStep, grpcStep } from "./steps-grpc.ts";
import { loadStep } from "./steps-load.ts";
import { closedPortStep, dnsStep, tcpStep, tlsStep } from "./steps-network.ts";
import { eventsStep, webSocketStep } from "./steps-stream.ts";

/** Each is a key of the suite language, with its schema. */
export const protocols: readonly Protocol[] = [
  grpcHealthStep,
  grpcStep,
  webSocketStep,
  eventsStep,
  tcpStep,
  tlsStep,
  postgresStep,
  redisStep,
  dnsStep,
  closedPortStep,
  execStep,
  jobStep,
  loadStep,
];
