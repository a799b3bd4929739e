// Do the fields of the weighted parts go back to those who owned them?

import { expect, it } from "vitest";
import type { KubeObject, ManagedFieldsEntry } from "../../../src/kube/object.ts";
import { ownershipGivenBack, ownersOfParts } from "../../../src/traffic/ownership.ts";
import { httpRoute } from "./objects.ts";

const parts = [{ path: ["spec", "rules", 1, "backendRefs"], value: [] }];
const user: ManagedFieldsEntry = {
  manager: "argocd",
  operation: "Apply",
  apiVersion: "gateway.networking.k8s.io/v1",
  fieldsV1: { "f:metadata": { "f:labels": { "f:a": {} } }, "f:spec": { ".": {}, "f:hostnames": {}, "f:rules": {} } },
};
const status: ManagedFieldsEntry = {
  manager: "traefik",
  operation: "Update",
  subresource: "status",
  fieldsV1: { "f:status": {} },
};
const ours: ManagedFieldsEntry = {
  manager: "slipway-router",
  operation: "Update",
  fieldsV1: { "f:spec": { "f:rules": {} } },
};
const owned = (...managedFields: ManagedFieldsEntry[]): KubeObject => ({
  ...httpRoute,
  metadata: { ...httpRoute.metadata, managedFields },
});

it("saves who owns the weighted parts, and no more of theirs than that", () => {
  expect(ownersOfParts(owned(user, status, ours), parts)).toEqual([
    { ...user, fieldsV1: { "f:spec": { ".": {}, "f:rules": {} } } },
  ]);
});

it("gives the parts back to an owner that holds other fields, and to one that holds nothing any more", () => {
  const owners = ownersOfParts(owned(user), parts);
  const left = { ...user, fieldsV1: { "f:metadata": { "f:labels": { "f:a": {} } }, "f:spec": { "f:hostnames": {} } } };
  expect(ownershipGivenBack(owned(left, status, ours), owners)).toEqual([user, status]);
  expect(ownershipGivenBack(owned(status, ours), owners)).toEqual([status, owners[0]]);
});

it("moves nothing where nothing is ours", () => {
  expect(ownershipGivenBack(owned(user, status), ownersOfParts(owned(user), parts))).toBeUndefined();
});
