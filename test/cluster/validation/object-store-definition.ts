// What is an ObjectStore of CloudNativePG's plugin, where its module cannot be had?

/** Its definition as published, with the fields that the checks read: https://cloudnative-pg.io/plugin-barman-cloud/docs/plugin-barman-cloud.v1 */
const encrypted = { type: "object", properties: { encryption: { type: "string", enum: ["AES256", "aws:kms"] } } };
const configuration = {
  type: "object",
  required: ["destinationPath"],
  properties: {
    destinationPath: { type: "string", minLength: 1 },
    endpointURL: { type: "string" },
    data: encrypted,
    wal: encrypted,
  },
};
const spec = {
  type: "object",
  required: ["configuration"],
  properties: { configuration, retentionPolicy: { type: "string", pattern: "^[1-9][0-9]*[dwm]$" } },
};

export const objectStoreDefinition = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "objectstores.barmancloud.cnpg.io" },
  spec: {
    group: "barmancloud.cnpg.io",
    scope: "Namespaced",
    names: { kind: "ObjectStore", plural: "objectstores", singular: "objectstore", listKind: "ObjectStoreList" },
    versions: [
      {
        name: "v1",
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: "object", required: ["spec"], properties: { spec } } },
      },
    ],
  },
};
