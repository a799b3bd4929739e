// What proves the checks of security that are no control of the Pod Security Standards?

import { liveWith } from "../objects.ts";
import { casesOf, deployment, documents, object } from "./cases.ts";
import { withObjects } from "./objects-observed.ts";
import { type Proof, subjectFrom } from "./proof.ts";

const rbac = "rbac.authorization.k8s.io/v1";
const role = (rule: string, kind = "Role"): string => object(rbac, kind, `rules: [{ ${rule} }]`);
const bind = (roleRef: string, subjects: string, kind = "RoleBinding"): string =>
  object(rbac, kind, `roleRef: { ${roleRef} }\nsubjects: [${subjects}]`);
const ours = "{ kind: ServiceAccount, name: orders, namespace: shop }";
/** A pod's account that holds a role which only the cluster knows. */
const held = (rule: object) =>
  subjectFrom(
    deployment("serviceAccountName: orders"),
    liveWith({
      RoleBinding: [
        {
          metadata: { name: "b", namespace: "shop" },
          roleRef: { kind: "Role", name: "r" },
          subjects: [{ kind: "ServiceAccount", name: "orders", namespace: "shop" }],
        },
      ],
      Role: [
        { metadata: { name: "r", namespace: "shop" }, rules: [rule] },
        {
          metadata: { name: "others", namespace: "shop" },
          rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }],
        },
      ],
    }),
  );
const rule = (verbs: string, resources: string, group = '""', more = ""): string =>
  `apiGroups: [${group}], resources: [${resources}], verbs: [${verbs}]${more}`;
const host = (path: string, mount = "readOnly: true"): string =>
  deployment(
    `volumes: [{ name: v, hostPath: { path: ${path} } }]`,
    `volumeMounts: [{ name: v, mountPath: /v${mount === "" ? "" : `, ${mount}`} }]`,
  );
const image = (name: string): string => deployment("").replace("image: a", `image: ${name}`);
const port = (number: number): string => deployment("", `ports: [{ containerPort: ${number} }]`);
const service = (spec: string, annotations = ""): string =>
  object("v1", "Service", `spec: { ${spec} }`).replace(
    "namespace: shop",
    `namespace: shop, annotations: { ${annotations} }`,
  );
const ingress = (annotations: string): string =>
  object("networking.k8s.io/v1", "Ingress").replace(
    "namespace: shop",
    `namespace: shop, annotations: { ${annotations} }`,
  );
const webhook = (policy: string): string =>
  object("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", `webhooks: [{ name: a${policy} }]`);
const config = (data: string): string => object("v1", "ConfigMap", `data: { ${data} }`);
const secret = (fields: string): string => object("v1", "Secret", fields);
const token = (seconds: string): string =>
  deployment(`volumes: [{ name: t, projected: { sources: [{ serviceAccountToken: { path: t${seconds} } }] } }]`);
const namespaced = (labels: Record<string, string>) =>
  withObjects(deployment(""), { namespaces: new Map([["shop", { kind: "there", labels }]]) });
const enforce = "pod-security.kubernetes.io/enforce";
const env = (text: string): string => deployment("", `env: [${text}]`);
/** Forms of secrets, put together here so that no scanner takes this file for a leak. */
const keyOfAws = `AKIA${"Q".repeat(16)}`;
const privateKey = `-----BEGIN RSA ${"PRIVATE KEY"}-----`;

