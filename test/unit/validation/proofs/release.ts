// What proves the checks of the release?

import type { Release } from "../../../../src/release/record.ts";
import type { ReleaseSeen } from "../../../../src/validation/release/release-seen.ts";
import type { Subject } from "../../../../src/validation/subject.ts";
import { digest, goodYaml, liveDeployment, livePod, liveWith, now } from "../objects.ts";
import { type Cases, casesOf } from "./cases.ts";
import { ago, deploymentWith, type Lists, named } from "./cluster-objects.ts";
import { subjectFrom } from "./proof.ts";

const image = `registry.example.com/orders@${digest}`;
const older = `registry.example.com/orders@sha256:${"b".repeat(64)}`;

function at(lists: Lists = {}, observed?: Partial<ReleaseSeen>, yaml = goodYaml): Subject {
  const images = new Map([image, older].map((one) => [one, { kind: "seen", value: "found" }] as const));
  const value: ReleaseSeen = { runKey: "7-1", images, deployment: undefined, alertsUrl: "", ...observed };
  return subjectFrom(yaml, liveWith(lists), observed === undefined ? {} : { release: { kind: "seen", value } });
}

function released(changes: Partial<Release> = {}): Release {
  return {
    ...{ id: "5-1-a", runKey: "5-1", state: "verified", image, digest, version: "1.4.0", commit: "abc" },
    ...{ runUrl: "https://github.com/acme/orders/actions/runs/5", actor: "ada", reason: "", revision: 10 },
    ...{
      templateHash: "new",
      previousTemplateHash: "old",
      previousRevision: 9,
      previousImage: older,
      previousDigest: "",
    },
    ...{ endsAs: "", startedAt: ago(60), verifiedAt: ago(50), endedAt: ago(50) },
    ...changes,
  } as Release;
}

const before = released({ id: "4-1-a", image: older, digest: older.slice(older.indexOf("sha")), templateHash: "old" });

/** The record with these releases, newest first. */
function recorded(...releases: Release[]): Lists {
  const record = { schema: 1, workload: "Deployment/orders", releases };
  return { ConfigMap: [named("slipway-deployment-orders", { data: { "record.json": JSON.stringify(record) } })] };
}

function lease(spec: object): Lists {
  return { ...recorded(released()), Lease: [named("slipway-deployment-orders", { spec })] };
}

const seconds = (count: number) => new Date(now - count * 1000).toISOString();

/** ReplicaSets of the live Deployment, whose newest revision is the tenth. */
function sets(...all: [hash: string, revision: number, image: string][]): Lists {
  const annotations = { "deployment.kubernetes.io/revision": "10" };
  const alive = liveDeployment() as { metadata: object };
  return {
    Deployment: [{ ...alive, metadata: { ...alive.metadata, annotations } }],
    ReplicaSet: all.map(([hash, revision, runs]) =>
      named(
        `orders-${hash}`,
        { spec: { template: { spec: { containers: [{ name: "orders", image: runs }] } } } },
        {
          labels: { "pod-template-hash": hash },
          annotations: { "deployment.kubernetes.io/revision": String(revision) },
          ownerReferences: [{ kind: "Deployment", name: "orders", uid: "d", controller: true }],
        },
      ),
    ),
  };
}

const both = sets(["old", 9, older], ["new", 10, image]);
const gone = {
  images: new Map([
    [image, { kind: "seen", value: "found" } as const],
    [older, { kind: "seen", value: "missing" } as const],
  ]),
};
const deployed = (changes: object) => ({
  deployment: {
    kind: "seen" as const,
    value: { environment: "production", commit: "abc", state: "success", url: "https://github.com", ...changes },
  },
});
const annotated = (url: string) =>
  goodYaml.replace("labels: { app.kubernetes.io/name: orders }", `$&, annotations: { slipway.dev/alerts: "${url}" }`);

