// What proves the checks of objects that read only the manifests?

import { readManifests } from "../../../../src/manifests/read-objects.ts";
import { subjectOf } from "../../../../src/validation/subject.ts";
import { liveWith } from "../objects.ts";
import { casesOf, cronJob, deployment, documents, job, object } from "./cases.ts";
import { type Proof, subjectFrom } from "./proof.ts";

const schedule = 'schedule: "5 4 * * *"';
const config = object("v1", "ConfigMap", "data: { mode: fast }");
const needsConfig = "env: [{ name: A, valueFrom: { configMapKeyRef: { name: a, key: mode } } }]";
const hpa = (target: string): string =>
  object("autoscaling/v2", "HorizontalPodAutoscaler", `spec: { scaleTargetRef: { ${target} }, maxReplicas: 9 }`);
const binding = (role: string, subjects = ""): string =>
  object("rbac.authorization.k8s.io/v1", "RoleBinding", `roleRef: { ${role} }\nsubjects: [${subjects}]`);
const role = object("rbac.authorization.k8s.io/v1", "Role", "rules: []");
const nothingThere = { ConfigMap: [], Secret: [], Deployment: [], Role: [], ServiceAccount: [] };
/** The manifests beside a namespace with these objects in it. */
const beside = (yaml: string, lists: Parameters<typeof liveWith>[0] = nothingThere) =>
  subjectFrom(yaml, liveWith({ ...nothingThere, ...lists }));
const alive = (spec: object, status: object = {}, createdAt = "2025-11-01T00:00:00Z") => ({
  CronJob: [{ metadata: { name: "a", namespace: "shop", creationTimestamp: createdAt }, spec, status }],
});
const daily = { schedule: "5 4 * * *" };
const cron = (...args: Parameters<typeof alive>) => beside(cronJob(schedule), alive(...args));

