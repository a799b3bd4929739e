// Does a manifest use an API that the cluster does not serve any more, or will not for long?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import type { Seen, Subject } from "../subject.ts";
import { type ApiLife, apiLives } from "./removed-apis-table.ts";

const source = "https://kubernetes.io/docs/reference/using-api/deprecation-guide/";
/** Judged by where no cluster is asked. */
const newestMinor = 34;

const lives: ReadonlyMap<string, ApiLife> = new Map(
  apiLives.flatMap((life) => life.kinds.map((kind) => [`${life.apiVersion} ${kind}`, life] as const)),
);

export const removedApis: Check = {
  id: "objects/removed-apis",
  severity: "critical",
  title: "No manifest uses an API that is gone",
  why: "The API server answers that it knows no such kind, in the middle of the release.",
  source,
  recommendation: "Write the replacement's apiVersion, and what changed in its fields.",
  run: (subject) => judgeEach(subject, (life, minor) => (life.removed ?? Number.POSITIVE_INFINITY) <= minor, goneSince),
};

export const deprecatedApis: Check = {
  id: "objects/deprecated-apis",
  severity: "medium",
  title: "No manifest uses an API that is deprecated",
  why: "The next upgrade of the cluster takes it away, and every release after it fails.",
  source,
  recommendation: "Move to the replacement before the cluster is upgraded.",
  run: (subject) =>
    judgeEach(
      subject,
      ({ removed, deprecated }, minor) =>
        (removed ?? Number.POSITIVE_INFINITY) > minor && (deprecated ?? Number.POSITIVE_INFINITY) <= minor,
      deprecatedSince,
    ),
};

function judgeEach(
  subject: Subject,
  isBad: (life: ApiLife, minor: number) => boolean,
  words: (seen: Seen, life: ApiLife) => string,
): ReturnType<Check["run"]> {
  const { objects } = subject.observed;
  const minor = objects?.kind === "seen" ? objects.value.server.minor : newestMinor;
  const judge = (seen: Seen): Complaint | undefined => {
    const life = lives.get(`${seen.object.apiVersion} ${seen.object.kind}`);
    if (life === undefined || !isBad(life, minor)) return undefined;
    const instead = life.replacement === undefined ? "nothing takes its place" : `write ${life.replacement}`;
    return { evidence: `${words(seen, life)}; ${instead}`, path: ["apiVersion"] };
  };
  return eachObject(subject.written, judge, "there is no manifest");
}

function goneSince({ object }: Seen, { removed }: ApiLife): string {
  return `${object.kind} of ${object.apiVersion} is not served since Kubernetes 1.${removed}`;
}

function deprecatedSince({ object }: Seen, { deprecated, removed }: ApiLife): string {
  const end = removed === undefined ? "" : ` and goes with 1.${removed}`;
  return `${object.kind} of ${object.apiVersion} is deprecated since Kubernetes 1.${deprecated}${end}`;
}
