// What proves the checks of nodes and volumes?

import { type Cases, casesOf } from "./cases.ts";
import { ago, at, claim, condition, mounting, named, node, pods, status, volume } from "./cluster-objects.ts";

const cases: Readonly<Record<string, Cases>> = {
  "cluster/volumes-bound": {
    pass: [["bound", at({ Pod: mounting, PersistentVolumeClaim: [claim()] })]],
    "near-pass": [
      [
        "another's is pending",
        at({ Pod: mounting, PersistentVolumeClaim: [claim(), named("other", { status: { phase: "Pending" } })] }),
      ],
    ],
    "near-fail": [
      ["its volume is gone", at({ Pod: mounting, PersistentVolumeClaim: [claim({}, { phase: "Lost" })] }), "Lost"],
    ],
    fail: [
      [
        "pending",
        at({ Pod: mounting, PersistentVolumeClaim: [claim({ storageClassName: "fast" }, { phase: "Pending" })] }),
        "its phase is Pending (storage class fast)",
      ],
    ],
  },
  "cluster/volume-resize": {
    pass: [["as asked", at({ Pod: mounting, PersistentVolumeClaim: [claim()] })]],
    "near-pass": [
      [
        "larger than asked, in other units",
        at({ Pod: mounting, PersistentVolumeClaim: [claim({}, { capacity: { storage: "10240Mi" } })] }),
      ],
    ],
    "near-fail": [
      [
        "a little smaller",
        at({ Pod: mounting, PersistentVolumeClaim: [claim({}, { capacity: { storage: "10G" } })] }),
        "it has 10G of 10Gi",
      ],
    ],
    fail: [
      [
        "waits for a restart",
        at({
          Pod: mounting,
          PersistentVolumeClaim: [
            claim(
              { resources: { requests: { storage: "20Gi" } } },
              { conditions: [condition("FileSystemResizePending", "True")] },
            ),
          ],
        }),
        "10Gi of 20Gi (FileSystemResizePending)",
      ],
    ],
  },
  "cluster/volume-usage": {
    pass: [["a tenth", at({ Pod: mounting, PersistentVolumeClaim: [claim()] }, volume({}))]],
    "near-pass": [["just below", at({ Pod: mounting, PersistentVolumeClaim: [claim()] }, volume({ usedBytes: 84 }))]],
    "near-fail": [
      [
        "room, but no files left",
        at({ Pod: mounting, PersistentVolumeClaim: [claim()] }, volume({ usedFiles: 99 })),
        "99 % of the files",
      ],
    ],
    fail: [
      [
        "nearly full",
        at(
          { Pod: mounting, PersistentVolumeClaim: [claim()] },
          volume({ usedBytes: 9 * 2 ** 30, capacityBytes: 10 * 2 ** 30 }),
        ),
        "90 % of it is used (9Gi of 10Gi)",
      ],
    ],
  },
  "cluster/nodes-ready": {
    pass: [["ready", at({ Pod: pods(), Node: [node("n1")] })]],
    "near-pass": [
      ["another node is not", at({ Pod: pods(), Node: [node("n1"), node("n2", status(condition("Ready", "False")))] })],
    ],
    "near-fail": [
      [
        "silent",
        at({ Pod: pods(), Node: [node("n1", status(condition("Ready", "Unknown", { message: "stopped posting" })))] }),
        "Ready is Unknown: stopped posting",
      ],
    ],
    fail: [
      [
        "not ready",
        at({ Pod: pods(), Node: [node("n1", status(condition("Ready", "False", { reason: "KubeletNotReady" })))] }),
        "KubeletNotReady",
      ],
    ],
  },
  "cluster/node-pressure": {
    pass: [["none", at({ Pod: pods(), Node: [node("n1")] })]],
    "near-pass": [
      [
        "another node, and one that is unknown",
        at({
          Pod: pods(),
          Node: [
            node("n1", status(condition("DiskPressure", "Unknown"))),
            node("n2", status(condition("DiskPressure", "True"))),
          ],
        }),
      ],
    ],
    "near-fail": [
      [
        "of process numbers, on the node of one pod",
        at({
          Pod: pods({ spec: { nodeName: "n2" } }),
          Node: [node("n1"), node("n2", status(condition("PIDPressure", "True")))],
        }),
        "PIDPressure",
      ],
    ],
    fail: [
      [
        "of the disk",
        at({
          Pod: pods(),
          Node: [node("n1", status(condition("DiskPressure", "True", { message: "kubelet has disk pressure" })))],
        }),
        "DiskPressure: kubelet has disk pressure",
      ],
    ],
  },
  "cluster/nodes-schedulable": {
    pass: [["open", at({ Pod: pods(), Node: [node("n1")] })]],
    "near-pass": [
      [
        "tainted, which is not cordoned",
        at({ Pod: pods(), Node: [node("n1", { spec: { taints: [{ effect: "NoSchedule" }] } })] }),
      ],
    ],
    "near-fail": [
      [
        "cordoned, of one pod only",
        at({
          Pod: pods({ spec: { nodeName: "n2" } }),
          Node: [node("n1"), node("n2", { spec: { unschedulable: true } })],
        }),
        "cordoned",
      ],
    ],
    fail: [["cordoned", at({ Pod: pods(), Node: [node("n1", { spec: { unschedulable: true } })] }), "cordoned"]],
  },
  "cluster/version-skew": {
    pass: [["the same", at({ Pod: pods(), Node: [node("n1")] }, {})]],
    "near-pass": [
      [
        "three minor versions older",
        at({ Pod: pods(), Node: [node("n1", { status: { nodeInfo: { kubeletVersion: "v1.31.9+k3s1" } } })] }, {}),
      ],
    ],
    "near-fail": [
      [
        "one newer",
        at({ Pod: pods(), Node: [node("n1", { status: { nodeInfo: { kubeletVersion: "v1.35.0" } } })] }, {}),
        "it runs v1.35.0, the API server v1.34.4",
      ],
    ],
    fail: [
      [
        "four older",
        at({ Pod: pods(), Node: [node("n1", { status: { nodeInfo: { kubeletVersion: "v1.30.0" } } })] }, {}),
        "v1.30.0",
      ],
    ],
  },
  "cluster/clock-skew": {
    pass: [["the same time", at({}, {})]],
    "near-pass": [
      [
        "half a minute, and a node that has been silent",
        at(
          { Node: [node("n1", status(condition("Ready", "True", { lastHeartbeatTime: ago(60) })))] },
          { clockOffset: 30_000 },
        ),
      ],
    ],
    "near-fail": [
      [
        "a node's clock alone",
        at({ Node: [node("n1", status(condition("Ready", "True", { lastHeartbeatTime: ago(-2) })))] }, {}),
        "its clock is ahead of the API server's by 2m",
      ],
    ],
    fail: [["behind", at({}, { clockOffset: -90_000 }), "it is 1m behind this runner's clock"]],
  },
};

export const nodesProofs = Object.entries(cases).flatMap(([check, own]) => casesOf(check, own));