export const securityProofs: readonly Proof[] = [
  ...casesOf("security/namespace-standard", {
    pass: [["restricted", namespaced({ [enforce]: "restricted" })]],
    "near-pass": [
      [
        "the manifest of the namespace will do so",
        documents(
          deployment(""),
          `apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { ${enforce}: baseline } }\n`,
        ),
      ],
    ],
    "near-fail": [
      ["it only warns", namespaced({ "pod-security.kubernetes.io/warn": "restricted" }), `it has no label ${enforce}`],
      ["privileged", namespaced({ [enforce]: "privileged" }), "it enforces privileged"],
    ],
    fail: [["nothing", namespaced({}), /no label/]],
  }),
  ...casesOf("security/committed-secrets", {
    pass: [["no values", secret("type: Opaque")]],
    "near-pass": [["what is public in it", secret('data: { ca.crt: eA==, username: eA==, password: "" }')]],
    "near-fail": [["base64", secret("data: { ca.crt: eA==, tls.key: eA== }"), "it holds the value of tls.key"]],
    fail: [["plain text", secret("stringData: { password: hunter2 }"), "it holds the value of password"]],
  }),
  ...casesOf("security/config-secrets", {
    pass: [["plain settings", config("mode: fast, app.yaml: 'level: debug'")]],
    "near-pass": [
      [
        "where the secret is",
        config("password_file: /run/secrets/x, SECRET_NAME: db, token: /run/token, jwt_secret: $(JWT)"),
      ],
      [
        "a URL without a password, one with a variable",
        config('db: "postgres://db/x", dsn: "postgres://u:$(PASSWORD)@db/x"'),
      ],
      ["whether there is one", config('require_password: "true", token_ttl: 3600s')],
    ],
    "near-fail": [
      [
        "inside of a file",
        config('app.yaml: "db:\\n  password: hunter2\\n"'),
        "password in app.yaml is a secret by its name",
      ],
      [
        "inside of properties",
        config('app.properties: "spring.datasource.password=hunter2"'),
        /password in app.properties/,
      ],
      ["a private key", config(`tls.pem: "${privateKey}"`), "tls.pem holds a private key"],
      ["a URL with a password", config('dsn: "postgres://u:hunter2@db/x"'), "dsn holds a URL with a password"],
    ],
    fail: [["by its name", config("DB_PASSWORD: hunter2"), "the value of DB_PASSWORD is a secret by its name"]],
  }),
  ...casesOf("security/literal-secrets", {
    pass: [["plain arguments", deployment("", "args: [--port=8080, --mode, fast]")]],
    "near-pass": [
      [
        "the path of a file, a variable",
        deployment("", 'args: [--password-file=/run/p, "--token=$(TOKEN)", --secret, --port, "1"]'),
      ],
      [
        "a hash in an annotation",
        config("a: b").replace(
          "name: a",
          "name: a, annotations: { checksum/config: 0a1b2c3d4e5f60718293a4b5c6d7e8f9 }",
        ),
      ],
    ],
    "near-fail": [
      [
        "as the next word",
        deployment("", "args: [--db-password, hunter2]"),
        "the argument --db-password is given a literal value",
      ],
      [
        "in an init container",
        deployment("initContainers: [{ name: i, command: [migrate, 'postgres://u:hunter2@db/x'] }]"),
        "an argument holds a URL with a password",
      ],
      [
        "in an annotation",
        config("a: b").replace("name: a", `name: a, annotations: { note: ${keyOfAws} }`),
        /the annotation note holds an access key of AWS/,
      ],
    ],
    fail: [
      ["an argument", deployment("", "args: [--password=hunter2]"), "the argument --password is given a literal value"],
    ],
  }),
  ...casesOf("security/plain-secrets", {
    pass: [["from a Secret", env("{ name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: db, key: p } } }")]],
    "near-pass": [
      [
        "a path, a variable, a public key",
        env(
          '{ name: TOKEN, value: /run/t }, { name: PASSWORD, value: $(P) }, { name: PUBLIC_KEY, value: x }, { name: DB, value: "postgres://u:$(P)@db/x" }',
        ),
      ],
    ],
    "near-fail": [
      [
        "a URL with a password in it",
        env('{ name: DB, value: "postgres://u:hunter2@db/x" }'),
        "DB is a URL with a password in it",
      ],
      ["the end of a name", env("{ name: STRIPE_API_KEY, value: sk }"), /STRIPE_API_KEY/],
    ],
    fail: [["a literal", env("{ name: DB_PASSWORD, value: hunter2 }"), "DB_PASSWORD has a literal value"]],
  }),
  ...casesOf("security/secret-environment", {
    pass: [["no Secret", env("{ name: A, value: a }")]],
    "near-pass": [
      [
        "one variable of it, a whole ConfigMap",
        deployment(
          "",
          "env: [{ name: A, valueFrom: { secretKeyRef: { name: db, key: p } } }], envFrom: [{ configMapRef: { name: a } }]",
        ),
      ],
    ],
    "near-fail": [
      [
        "an optional one",
        deployment("", "envFrom: [{ secretRef: { name: db, optional: true } }]"),
        /all keys of the Secret db/,
      ],
    ],
    fail: [
      [
        "a whole Secret",
        deployment("", "envFrom: [{ prefix: DB_, secretRef: { name: db } }]"),
        "all keys of the Secret db are variables",
      ],
    ],
  }),
  ...casesOf("security/image-registries", {
    pass: [["a host", image("registry.example.com/a:1")]],
    "near-pass": [
      [
        "localhost, a port",
        documents(image("localhost/a:1"), image("registry:5000/a").replace("name: a,", "name: b,")),
      ],
    ],
    "near-fail": [["a user of Docker Hub", image("acme/orders:1"), "the image acme/orders:1 names no registry"]],
    fail: [["a name alone", image("nginx:1.29"), "the image nginx:1.29 names no registry"]],
  }),
  ...casesOf("security/image-digest", {
    pass: [["a digest", image(`a@sha256:${"a".repeat(64)}`)]],
    "near-pass": [["a tag and a digest", image(`a:1@sha256:${"a".repeat(64)}`)]],
    "near-fail": [["a tag that looks like one", image("a:sha256-aaaa"), "the image is a:sha256-aaaa"]],
    fail: [["a tag", image("a:1.4.0"), "the image is a:1.4.0"]],
  }),
  ...casesOf("security/container-sockets", {
    pass: [["no folder of the node", deployment("volumes: [{ name: v, emptyDir: {} }]")]],
    "near-pass": [["a socket of another kind", host("/var/run/acme/agent.sock")]],
    "near-fail": [
      ["the folder that it is in", host("/var/run/"), "the volume v is /var/run of the node"],
      ["by a way around", host("/tmp/../run/containerd/containerd.sock"), /containerd.sock/],
    ],
    fail: [["Docker's", host("/var/run/docker.sock"), "the volume v is /var/run/docker.sock of the node"]],
  }),
  ...casesOf("security/sensitive-host-mounts", {
    pass: [["a folder of its own", host("/data/orders")]],
    "near-pass": [["a name that begins alike", host("/etcetera")]],
    "near-fail": [
      ["below one", host("/var/lib/kubelet/pods"), /\/var\/lib\/kubelet\/pods/],
      ["by a way around", host("/data/../etc/"), "the volume v is /etc of the node"],
    ],
    fail: [["everything", host("/"), "the volume v is / of the node"]],
  }),
  ...casesOf("security/writable-host-mounts", {
    pass: [["read-only", host("/data")]],
    "near-pass": [
      ["an emptyDir", deployment("volumes: [{ name: v, emptyDir: {} }]", "volumeMounts: [{ name: v, mountPath: /v }]")],
    ],
    "near-fail": [["said not to be read-only", host("/data", "readOnly: false"), "it may write to /data of the node"]],
    fail: [["by default", host("/data", ""), "it may write to /data of the node"]],
  }),
  ...casesOf("security/remote-ports", {
    pass: [["8080", port(8080)]],
    "near-pass": [["2222, and 220", documents(port(2222), port(220).replace("name: a,", "name: b,"))]],
    "near-fail": [["Docker without TLS", port(2375), /Docker without TLS/]],
    fail: [["22", port(22), "it opens port 22, which is SSH"]],
  }),
  ...casesOf("security/privileged-ports", {
    pass: [["8080", port(8080)]],
    "near-pass": [["1024", port(1024)]],
    "near-fail": [["1023", port(1023), "it listens on port 1023"]],
    fail: [["80", port(80), "it listens on port 80"]],
  }),
  ...casesOf("security/high-user-ids", {
    pass: [["65532", deployment("securityContext: { runAsUser: 65532, runAsGroup: 65532 }")]],
    "near-pass": [
      [
        "10000, the image's own, and root, which is another check's",
        deployment("securityContext: { runAsUser: 10000 }", "securityContext: { runAsUser: 0 }"),
      ],
      [
        "a low number of the pod that its only container does not take",
        deployment("securityContext: { runAsUser: 1000 }", "securityContext: { runAsUser: 10000 }"),
      ],
    ],
    "near-fail": [
      ["9999 for one container's group", deployment("", "securityContext: { runAsGroup: 9999 }"), "runAsGroup is 9999"],
    ],
    fail: [["1000", deployment("securityContext: { runAsUser: 1000 }"), "runAsUser is 1000"]],
  }),
  ...casesOf("security/user-namespaces", {
    pass: [["not root", deployment("securityContext: { runAsUser: 1000 }")]],
    "near-pass": [
      ["root of a namespace of its own", deployment("hostUsers: false", "securityContext: { runAsUser: 0 }")],
      [
        "root for the pod, and another user for each container",
        deployment("securityContext: { runAsUser: 0 }", "securityContext: { runAsUser: 1 }"),
      ],
    ],
    "near-fail": [
      [
        "said to be the node's",
        deployment("hostUsers: true", "securityContext: { runAsUser: 0 }"),
        /root of the node is the same/,
      ],
    ],
    fail: [["root", deployment("securityContext: { runAsUser: 0 }"), /it runs as root/]],
  }),
  ...casesOf("security/host-aliases", {
    pass: [["none", deployment("")]],
    "near-pass": [["an empty list", deployment("hostAliases: []")]],
    "near-fail": [
      [
        "loopback",
        deployment("hostAliases: [{ ip: 127.0.0.1, hostnames: [a.example.com] }]"),
        "a.example.com is 127.0.0.1 for it",
      ],
    ],
    fail: [["an address", deployment("hostAliases: [{ ip: 10.0.0.1, hostnames: [a, b] }]"), "a, b is 10.0.0.1 for it"]],
  }),
  ...casesOf("security/process-namespace", {
    pass: [["not set", deployment("")]],
    "near-pass": [["false", deployment("shareProcessNamespace: false")]],
    "near-fail": [
      [
        "of a Job too",
        deployment("shareProcessNamespace: true").replace("apps/v1", "batch/v1").replace("Deployment", "Job"),
        /is true/,
      ],
    ],
    fail: [["true", deployment("shareProcessNamespace: true"), "shareProcessNamespace is true"]],
  }),
  ...casesOf("security/account-field", {
    pass: [["the new name", deployment("serviceAccountName: a")]],
    "near-pass": [["both, as the API server writes them", deployment("serviceAccountName: a, serviceAccount: a")]],
    "near-fail": [["two accounts", deployment("serviceAccountName: a, serviceAccount: b"), "serviceAccount is b"]],
    fail: [["the old name", deployment("serviceAccount: a"), "serviceAccount is a"]],
  }),
  ...casesOf("security/token-lifetime", {
    pass: [["an hour", token(", expirationSeconds: 3600")]],
    "near-pass": [
      ["a day, and not set", documents(token(", expirationSeconds: 86400"), token("").replace("name: a,", "name: b,"))],
    ],
    "near-fail": [["a second more", token(", expirationSeconds: 86401"), "a token is good for 86401 s"]],
    fail: [["a year", token(", expirationSeconds: 31536000"), /31536000/]],
  }),
  ...casesOf("security/service-account-token", {
    pass: [["none is mounted", deployment("automountServiceAccountToken: false")]],
    "near-pass": [
      ["an account of its own", deployment("serviceAccountName: orders")],
      [
        "the account says so",
        documents(deployment(""), object("v1", "ServiceAccount", "automountServiceAccountToken: false", "default")),
      ],
    ],
    "near-fail": [
      [
        "the account of another namespace says so",
        documents(
          deployment(""),
          object("v1", "ServiceAccount", "automountServiceAccountToken: false", "default").replace("shop", "x"),
        ),
        /default service account/,
      ],
    ],
    fail: [
      ["by default", deployment(""), "the token of the default service account is mounted"],
      ["asked for", deployment("automountServiceAccountToken: true"), /default service account/],
    ],
  }),
  ...casesOf("security/read-only-root", {
    pass: [["read-only", deployment("", "securityContext: { readOnlyRootFilesystem: true }")]],
    "near-pass": [
      [
        "a writable emptyDir beside it",
        deployment(
          "volumes: [{ name: t, emptyDir: {} }]",
          "securityContext: { readOnlyRootFilesystem: true }, volumeMounts: [{ name: t, mountPath: /tmp }]",
        ),
      ],
    ],
    "near-fail": [
      [
        "an init container is not",
        deployment("initContainers: [{ name: i }]", "securityContext: { readOnlyRootFilesystem: true }"),
        /not true/,
      ],
    ],
    fail: [
      [
        "false",
        deployment("", "securityContext: { readOnlyRootFilesystem: false }"),
        "readOnlyRootFilesystem is not true",
      ],
    ],
  }),
  ...casesOf("security/external-ips", {
    pass: [["none", service("type: ClusterIP")]],
    "near-pass": [["an empty list", service("externalIPs: []")]],
    "near-fail": [
      ["beside a load balancer", service("type: LoadBalancer, externalIPs: [1.2.3.4]"), "externalIPs is 1.2.3.4"],
    ],
    fail: [["an address", service("externalIPs: [1.2.3.4]"), "externalIPs is 1.2.3.4"]],
  }),
  ...casesOf("security/exposed-services", {
    pass: [["ClusterIP", service("type: ClusterIP")]],
    "near-pass": [
      ["a load balancer for some", service("type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8]")],
      [
        "one that stays inside",
        service("type: LoadBalancer", 'service.beta.kubernetes.io/azure-load-balancer-internal: "true"'),
      ],
    ],
    "near-fail": [
      [
        "one that is said to face the internet",
        service("type: LoadBalancer", "service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing"),
        /open to everybody/,
      ],
    ],
    fail: [
      ["NodePort", service("type: NodePort"), "it is of type NodePort"],
      ["LoadBalancer", service("type: LoadBalancer"), /open to everybody/],
    ],
  }),
  ...casesOf("security/ingress-snippets", {
    pass: [["another annotation", ingress('nginx.ingress.kubernetes.io/limit-rps: "1"')]],
    "near-pass": [["a word that begins alike", ingress("example.com/snippet-owner: me")]],
    "near-fail": [
      ["of the location", ingress("nginx.ingress.kubernetes.io/configuration-snippet: x"), /configuration-snippet/],
      ["of NGINX Inc.'s controller", ingress("nginx.org/location-snippets: x"), /location-snippets/],
    ],
    fail: [
      [
        "of the server",
        ingress("nginx.ingress.kubernetes.io/server-snippet: x"),
        "it has the annotation nginx.ingress.kubernetes.io/server-snippet",
      ],
    ],
  }),
  ...casesOf("security/webhook-failure", {
    pass: [["Fail", webhook(", failurePolicy: Fail")]],
    "near-pass": [["not set, which is Fail", webhook("")]],
    "near-fail": [
      [
        "the second of two",
        webhook(", failurePolicy: Fail }, { name: b, failurePolicy: Ignore"),
        "the failurePolicy of b is Ignore",
      ],
    ],
    fail: [["Ignore", webhook(", failurePolicy: Ignore"), "the failurePolicy of a is Ignore"]],
  }),
  ...casesOf("security/rbac-wildcards", {
    pass: [["named", role(rule("get", "pods"))]],
    "near-pass": [
      ["a star of somebody else's live role", held({ apiGroups: [""], resources: ["pods"], verbs: ["get"] })],
      ["a star in a name", role(rule("get", "configmaps", '""', ", resourceNames: ['*']"))],
    ],
    "near-fail": [
      ["groups alone", role(rule("get", "pods", "'*'")), "apiGroups hold *"],
      [
        "a live role that a pod's account holds",
        held({ apiGroups: [""], resources: ["*"], verbs: ["get"] }),
        "resources hold *",
      ],
    ],
    fail: [["verbs", role(rule("'*'", "pods"), "ClusterRole"), "verbs hold *"]],
  }),
  ...casesOf("security/rbac-secrets", {
    pass: [["other kinds", role(rule("get, list", "configmaps"))]],
    "near-pass": [
      ["one by its name", role(rule("get", "secrets", '""', ", resourceNames: [db]"))],
      ["writing alone", role(rule("create", "secrets"))],
      ["another group's", role(rule("get", "secrets", "example.com"))],
    ],
    "near-fail": [
      ["watch", role(rule("watch", "configmaps, secrets")), "it allows watch of all secrets"],
      ["among all resources", role(rule("get", "'*'")), /all secrets/],
    ],
    fail: [["get and list", role(rule("get, list", "secrets")), "it allows get, list of all secrets"]],
  }),
  ...casesOf("security/rbac-escalation", {
    pass: [["none of these", role(rule("get", "roles", rbac))]],
    "near-pass": [
      ["one role by its name", role(rule("bind", "roles", "rbac.authorization.k8s.io", ", resourceNames: [view]"))],
    ],
    "near-fail": [
      [
        "another account's token",
        role(rule("create", "serviceaccounts/token")),
        "it allows create of serviceaccounts/token",
      ],
      ["approve", role(rule("approve", "signers", "certificates.k8s.io"), "ClusterRole"), "it allows approve"],
    ],
    fail: [
      ["impersonate", role(rule("impersonate", "users"), "ClusterRole"), "it allows impersonate"],
      ["escalate and bind", role(rule("escalate, bind", "roles")), "it allows escalate, bind"],
    ],
  }),
  ...casesOf("security/rbac-exec", {
    pass: [["pods", role(rule("get, list", "pods"))]],
    "near-pass": [
      ["logs", role(rule("get", "pods/log"))],
      ["deleting, which runs nothing", role(rule("delete", "pods/exec"))],
    ],
    "near-fail": [
      ["by get, as WebSockets do", role(rule("get", "pods/attach")), "it allows pods/attach"],
      ["every subresource of the name", role(rule("create", "'*/exec'")), "it allows pods/exec"],
    ],
    fail: [["exec", role(rule("create", "pods/exec")), "it allows pods/exec"]],
  }),
  ...casesOf("security/rbac-workloads", {
    pass: [["reading", role(rule("get", "pods"))]],
    "near-pass": [
      ["changing the number of pods", role(rule("patch", "deployments/scale", "apps"))],
      ["a kind of that name in another group", role(rule("create", "jobs", "example.com"))],
    ],
    "near-fail": [["CronJobs", role(rule("create", "cronjobs", "batch")), "it allows create of cronjobs"]],
    fail: [["pods", role(rule("create", "pods")), "it allows create of pods"]],
  }),
  ...casesOf("security/rbac-delete-collection", {
    pass: [["get", role(rule("get", "pods"))]],
    "near-pass": [["delete", role(rule("delete", "pods"))]],
    "near-fail": [
      [
        "a live role that a pod's account holds",
        held({ apiGroups: [""], resources: ["pods"], verbs: ["get", "deletecollection"] }),
        "it allows deletecollection",
      ],
    ],
    fail: [["deletecollection", role(rule("deletecollection", "pods")), "it allows deletecollection"]],
  }),
  ...casesOf("security/rbac-cluster-admin", {
    pass: [["another role", bind("kind: ClusterRole, name: view", ours)]],
    "near-pass": [["a Role of that name", bind("kind: Role, name: cluster-admin", ours)]],
    "near-fail": [
      ["in one namespace alone", bind("kind: ClusterRole, name: cluster-admin", ours), "it binds cluster-admin"],
      [
        "the group of masters",
        bind("kind: ClusterRole, name: view", "{ kind: Group, name: 'system:masters' }", "ClusterRoleBinding"),
        /system:masters/,
      ],
    ],
    fail: [
      [
        "everywhere",
        bind("kind: ClusterRole, name: cluster-admin", ours, "ClusterRoleBinding"),
        "it binds cluster-admin",
      ],
    ],
  }),
  ...casesOf("security/rbac-subjects", {
    pass: [["an account of its own", bind("kind: Role, name: a", ours)]],
    "near-pass": [["a user named default", bind("kind: Role, name: a", "{ kind: User, name: default }")]],
    "near-fail": [
      [
        "all accounts of a namespace",
        bind("kind: Role, name: a", "{ kind: Group, name: 'system:serviceaccounts:shop' }"),
        /system:serviceaccounts:shop/,
      ],
    ],
    fail: [
      [
        "the default account",
        bind("kind: Role, name: a", "{ kind: ServiceAccount, name: default }"),
        "it is for the account default",
      ],
      [
        "everybody",
        bind("kind: Role, name: a", "{ kind: Group, name: 'system:unauthenticated' }"),
        /system:unauthenticated/,
      ],
    ],
  }),
];