export const objectsProofs: readonly Proof[] = [
  ...casesOf("objects/removed-apis", {
    pass: [["apps/v1", deployment("")]],
    "near-pass": [
      ["another group of the same kind", object("example.com/v1beta1", "Ingress")],
      ["a version that goes only later", object("networking.k8s.io/v1beta1", "IPAddress")],
    ],
    "near-fail": [
      [
        "the last beta of an autoscaler",
        object("autoscaling/v2beta2", "HorizontalPodAutoscaler"),
        "since Kubernetes 1.26; write autoscaling/v2",
      ],
      [
        "one that is gone without a replacement",
        object("policy/v1beta1", "PodSecurityPolicy"),
        "nothing takes its place",
      ],
      ["one that went with 1.32", object("flowcontrol.apiserver.k8s.io/v1beta3", "FlowSchema"), "1.32"],
    ],
    fail: [
      [
        "an Ingress of old",
        object("extensions/v1beta1", "Ingress"),
        "not served since Kubernetes 1.22; write networking.k8s.io/v1",
      ],
    ],
  }),
  ...casesOf("objects/deprecated-apis", {
    pass: [["apps/v1", deployment("")]],
    "near-pass": [["gone, which is another check's", object("extensions/v1beta1", "Ingress")]],
    "near-fail": [
      ["one without a date", object("v1", "Endpoints"), "since Kubernetes 1.33; write discovery.k8s.io/v1"],
    ],
    fail: [
      [
        "goes with 1.37",
        object("networking.k8s.io/v1beta1", "ServiceCIDR"),
        /deprecated since Kubernetes 1.34 and goes with 1.37/,
      ],
    ],
  }),
  ...casesOf("objects/known-kinds", {
    pass: [["a built-in kind", deployment("")]],
    "near-pass": [
      ["a kind that the manifests define", documents(deployment(""), definition())],
      ["another's group, which only a cluster knows", documents(deployment(""), object("example.com/v1", "Widget"))],
      ["gone, which is another check's", object("extensions/v1beta1", "Ingress")],
    ],
    "near-fail": [
      ["a kind in the wrong group", object("v1", "Deployment"), "v1 has no kind Deployment; it is in apps/v1"],
    ],
    fail: [
      ["a misspelt kind", object("apps/v1", "Deploymnet"), "apps/v1 has no kind Deploymnet; did you mean Deployment?"],
    ],
  }),
  ...casesOf("objects/references", {
    pass: [
      ["the manifests bring it", documents(deployment("", needsConfig), config)],
      [
        "it is in the cluster",
        beside(deployment("", needsConfig), { ConfigMap: [{ metadata: { name: "a", namespace: "shop" } }] }),
      ],
    ],
    "near-pass": [
      [
        "optional",
        documents(
          deployment(
            "imagePullSecrets: [{ name: b }], serviceAccountName: default",
            "envFrom: [{ configMapRef: { name: nobody, optional: true } }]",
          ),
          object("v1", "Secret", "", "b"),
        ),
      ],
      [
        "a Secret that a controller makes",
        documents(
          deployment("volumes: [{ name: v, secret: { secretName: db } }]"),
          object("external-secrets.io/v1", "ExternalSecret", "spec: { target: { name: db } }"),
        ),
      ],
      [
        "the root certificate that each namespace has",
        deployment("volumes: [{ name: v, configMap: { name: kube-root-ca.crt } }]"),
      ],
      [
        "a Secret that cert-manager makes",
        documents(
          object("networking.k8s.io/v1", "Ingress", "spec: { tls: [{ secretName: tls }] }").replace(
            "namespace: shop",
            "namespace: shop, annotations: { cert-manager.io/issuer: a }",
          ),
          documents(deployment("", needsConfig), config),
        ),
      ],
    ],
    "near-fail": [
      [
        "the same name in another namespace",
        beside(documents(deployment("", needsConfig), config.replace("shop", "other"))),
        /ConfigMap shop\/a is neither/,
      ],
      [
        "one source of a projected volume",
        beside(deployment("volumes: [{ name: v, projected: { sources: [{ secret: { name: tls } }] } }]")),
        /Secret shop\/tls/,
      ],
      ["envFrom", beside(deployment("", "envFrom: [{ secretRef: { name: db } }]")), /Secret shop\/db/],
      [
        "an init container's",
        beside(deployment("initContainers: [{ name: i, envFrom: [{ secretRef: { name: db } }] }]")),
        /Secret shop\/db/,
      ],
      [
        "the Service of a StatefulSet",
        beside(deployment("").replace("Deployment", "StatefulSet").replace("spec: {", "spec: { serviceName: gone,")),
        /Service shop\/gone/,
      ],
    ],
    fail: [
      [
        "no ConfigMap",
        beside(deployment("", needsConfig)),
        "ConfigMap shop/a is neither among the manifests nor in the cluster",
      ],
      ["no account", beside(deployment("serviceAccountName: gone")), /ServiceAccount shop\/gone/],
      [
        "no claim",
        beside(deployment("volumes: [{ name: v, persistentVolumeClaim: { claimName: gone } }]")),
        /PersistentVolumeClaim shop\/gone/,
      ],
      ["no pull secret", beside(deployment("imagePullSecrets: [{ name: gone }]")), /Secret shop\/gone/],
      ["no priority class", beside(deployment("priorityClassName: gone")), /PriorityClass gone/],
      [
        "no class of an Ingress",
        beside(object("networking.k8s.io/v1", "Ingress", "spec: { ingressClassName: gone }")),
        /IngressClass gone/,
      ],
      [
        "no storage class",
        beside(object("v1", "PersistentVolumeClaim", "spec: { storageClassName: gone }")),
        /StorageClass gone/,
      ],
    ],
  }),
  ...casesOf("objects/reference-keys", {
    pass: [["the key is there", documents(deployment("", needsConfig), config)]],
    "near-pass": [
      [
        "in binaryData",
        documents(deployment("", needsConfig), object("v1", "ConfigMap", "binaryData: { mode: eA== }")),
      ],
      [
        "a missing key that is optional",
        documents(
          deployment(
            "",
            "env: [{ name: A, valueFrom: { configMapKeyRef: { name: a, key: mode } } }, { name: B, valueFrom: { configMapKeyRef: { name: a, key: no, optional: true } } }]",
          ),
          config,
        ),
      ],
    ],
    "near-fail": [
      [
        "another case",
        documents(deployment("", needsConfig.replace("key: mode", "key: Mode")), config),
        "ConfigMap shop/a has no key Mode",
      ],
      [
        "an item of a volume",
        documents(
          deployment("volumes: [{ name: v, configMap: { name: a, items: [{ key: app.yaml, path: x }] } }]"),
          config,
        ),
        /no key app.yaml/,
      ],
    ],
    fail: [
      [
        "no such key",
        documents(deployment("", needsConfig), object("v1", "ConfigMap", "data: { other: x }")),
        "ConfigMap shop/a has no key mode",
      ],
    ],
  }),
  ...casesOf("objects/scale-target", {
    pass: [
      ["the Deployment is there", documents(hpa("apiVersion: apps/v1, kind: Deployment, name: a"), deployment(""))],
    ],
    "near-pass": [
      [
        "KEDA's target without a kind",
        documents(object("keda.sh/v1alpha1", "ScaledObject", "spec: { scaleTargetRef: { name: a } }"), deployment("")),
      ],
    ],
    "near-fail": [
      [
        "a StatefulSet of that name",
        beside(documents(hpa("apiVersion: apps/v1, kind: StatefulSet, name: a"), deployment("")), { StatefulSet: [] }),
        /StatefulSet shop\/a/,
      ],
    ],
    fail: [
      [
        "nothing of that name",
        beside(hpa("apiVersion: apps/v1, kind: Deployment, name: b")),
        /Deployment shop\/b is neither/,
      ],
    ],
  }),
  ...casesOf("objects/role-references", {
    pass: [
      [
        "role and account are there",
        documents(
          binding("kind: Role, name: a", "{ kind: ServiceAccount, name: b }"),
          role,
          object("v1", "ServiceAccount", "", "b"),
        ),
      ],
    ],
    "near-pass": [
      [
        "users and groups, which are no objects",
        documents(binding("kind: Role, name: a", "{ kind: User, name: ann }, { kind: Group, name: dev }"), role),
      ],
    ],
    "near-fail": [
      [
        "a ClusterRole of that name",
        beside(
          documents(
            binding("kind: Role, name: a"),
            role.replace("Role", "ClusterRole").replace(", namespace: shop", ""),
          ),
        ),
        /Role shop\/a/,
      ],
      [
        "an account of another namespace",
        beside(
          documents(
            binding("kind: Role, name: a", "{ kind: ServiceAccount, name: b, namespace: shop }"),
            role,
            object("v1", "ServiceAccount", "", "b").replace("shop", "x"),
          ),
        ),
        /ServiceAccount shop\/b/,
      ],
    ],
    fail: [["no such role", beside(binding("kind: Role, name: gone")), /Role shop\/gone/]],
  }),
  ...casesOf("objects/duplicate-objects", {
    pass: [["each once", documents(deployment(""), config)]],
    "near-pass": [
      [
        "one name in two namespaces, or of two kinds",
        documents(config, config.replace("shop", "x"), object("v1", "Secret")),
      ],
    ],
    "near-fail": [
      [
        "in two versions of its group",
        documents(
          object("autoscaling/v1", "HorizontalPodAutoscaler"),
          object("autoscaling/v2", "HorizontalPodAutoscaler"),
        ),
        "it stands in orders.yaml:1:1 too",
      ],
    ],
    fail: [["twice", documents(config, config), /too/]],
  }),
  ...casesOf("objects/names", {
    pass: [
      ["plain names", documents(deployment("", "ports: [{ name: http, containerPort: 80 }]"), object("v1", "Service"))],
    ],
    "near-pass": [
      ["dots in a ConfigMap's name", config.replace("name: a", "name: a.b")],
      ["a colon in a role's name", role.replace("name: a", 'name: "system:a"')],
      ["a digit first, but for a Service", config.replace("name: a", "name: 1a")],
      ["a port name of 15 letters", deployment("", "ports: [{ name: abcdefghijklmno, containerPort: 80 }]")],
    ],
    "near-fail": [
      ["a Service that begins with a digit", object("v1", "Service", "", "1a"), /a letter first/],
      [
        "two ports of one name",
        deployment("", "ports: [{ name: http, containerPort: 80 }, { name: http, containerPort: 81 }]"),
        /two ports of the container are named http/,
      ],
      [
        "a CronJob of 53 characters",
        cronJob(schedule).replace("name: a,", `name: ${"a".repeat(53)},`),
        /has 53 characters, 52 are allowed/,
      ],
      [
        "a port name of 16 letters",
        deployment("", "ports: [{ name: abcdefghijklmnop, containerPort: 80 }]"),
        /16 characters, 15/,
      ],
      [
        "two containers of one name",
        deployment("initContainers: [{ name: a, image: a }]"),
        "two containers are named a",
      ],
    ],
    fail: [
      ["capitals", config.replace("name: a", "name: Orders"), /"Orders" is not made of small letters/],
      [
        "an underscore in a container's name",
        deployment("initContainers: [{ name: a_b, image: a }]"),
        /the container name "a_b"/,
      ],
    ],
  }),
  ...casesOf("objects/labels", {
    pass: [["plain labels", deployment("")]],
    "near-pass": [
      [
        "an empty value, a prefix, 63 characters",
        config.replace("name: a", `name: a, labels: { example.com/x: "", y: ${"a".repeat(63)} }`),
      ],
      ["free text in an annotation", config.replace("name: a", 'name: a, annotations: { Note: "a b: c" }')],
    ],
    "near-fail": [
      [
        "64 characters",
        config.replace("name: a", `name: a, labels: { y: ${"a".repeat(64)} }`),
        /has 64 characters, 63 are allowed/,
      ],
      ["a value that ends with a hyphen", config.replace("name: a", "name: a, labels: { y: a- }"), /no label may have/],
      ["in a template", deployment("").replace("labels: { app: a }", 'labels: { app: "a b" }'), /the value of app/],
    ],
    fail: [
      [
        "a key with two slashes",
        config.replace("name: a", "name: a, labels: { a/b/c: x }"),
        /"a\/b\/c" is not a valid key/,
      ],
      [
        "annotations that are too large",
        config.replace("name: a", `name: a, annotations: { x: ${"a".repeat(262144)} }`),
        /262145 bytes/,
      ],
    ],
  }),
  ...casesOf("objects/recommended-labels", {
    pass: [["on the workload", deployment("", "", "name: a, labels: { app.kubernetes.io/name: a }")]],
    "near-pass": [
      [
        "on its pods alone",
        deployment("").replace("labels: { app: a }", "labels: { app: a, app.kubernetes.io/name: a }"),
      ],
    ],
    "near-fail": [
      [
        "empty",
        deployment("", "", 'name: a, labels: { app.kubernetes.io/name: "" }'),
        /no label app.kubernetes.io\/name/,
      ],
    ],
    fail: [["others", deployment("", "", "name: a, labels: { app: a }"), "it has no label app.kubernetes.io/name"]],
  }),
  ...casesOf("objects/own-namespace", {
    pass: [["one of its own", deployment("")]],
    "near-pass": [["a name that begins alike", deployment("", "", "name: a, namespace: default-shop")]],
    "near-fail": [
      [
        "the cluster's namespace, for one that names none",
        subjectFrom(deployment("", "", "name: a"), { ...liveWith(), namespace: "default" }),
        /default/,
      ],
    ],
    fail: [["default", deployment("", "", "name: a, namespace: default"), "it is in the namespace default"]],
  }),
  ...casesOf("objects/selector-fits", {
    pass: [["the same labels", deployment("")]],
    "near-pass": [
      [
        "more labels than are asked for, an expression",
        deployment("").replace(
          "matchLabels: { app: a }",
          "matchExpressions: [{ key: app, operator: In, values: [a, b] }]",
        ),
      ],
    ],
    "near-fail": [
      [
        "a label more than the template has",
        deployment("").replace("matchLabels: { app: a }", "matchLabels: { app: a, tier: x }"),
        /does not fit/,
      ],
      ["an empty selector", deployment("").replace("matchLabels: { app: a }", ""), "it has no selector"],
    ],
    fail: [
      [
        "another value",
        deployment("").replace("matchLabels: { app: a }", "matchLabels: { app: b }"),
        "its selector does not fit its template",
      ],
    ],
  }),
  ...casesOf("objects/immutable-fields", {
    pass: [["the same selector", living({ matchLabels: { app: "a" } })]],
    "near-pass": [
      ["other labels of the template", living({ matchLabels: { app: "a" } }, "labels: { app: a, tier: x }")],
    ],
    "near-fail": [
      [
        "one label more in the cluster",
        living({ matchLabels: { app: "a", tier: "x" } }),
        /spec.selector is another one/,
      ],
    ],
    fail: [["another selector", living({ matchLabels: { app: "b" } }), "spec.selector is another one in the cluster"]],
  }),
  ...casesOf("objects/duplicate-environment", {
    pass: [["two variables", deployment("", "env: [{ name: A, value: x }, { name: B, value: x }]")]],
    "near-pass": [["names that differ in case", deployment("", "env: [{ name: A, value: x }, { name: a, value: x }]")]],
    "near-fail": [
      [
        "the same value twice",
        deployment("", "env: [{ name: A, value: x }, { name: B, value: x }, { name: A, value: x }]"),
        "A is set twice",
      ],
    ],
    fail: [["two values", deployment("", "env: [{ name: A, value: x }, { name: A, value: y }]"), "A is set twice"]],
  }),
  ...casesOf("objects/declared-volumes", {
    pass: [
      ["declared", deployment("volumes: [{ name: v, emptyDir: {} }]", "volumeMounts: [{ name: v, mountPath: /v }]")],
    ],
    "near-pass": [
      [
        "a StatefulSet's claim",
        deployment("", "volumeMounts: [{ name: data, mountPath: /v }]")
          .replace("Deployment", "StatefulSet")
          .replace("spec: {", "spec: { volumeClaimTemplates: [{ metadata: { name: data } }],"),
      ],
    ],
    "near-fail": [
      [
        "an init container's",
        deployment(
          "volumes: [{ name: v, emptyDir: {} }], initContainers: [{ name: i, volumeMounts: [{ name: V, mountPath: /v }] }]",
        ),
        "it mounts V, which is not declared",
      ],
      [
        "declared twice",
        deployment("volumes: [{ name: v, emptyDir: {} }, { name: v, emptyDir: {} }]"),
        "the volume v is declared twice",
      ],
    ],
    fail: [
      [
        "not declared",
        deployment("", "volumeMounts: [{ name: v, mountPath: /v }]"),
        "it mounts v, which is not declared",
      ],
    ],
  }),
  ...casesOf("objects/used-volumes", {
    pass: [
      ["mounted", deployment("volumes: [{ name: v, emptyDir: {} }]", "volumeMounts: [{ name: v, mountPath: /v }]")],
    ],
    "near-pass": [
      [
        "by an init container alone",
        deployment(
          "volumes: [{ name: v, emptyDir: {} }], initContainers: [{ name: i, volumeMounts: [{ name: v, mountPath: /v }] }]",
        ),
      ],
      [
        "as a block device",
        deployment("volumes: [{ name: v, emptyDir: {} }]", "volumeDevices: [{ name: v, devicePath: /dev/x }]"),
      ],
    ],
    "near-fail": [
      [
        "one of two",
        deployment(
          "volumes: [{ name: v, emptyDir: {} }, { name: w, emptyDir: {} }]",
          "volumeMounts: [{ name: v, mountPath: /v }]",
        ),
        "no container mounts the volume w",
      ],
    ],
    fail: [["not mounted", deployment("volumes: [{ name: v, emptyDir: {} }]"), "no container mounts the volume v"]],
  }),
  ...casesOf("objects/mount-paths", {
    pass: [["two paths", deployment("", "volumeMounts: [{ name: v, mountPath: /v }, { name: v, mountPath: /w }]")]],
    "near-pass": [
      [
        "one path in two containers, one inside of the other",
        deployment(
          "initContainers: [{ name: i, volumeMounts: [{ name: v, mountPath: /v }] }]",
          "volumeMounts: [{ name: v, mountPath: /v }, { name: w, mountPath: /v/w }]",
        ),
      ],
    ],
    "near-fail": [
      [
        "a slash at the end",
        deployment("", "volumeMounts: [{ name: v, mountPath: /v }, { name: w, mountPath: /v/ }]"),
        "two volumes are mounted at /v/",
      ],
    ],
    fail: [
      [
        "one path twice",
        deployment("", "volumeMounts: [{ name: v, mountPath: /v }, { name: w, mountPath: /v }]"),
        "two volumes are mounted at /v",
      ],
    ],
  }),
  ...casesOf("objects/job-deadline", {
    pass: [["a Job's", job("activeDeadlineSeconds: 600")]],
    "near-pass": [["a CronJob's, on its jobs", cronJob(schedule, "activeDeadlineSeconds: 600")]],
    "near-fail": [
      ["on the pod, where another one counts", job("", "restartPolicy: Never, activeDeadlineSeconds: 600"), /not set/],
      ["on the CronJob, where there is no such field", cronJob(`${schedule}, activeDeadlineSeconds: 600`), /not set/],
    ],
    fail: [["none", job(""), "activeDeadlineSeconds is not set"]],
  }),
  ...casesOf("objects/job-backoff", {
    pass: [["a limit", job("backoffLimit: 2")]],
    "near-pass": [
      [
        "none at all, or as many as by default",
        documents(job("backoffLimit: 0"), cronJob(schedule, "backoffLimit: 6")),
      ],
      ["by index", job("backoffLimitPerIndex: 1")],
    ],
    "near-fail": [["one too many", job("backoffLimit: 7"), "backoffLimit is 7"]],
    fail: [["not set", job(""), "backoffLimit is not set"]],
  }),
  ...casesOf("objects/job-ttl", {
    pass: [["a day", job("ttlSecondsAfterFinished: 86400")]],
    "near-pass": [["at once", documents(job("ttlSecondsAfterFinished: 0"), cronJob(schedule))]],
    "near-fail": [["set on the pod", job("", "restartPolicy: Never, ttlSecondsAfterFinished: 60"), /not set/]],
    fail: [["not set", job(""), "ttlSecondsAfterFinished is not set"]],
  }),
  ...casesOf("objects/job-restart-policy", {
    pass: [["Never", job("")]],
    "near-pass": [["OnFailure", job("", "restartPolicy: OnFailure")]],
    "near-fail": [["not set, which is Always", job("", ""), "restartPolicy is not set"]],
    fail: [["Always", job("", "restartPolicy: Always"), "restartPolicy is Always"]],
  }),
  ...casesOf("objects/cron-schedule", {
    pass: [["every night", cronJob(`${schedule}, timeZone: Europe/Berlin`)]],
    "near-pass": [
      ["names, lists, ranges and steps", cronJob('schedule: "*/5,7 0-6/2 1,15 JAN-mar mon-Fri"')],
      ["a name", cronJob('schedule: "@daily"')],
      ["a leap day", cronJob('schedule: "0 0 29 2 *"')],
      ["an interval", cronJob('schedule: "@every 1h30m"')],
      ["an old name of a zone", cronJob(`${schedule}, timeZone: Asia/Calcutta`)],
    ],
    "near-fail": [
      ["7 for Sunday", cronJob('schedule: "0 0 * * 7"'), /7 is not a weekday \(0 to 6\)/],
      ["with seconds", cronJob('schedule: "0 0 0 * * *"'), /it has 6 fields instead of 5/],
      ["the 30th of February", cronJob('schedule: "0 0 30 2 *"'), /never fires/],
      ["a zone in it", cronJob('schedule: "TZ=UTC 0 0 * * *"'), /spec.timeZone/],
      ["a step of 0", cronJob('schedule: "*/0 0 * * *"'), /the step 0/],
      ["a range that runs back", cronJob('schedule: "0 22-6 * * *"'), /ends before it begins/],
      ["a zone in small letters", cronJob(`${schedule}, timeZone: europe/berlin`), /it is written Europe\/Berlin/],
    ],
    fail: [
      ["words", cronJob('schedule: "every day"'), /it has 2 fields/],
      ["no zone", cronJob(`${schedule}, timeZone: Mars/Olympus`), /there is no zone/],
      ["none", cronJob(""), "it has no schedule"],
    ],
  }),
  ...casesOf("objects/cron-concurrency", {
    pass: [["Forbid", cronJob("concurrencyPolicy: Forbid")]],
    "near-pass": [["Replace", cronJob("concurrencyPolicy: Replace")]],
    "near-fail": [["not set, which is Allow", cronJob(schedule), "concurrencyPolicy is not set"]],
    fail: [["Allow", cronJob("concurrencyPolicy: Allow"), "concurrencyPolicy is Allow"]],
  }),
  ...casesOf("objects/cron-history", {
    pass: [["two of each", cronJob("failedJobsHistoryLimit: 2, successfulJobsHistoryLimit: 2")]],
    "near-pass": [
      ["Kubernetes' own", cronJob(schedule)],
      ["ten", cronJob("failedJobsHistoryLimit: 10")],
    ],
    "near-fail": [["eleven", cronJob("successfulJobsHistoryLimit: 11"), "successfulJobsHistoryLimit is 11"]],
    fail: [["no failed run is kept", cronJob("failedJobsHistoryLimit: 0"), "failedJobsHistoryLimit is 0"]],
  }),
  ...casesOf("objects/cron-starting-deadline", {
    pass: [["an hour", cronJob("startingDeadlineSeconds: 3600")]],
    "near-pass": [["10 seconds", cronJob("startingDeadlineSeconds: 10")]],
    "near-fail": [["9 seconds", cronJob("startingDeadlineSeconds: 9"), "startingDeadlineSeconds is 9"]],
    fail: [["none", cronJob(schedule), "startingDeadlineSeconds is not set"]],
  }),
  ...casesOf("objects/cron-suspended", {
    pass: [["runs", cronJob(schedule)]],
    "near-pass": [["said not to be", cronJob("suspend: false")]],
    "near-fail": [["by somebody, in the cluster", cron({ ...daily, suspend: true }), "suspend is true in the cluster"]],
    fail: [["in the manifest", cronJob("suspend: true"), "suspend is true"]],
  }),
  ...casesOf("objects/cron-ran", {
    pass: [
      [
        "this morning",
        cron(daily, { lastScheduleTime: "2026-01-01T04:05:00Z", lastSuccessfulTime: "2026-01-01T04:06:00Z" }),
      ],
    ],
    "near-pass": [
      ["new, before its first run", cron(daily, {}, "2026-01-01T05:00:00Z")],
      [
        "one run failed",
        cron(daily, { lastScheduleTime: "2026-01-01T04:05:00Z", lastSuccessfulTime: "2025-12-31T04:06:00Z" }),
      ],
      ["yearly, half a year old", cron({ schedule: "@yearly" }, {}, "2025-07-01T00:00:00Z")],
    ],
    "near-fail": [
      [
        "it runs and never succeeds",
        cron(daily, { lastScheduleTime: "2026-01-01T04:05:00Z" }),
        /no run ever succeeded, though its schedule fires at least every 1d/,
      ],
      [
        "the last success was three days ago",
        cron(daily, { lastScheduleTime: "2026-01-01T04:05:00Z", lastSuccessfulTime: "2025-12-29T04:06:00Z" }),
        /the last success was 3d/,
      ],
    ],
    fail: [["never", cron(daily), /it never ran, though/]],
  }),
];

function definition(): string {
  return object("apps/v1", "Widget").concat(`---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.apps }
spec: { group: apps, names: { kind: Widget, plural: widgets }, versions: [{ name: v1, served: true, schema: { openAPIV3Schema: { type: object } } }] }
`);
}

function living(selector: object, labels = "labels: { app: a }") {
  const yaml = deployment("").replace("labels: { app: a }", labels);
  const [written] = readManifests(yaml, "orders.yaml");
  const own = { ...(written?.object as object), spec: { selector } };
  return subjectOf(readManifests(yaml, "orders.yaml"), liveWith({ Deployment: [own] }), undefined);
}
