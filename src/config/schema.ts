// What may stand in slipway.yaml?

import { z } from "zod";
import { duration } from "./input.ts";
import { validate, validateHere } from "./validate-schema.ts";

const text = z.string().min(1);
/** An object's name in Kubernetes (RFC 1123). */
const name = z.string().regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, "Write lower-case letters, digits and dashes.");
const list = z.union([text.describe("one entry"), z.array(text).describe("one or several entries")]);
const pairs = z.record(text, z.union([z.string(), z.number(), z.boolean()]));
/** Checked as a duration, handed on as it was written. */
const span = text.refine((written) => duration().safeParse(written).success, {
  error: "it is not a duration. Write it as 90s, 5m or 1h30m.",
});

const build = z
  .strictObject({
    image: text.describe("The repository to push to, without a tag: ghcr.io/acme/orders.").optional(),
    context: text.describe("The build context, a folder of the repository or a URL.").optional(),
    file: text.describe("The Dockerfile. Otherwise Dockerfile in the context.").optional(),
    target: text.describe("The stage of the Dockerfile to build.").optional(),
    platforms: list.describe("Platforms to build for, such as linux/amd64.").optional(),
    "build-args": pairs.describe("Build arguments by name.").optional(),
    "build-contexts": pairs
      .describe("Named build contexts; the name of a base image puts another in its place.")
      .optional(),
    labels: pairs.describe("Labels of the image.").optional(),
    "cache-from": list.describe("Where the build cache is read from.").optional(),
    "cache-to": list.describe("Where the build cache is written to.").optional(),
  })
  .describe("How the image is built (build-image).");

const smoke = z
  .strictObject({
    suite: text.describe("The smoke suite, a YAML file of the repository.").optional(),
    service: name.describe("The Kubernetes Service whose pods are asked where there is no url.").optional(),
    port: z
      .union([text, z.int().min(1).max(65_535)])
      .describe("The port of the Service, by name or number.")
      .optional(),
    deadline: span.describe("How long the suite is retried.").optional(),
    variables: pairs.describe("Variables of the suite.").optional(),
    tags: list.describe("Runs only what carries one of these tags; `!slow` leaves out what carries it.").optional(),
    environment: text.describe("Which of the suite's environments this is.").optional(),
    "load-hosts": list.describe("Hosts that a load stage may be sent to, as orders.example.com.").optional(),
  })
  .describe("How the environment is tested after the rollout (smoke-test).");

const wholeNumber = z.int().min(0);

/** By the names of deploy-rollout's inputs, which checks the values. */
const rollout = z
  .strictObject({
    steps: text.describe("The candidate's shares and how long each is judged: `5:2m, 25:manual, 100`.").optional(),
    services: list.describe("The Services that users reach the workload by.").optional(),
    router: z
      .enum(["auto", "service", "replicas", "traefik", "gateway-api", "istio", "nginx"])
      .describe("What splits the traffic.")
      .optional(),
    route: list.describe("The objects of the router that are changed, as Kind/name.").optional(),
    "router-settle": span.describe("How long a router may take to follow a change.").optional(),
    header: text.describe("Requests with this header go to the candidate: `canary: true`.").optional(),
    slots: list.describe("blue-green: the two Deployments.").optional(),
    "slot-key": text.describe("blue-green: the label by which the Services choose a slot.").optional(),
    "preview-replicas": wholeNumber.describe("blue-green: how many pods the gates see at first.").optional(),
    "overlapping-selectors": z.boolean().describe("blue-green: both slots answer for a while at cutover.").optional(),
    "scale-down-delay": span.describe("blue-green: when the old slot is scaled to zero.").optional(),
    interrupted: z.enum(["resume", "abort"]).describe("What becomes of what a dead run left half-way.").optional(),
    room: z.enum(["require", "warn"]).describe("What is done where the nodes have no room for both.").optional(),
    "on-failure": z.enum(["rollback", "keep"]).describe("What becomes of a release that fails.").optional(),
    "start-grace": span.describe("How long a pod may take to start for what can heal.").optional(),
    "ready-grace": span.describe("How long a container may take beyond what its probes allow.").optional(),
    "max-restarts": wholeNumber.describe("How often a container may be started again.").optional(),
    analysis: text.describe("The file that says what is measured.").optional(),
    "prometheus-url": z.url().describe("Where Prometheus answers.").optional(),
    "prometheus-service": text.describe("A Prometheus of the cluster, as NAMESPACE/NAME:PORT.").optional(),
    "on-inconclusive": z.enum(["fail", "pause", "continue"]).describe("What no data means.").optional(),
    "health-url": z.url().describe("What must go on answering while the release is judged.").optional(),
    "health-path": text.describe("A path of the candidate's pods, in place of health-url.").optional(),
    "health-port": wholeNumber.describe("The port of the pods for health-path.").optional(),
    "bake-time": span.describe("How long it is watched after its promotion.").optional(),
    "probe-url": z.url().describe("What users ask.").optional(),
    "probe-path": text.describe("A path of the pods of both sides.").optional(),
    "probe-port": wholeNumber.describe("The port of the pods for probe-path.").optional(),
    "probe-rate": wholeNumber.describe("Requests per second on each way.").optional(),
    "probe-version": text.describe("Where an answer names its version.").optional(),
  })
  .describe("How the candidate takes over, and what watches it (deploy-rollout).");

/** What a service and an environment can both say; the service's word in one environment wins. */
const shared = {
  namespace: name.describe("The namespace of the service.").optional(),
  context: text.describe("The context of the kubeconfig; its current one unless given.").optional(),
  url: z.url().describe("Where the environment answers from outside.").optional(),
  timeout: span.describe("How long a rollout may take.").optional(),
  strategy: z
    .enum(["rolling", "blue-green", "canary"])
    .describe("How the candidate takes the place of the stable version.")
    .optional(),
  rollout: rollout.optional(),
  smoke: smoke.optional(),
};

/** What describes the service itself. */
const own = {
  manifests: list.describe("Files, folders and globs with the Kubernetes objects.").optional(),
  workload: text.describe("The workload as Kind/name, where the manifests hold several.").optional(),
  container: name.describe("The container that gets the image, where the workload has several.").optional(),
};

const service = z
  .strictObject({
    build: build.optional(),
    ...own,
    ...shared,
    validate: validate.optional(),
    environments: z
      .record(name, z.strictObject({ ...own, ...shared, validate: validateHere.optional() }))
      .describe("What is different in one environment, by its name.")
      .optional(),
  })
  .describe("One service: one image, its manifests, its checks.");

const environment = z
  .strictObject({ ...shared, validate: validateHere.optional() })
  .describe("Where services are released: a cluster, a namespace, its settings.");

/** The whole file. The published JSON Schema is generated from this. */
export const configuration = z
  .strictObject({
    services: z.record(name, service).describe("The services by name."),
    environments: z.record(name, environment).describe("The environments by name.").default({}),
  })
  .describe("Services and environments, described once for many workflows.");

export type Configuration = z.infer<typeof configuration>;

/** The JSON Schema of the file as editors read it (`slipway.schema.json`). */
export function configurationJsonSchema(): object {
  const schema = z.toJSONSchema(configuration, { io: "input", target: "draft-2020-12" });
  return { ...schema, title: "slipway.yaml" };
}
