// What stands wrong in the namespace of a test, beside a service that is fine?

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Objects that each make a check of the running cluster fail within seconds. */
export function brokenObjects(image: string): object[] {
  const deployment = (name: string, podSpec: object, container: object) => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { terminationGracePeriodSeconds: 0, ...podSpec, containers: [{ name, image, ...container }] },
      },
    },
  });
  const data = { volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data" } }] };
  return [
    deployment("lost-image", {}, { image: image.replace(/@.*$/, "-none:1") }),
    deployment("no-volume", data, {}),
    {
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata: { name: "data" },
      spec: {
        storageClassName: "slipway-none",
        accessModes: ["ReadWriteOnce"],
        resources: { requests: { storage: "1Gi" } },
      },
    },
    {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { name: "import" },
      spec: {
        backoffLimit: 0,
        template: { spec: { restartPolicy: "Never", containers: [{ name: "import", image, command: ["/none"] }] } },
      },
    },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "stale" },
      spec: { selector: { app: "gone" }, ports: [{ port: 80 }] },
    },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "lost-image" },
      spec: { selector: { app: "lost-image" }, ports: [{ port: 80 }] },
    },
    tlsSecret("old-tls", "shop.example.com", 5),
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "Ingress",
      metadata: { name: "lost-image" },
      spec: {
        tls: [{ hosts: ["www.example.com"], secretName: "old-tls" }],
        defaultBackend: { service: { name: "lost-image", port: { number: 80 } } },
      },
    },
  ];
}

function tlsSecret(name: string, host: string, days: number): object {
  const folder = mkdtempSync(join(tmpdir(), "slipway-tls-"));
  const run = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key", "-out", "crt"];
  const about = ["-days", String(days), "-subj", `/CN=${host}`, "-addext", `subjectAltName=DNS:${host}`];
  execFileSync("openssl", ["req", "-x509", ...run, ...about], { cwd: folder, stdio: "pipe" });
  const base64 = (file: string) => readFileSync(join(folder, file)).toString("base64");
  const data = { "tls.crt": base64("crt"), "tls.key": base64("key") };
  rmSync(folder, { recursive: true });
  return { apiVersion: "v1", kind: "Secret", metadata: { name }, type: "kubernetes.io/tls", data };
}
