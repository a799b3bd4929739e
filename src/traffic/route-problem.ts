// How is a route told of that cannot be weighted?

import { Failure } from "../report/failure.ts";
import type { Problem, TrafficTarget } from "./router.ts";

export function unfitRoute({ found, advice }: Problem, { stable }: TrafficTarget): Failure {
  return new Failure({ attempted: `reading the route of Service ${stable.service}`, found, advice });
}
