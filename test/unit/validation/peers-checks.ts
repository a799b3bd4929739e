// Which checks did the other tools have when they were compared?

/** Each with where the list comes from; written down beside the answers, so that a row that is lost is missed. */

/**
 * kube-linter, main branch after v0.8.3: the `name` of each file of pkg/builtinchecks/yamls.
 * https://github.com/stackrox/kube-linter/tree/main/pkg/builtinchecks/yamls
 */
export const kubeLinterChecks = `
  access-to-create-pods access-to-secrets aggregate-to-admin-escalation approve-signers-without-resource-names
  automount-service-account-token bind-verb-in-role cluster-admin-role-binding cluster-wide-secrets-access
  configmap-with-credentials container-runtime-sock dangling-horizontalpodautoscaler dangling-ingress
  dangling-networkpolicy dangling-networkpolicy-rule dangling-networkpolicypeer-podselector dangling-service
  dangling-servicemonitor default-service-account deletecollection-verb-in-role deprecated-service-account-field
  dnsconfig-options docker-sock drop-net-raw-capability duplicate-env-var duplicate-kinds env-value-from
  env-var-secret escalate-verb-in-role exposed-services externalname-service-redirect host-ipc host-network
  host-pid hpa-maximum-replicas hpa-minimum-three-replicas image-not-pinned-by-digest image-sha
  impersonate-without-resource-names init-container-security-gap insecure-route-termination invalid-target-ports
  job-ttl-seconds-after-finished kube-chainsaw-rbac latest-tag liveness-port minimum-three-replicas
  mismatching-selector no-anti-affinity no-extensions-v1beta no-liveness-probe no-node-affinity
  no-read-only-root-fs no-readiness-probe no-rolling-update-strategy no-startup-probe non-existent-service-account
  non-isolated-pod pdb-max-unavailable pdb-min-available pdb-unhealthy-pod-eviction-policy priority-class-name
  privilege-escalation-container privileged-container privileged-ports projected-token-long-expiration
  read-secret-from-env-var readiness-port required-annotation-email required-label-owner restart-policy
  run-as-non-root scc-deny-privileged-container schema-validation sensitive-host-mounts sorted-keys ssh-port
  stackrox-securedcluster-deprecated-fields startup-port target-port-specification unsafe-proc-mount
  unsafe-sysctls unset-cpu-requirements unset-ephemeral-storage-requirements unset-memory-requirements
  upgrade-strategy use-namespace volume-claim-templates volume-mounts webhook-failure-policy-ignore
  wildcard-in-rules wildcard-resource-verb-combo writable-host-mount
`
  .trim()
  .split(/\s+/);

/**
 * Polaris, main branch after v10.2.0: each file of pkg/config/checks.
 * https://github.com/FairwindsOps/polaris/tree/master/pkg/config/checks
 */
export const polarisChecks = `
  automountServiceAccountToken clusterrolePodExecAttach clusterrolebindingClusterAdmin
  clusterrolebindingPodExecAttach cpuLimitsMissing cpuRequestsMissing dangerousCapabilities
  deploymentMissingReplicas gatewayAllowedRoutesAll gatewayCrossNamespaceCertificateRef
  gatewayInsecureFrontendValidation gatewayTLSMissing hostIPCSet hostNetworkSet hostPIDSet hostPathSet hostPortSet
  hostProcess hpaMaxAvailability hpaMinAvailability httpRouteBackendTLSMissing httpRouteCrossNamespaceBackendRef
  httpRouteInsecureListener httpRouteWildcardOrEmptyHost insecureCapabilities
  kgatewayBackendTLSVerificationDisabled linuxHardening livenessProbeMissing memoryLimitsMissing
  memoryRequestsMissing metadataAndInstanceMismatched missingNetworkPolicy missingPodDisruptionBudget
  notReadOnlyRootFilesystem pdbDisruptionsIsZero pdbMinAvailableEqualToHPAMinReplicas
  pdbMinAvailableGreaterThanHPAMaxReplicas pdbMinAvailableGreaterThanHPAMinReplicas priorityClassNotSet
  privilegeEscalationAllowed procMount pullPolicyNotAlways readinessProbeMissing rolePodExecAttach
  rolebindingClusterAdminClusterRole rolebindingClusterAdminRole rolebindingClusterRolePodExecAttach
  rolebindingRolePodExecAttach runAsPrivileged runAsRootAllowed sensitiveConfigmapContent sensitiveContainerEnvVar
  tagNotSpecified tlsSettingsMissing topologySpreadConstraint
`
  .trim()
  .split(/\s+/);
