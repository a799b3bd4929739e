// Which addresses and ports does the rig use?

/** The rig's bridge. It carries the node's address and every pod. */
export const bridge = "slipway0";
export const nodeAddress = "10.213.0.1";
export const podNetwork = "10.213.0.0/24";
export const serviceNetwork = "10.214.0.0/16";
/** The first address of the service network is the API server's own Service. */
export const apiServiceAddress = "10.214.0.1";

/** The API server listens on the bridge only, so that no other machine reaches it. */
export const apiServer = { host: nodeAddress, port: 6443 };
/** The others listen on loopback (the kubelet on the bridge), beside the usual ports: a K3s or etcd of the machine keeps its own. */
export const ports = {
  registry: 5000,
  etcdClients: 12379,
  etcdPeers: 12380,
  kubelet: 12250,
  kubeletHealth: 12248,
  controllerManager: 12257,
  scheduler: 12259,
  proxyHealth: 12256,
  proxyMetrics: 12249,
};

export const registry = `localhost:${ports.registry}`;
/** Everything that must be free before the rig starts; the addresses on the bridge are the rig's own. */
export const loopbackPorts = Object.entries(ports)
  .filter(([name]) => name !== "kubelet")
  .map(([, port]) => port);