const cases: Readonly<Record<string, Cases>> = {
  "release/digest": {
    pass: [["all of it", at()]],
    "near-pass": [
      ["a pod of another that goes", at({ Pod: [livePod("a"), livePod("b", { image: "orders:1", deleted: true })] })],
      [
        "a tag whose digest the runtime tells",
        at({
          Pod: [
            {
              ...livePod("a", { image: "orders:1" }),
              status: { containerStatuses: [{ name: "orders", restartCount: 0, imageID: image }] },
            },
          ],
        }),
      ],
    ],
    "near-fail": [["no pod at all", at({ Pod: [] }), "it has no pod"]],
    fail: [
      ["one of another", at({ Pod: [livePod("a"), livePod("b", { image: "orders:1" })] }), "the pod b runs orders:1"],
    ],
  },
  "release/observed": {
    pass: [["seen", at()]],
    "near-pass": [
      ["a later generation than its own", at({ Deployment: [liveDeployment({ status: { observedGeneration: 3 } })] })],
    ],
    "near-fail": [["not in the cluster", at({ Deployment: [] }), "it is not in the cluster"]],
    fail: [
      [
        "one behind",
        at({ Deployment: [liveDeployment({ status: { observedGeneration: 1 } })] }),
        "seen generation 1 of 2",
      ],
    ],
  },
  "release/pods-ready": {
    pass: [["all of them", at()]],
    "near-pass": [
      [
        "an old one goes beside them",
        at({ Pod: [livePod("a"), livePod("b"), livePod("c"), livePod("d", { ready: false, deleted: true })] }),
      ],
    ],
    "near-fail": [
      [
        "ready, but going",
        at({ Pod: [livePod("a"), livePod("b"), livePod("c", { deleted: true })] }),
        "2 of 3 pods are ready",
      ],
      [
        "enough, and one more that is not",
        at({ Pod: [livePod("a"), livePod("b"), livePod("c"), livePod("d", { ready: false })] }),
        "the pod d is not ready",
      ],
    ],
    fail: [
      [
        "one is not",
        at({ Pod: [livePod("a"), livePod("b"), livePod("c", { ready: false })] }),
        "2 of 3 pods are ready",
      ],
      ["none there", at({ Pod: [] }), "0 of 3 pods are ready"],
    ],
  },
  "release/restarts": {
    pass: [["none", at()]],
    "near-pass": [["eleven minutes ago", at({ Pod: [livePod("a", { restartedAt: ago(11) })] })]],
    "near-fail": [["ten minutes ago", at({ Pod: [livePod("a", { restartedAt: ago(10) })] }), "10m ago"]],
    fail: [
      ["just now", at({ Pod: [livePod("a", { restartedAt: ago(5) })] }), /restarted 5m ago \(Error, exit code 1\)/],
    ],
  },
  "release/service-endpoints": {
    pass: [["one ready", at()]],
    "near-pass": [
      [
        "one that does not tell",
        at({
          EndpointSlice: [named("x", { endpoints: [{}] }, { labels: { "kubernetes.io/service-name": "orders" } })],
        }),
      ],
    ],
    "near-fail": [
      [
        "a slice of another Service",
        at({ EndpointSlice: [named("x", { endpoints: [{}] }, { labels: { "kubernetes.io/service-name": "other" } })] }),
        "it has no endpoint that is ready",
      ],
    ],
    fail: [["none", at({ EndpointSlice: [] }), "it has no endpoint that is ready"]],
  },
  "release/record": {
    pass: [["verified", at(recorded(released()))]],
    "near-pass": [
      [
        "promoted, and this run is to confirm it",
        at(recorded(released({ state: "promoted", runKey: "7-1", endedAt: "" })), {}),
      ],
      ["an older one that failed", at(recorded(released(), released({ id: "4", state: "failed" })))],
    ],
    "near-fail": [
      ["verified without a commit", at(recorded(released({ commit: "" }))), "does not say its commit"],
      [
        "damaged",
        at({ ConfigMap: [named("slipway-deployment-orders", { data: { "record.json": "{" } })] }),
        "it is damaged: it is not JSON",
      ],
    ],
    fail: [
      [
        "half done",
        at(recorded(released({ state: "releasing", endedAt: "" }), before)),
        "release 5-1-a is releasing since",
      ],
      ["going back", at(recorded(released({ state: "rolling-back", endedAt: "" }))), "is rolling-back"],
      ["empty", at(recorded()), "holds no release"],
    ],
  },
  "release/outcome": {
    pass: [["verified", at(recorded(released()))]],
    "near-pass": [
      [
        "promoted by this very run, in an earlier attempt",
        at(recorded(released({ state: "promoted", runKey: "7-3" })), {}),
      ],
      ["still watched", at(recorded(released({ state: "promoted", bakingUntil: ago(-5) })))],
    ],
    "near-fail": [
      [
        "promoted, and confirmed by nobody",
        at(recorded(released({ state: "promoted", bakingUntil: ago(5) })), {}),
        "no gate has confirmed it",
      ],
    ],
    fail: [
      [
        "rolled back",
        at(recorded(released({ state: "rolled-back", reason: "the smoke test failed" }), before)),
        "its last release is rolled-back (the smoke test failed)",
      ],
    ],
  },
  "release/lock": {
    pass: [["free", at(lease({ renewTime: ago(60) }))]],
    "near-pass": [
      [
        "held by one that lives",
        at(lease({ holderIdentity: "7-1/x", renewTime: seconds(50), leaseDurationSeconds: 60 })),
      ],
    ],
    "near-fail": [
      [
        "silent a little longer than it may be",
        at(lease({ holderIdentity: "7-1/x", renewTime: seconds(61), leaseDurationSeconds: 60 })),
        "7-1/x holds it (for no reason), and has been silent for 1m",
      ],
    ],
    fail: [["silent for hours", at(lease({ holderIdentity: "7-1/x", renewTime: ago(200) })), "silent for 3h20m"]],
  },
  "release/recorded-image": {
    pass: [["the same", at(recorded(released()))]],
    "near-pass": [
      [
        "the newest was taken back, the one before runs",
        at(recorded(released({ id: "6", state: "rolled-back", image: older, digest: "sha256:b" }), released())),
      ],
    ],
    "near-fail": [
      [
        "the same name, another digest",
        at({ ...recorded(released()), Deployment: [deploymentWith({}, { image: older })] }),
        `it runs ${older}`,
      ],
    ],
    fail: [
      [
        "another image",
        at({ ...recorded(released()), Deployment: [deploymentWith({}, { image: "busybox" })] }),
        "it runs busybox",
      ],
    ],
  },
  "release/way-back": {
    pass: [["the one before is there", at({ ...both, ...recorded(released(), before) })]],
    "near-pass": [
      ["no record, and one older revision", at(both)],
      [
        "its way back is a track of its own",
        at({
          ...both,
          ...recorded(released(), { ...before, templateHash: "blue", track: undefined }),
          ReplicaSet: [...(both.ReplicaSet as object[]), ...(sets(["blue", 3, older]).ReplicaSet as object[])],
        }),
      ],
    ],
    "near-fail": [
      [
        "another old one is there",
        at({ ...sets(["x", 9, older], ["new", 10, image]), ...recorded(released(), before) }),
        "the ReplicaSet of release 4-1-a (1.4.0), its way back, is gone",
      ],
    ],
    fail: [["only the newest", at(sets(["new", 10, image])), "of its 10 revisions only the newest has a ReplicaSet"]],
  },
  "release/way-back-image": {
    pass: [["there", at(both, {})]],
    "near-pass": [
      [
        "the record's, though an older revision's is gone",
        at(
          {
            ...sets(["x", 9, "registry.example.com/orders:gone"], ["new", 10, image]),
            ...recorded(released(), before),
          },
          {},
        ),
      ],
    ],
    "near-fail": [
      [
        "the record's is gone, though the revision before is there",
        at({ ...sets(["x", 9, image], ["new", 10, image]), ...recorded(released(), before) }, gone),
        "no longer has",
      ],
    ],
    fail: [["gone", at(both, gone), `the registry no longer has ${older}`]],
  },
  "release/image-pulls": {
    pass: [["there", at({}, {})]],
    "near-pass": [["the one before is gone, which another check tells", at(both, gone)]],
    "near-fail": [
      [
        "of a container beside it",
        at(
          {
            Deployment: [
              deploymentWith({
                template: {
                  spec: {
                    containers: [
                      { name: "orders", image },
                      { name: "proxy", image: older },
                    ],
                  },
                },
              }),
            ],
          },
          gone,
        ),
        `the registry no longer has ${older}`,
      ],
    ],
    fail: [
      ["gone", at({ Deployment: [deploymentWith({}, { image: older })] }, gone), `the registry no longer has ${older}`],
    ],
  },
  "release/deployment-record": {
    pass: [["of the same commit", at(recorded(released()), deployed({}))]],
    "near-pass": [
      ["in progress, because its job validates", at(recorded(released()), deployed({ state: "in_progress" }))],
    ],
    "near-fail": [
      [
        "it succeeded, but is of another commit",
        at(recorded(released()), deployed({ commit: "def" })),
        "is of commit def, the release is of abc",
      ],
    ],
    fail: [
      ["it failed", at(recorded(released()), deployed({ state: "failure" })), "its newest deployment is failure"],
      ["there is none", at({}, { deployment: { kind: "seen", value: "none" } }), "no deployment of it is recorded"],
    ],
  },
  "release/alerts-linked": {
    pass: [["an annotation", at({}, undefined, annotated("https://grafana.example.com/alerting?orders"))]],
    "near-pass": [["by the input", at({}, { alertsUrl: "https://grafana.example.com/alerting" })]],
    "near-fail": [["a script in place of a page", at({}, undefined, annotated("javascript:alert(1)")), "is no URL"]],
    fail: [["words", at({}, undefined, annotated("ask the platform team")), '"ask the platform team" is no URL']],
  },
};

export const releaseProofs = Object.entries(cases).flatMap(([check, own]) => casesOf(check, own));
