// What do the other guides ask for, as boxes or in prose, and what answers each?

import { type Box, section } from "./box.ts";

/** The 15 boxes of the guide "Deployment" (graceful shutdown, Docker, Kubernetes). */
export const deploymentBoxes: readonly Box[] = [
  ...section("pre-deployment", "Deployment checklist: before", [
    ["Full test suite", "attestation/test-suite"],
    ["Database migrations", "database/migrations-applied", "database/migrations-clean"],
    ["Configuration changes reviewed", "attestation/configuration-review", "configuration/other-environment"],
    ["Documentation", "attestation/documentation"],
    ["Way back", "release/way-back", "release/way-back-image", "reliability/revision-history"],
  ]),
  ...section("deployment", "Deployment checklist: while", [
    ["Image built and tagged", "security/image-digest", "reliability/image-tag"],
    ["Image pushed", "release/digest"],
    ["Manifests updated", "cluster/image-drift", "release/digest"],
    ["Configuration applied", "release/observed", "objects/references"],
    ["Rolling update", "release/observed", "release/pods-ready"],
  ]),
  ...section("post-deployment", "Deployment checklist: after", [
    ["Health checks pass", "release/pods-ready", "endpoint/health"],
    ["Application metrics", "monitoring/targets-up", "monitoring/core-series", "monitoring/series-fresh"],
    ["Smoke tests", "release/record", "release/outcome"],
    ["Error rate", "monitoring/error-rate"],
    ["Way back works", "release/way-back", "release/way-back-image"],
  ]),
];

/** What the guides say without a box: recovery objectives, procedures, and looks before and after a rollout. */
export const proseBoxes: readonly Box[] = [
  ...section("disaster-recovery", "Backups", [
    [
      "Databases every few hours",
      "backup/exists",
      "backup/schedule",
      "backup/not-suspended",
      "backup/last-succeeded",
      "backup/newest",
    ],
    ["Databases kept for 30 days", "backup/retention"],
    ["A copy in another region", "backup/elsewhere", "backup/encrypted"],
    ["Files daily, kept for 90 days", "attestation/file-backup"],
    ["Configuration kept on each change", "attestation/configuration-backup"],
  ]),
  ...section("disaster-recovery", "Objectives", [
    ["At most 15 minutes of data lost", "backup/recovery-point", "backup/point-in-time", "database/wal-archiving"],
    ["Back within an hour", "backup/recovery-time", "backup/restored"],
  ]),
  ...section("disaster-recovery", "Procedure", [
    ["Assess, decide, tell", "attestation/incident-response"],
    ["Another site", "attestation/recovery-site"],
    ["Restore", "backup/restored", "backup/restored-rows", "attestation/recovery-procedure"],
    ["Validate the restored system", "backup/restored", "backup/restored-rows", "attestation/disaster-exercise"],
    ["Turn the traffic", "attestation/recovery-site"],
    ["Watch and steady", "attestation/disaster-exercise"],
  ]),
  ...section("disaster-recovery", "High availability", [
    ["Replicas of what is critical", "reliability/replicas", "reliability/disruption-budget"],
    ["Not all on one node", "reliability/spread"],
  ]),
  ...section("pre-deployment", "Before a rollout", [
    ["Nodes healthy", "cluster/nodes-ready", "cluster/node-pressure"],
    ["The service's pods healthy", "release/pods-ready", "release/restarts"],
  ]),
  ...section("post-deployment", "After a rollout", [
    ["Deployment recorded, alerts linked", "release/deployment-record", "release/alerts-linked"],
    ["All pods run", "release/pods-ready", "release/restarts", "cluster/waiting"],
    ["Health answers", "endpoint/health"],
    ["Error rate and response time", "monitoring/error-rate", "monitoring/p95"],
  ]),
];
