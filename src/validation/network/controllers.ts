// Which annotations do the controllers beside ingress-nginx and Traefik know?

export interface Controller {
  readonly name: string;
  readonly prefix: string;
  /** What may follow the prefix. */
  readonly known: ReadonlySet<string>;
  /** Names that hold a name of the user's own. */
  readonly open?: RegExp;
}

export const controllers: readonly Controller[] = [
  {
    name: "cert-manager",
    prefix: "cert-manager.io/",
    // https://cert-manager.io/docs/reference/annotations/
    known: words(`allow-direct-injection alt-names certificate-name certificate-revision cluster-issuer common-name
      duration email-sans inject-apiserver-ca inject-ca-from inject-ca-from-secret ip-sans issue-temporary-certificate
      issuer issuer-group issuer-kind issuer-name private-key-algorithm private-key-encoding
      private-key-rotation-policy private-key-secret-name private-key-size renew-before renew-before-percentage
      revision-history-limit secret-template subject-countries subject-localities subject-organizationalunits
      subject-organizations subject-postalcodes subject-provinces subject-serialnumber subject-streetaddresses uri-sans
      usages`),
  },
  {
    name: "cert-manager",
    prefix: "acme.cert-manager.io/",
    known: words("http01-edit-in-place http01-ingress-class http01-ingress-ingressclassname"),
  },
  {
    name: "external-dns",
    prefix: "external-dns.alpha.kubernetes.io/",
    // https://kubernetes-sigs.github.io/external-dns/latest/docs/annotations/annotations/
    known: words(`access alias controller endpoints-type gateway-hostname-source hostname ingress
      ingress-hostname-source internal-hostname set-identifier target ttl`),
    open: /^(?:aws|cloudflare|coredns|google|ibmcloud|scw|webhook)-/,
  },
  {
    name: "the AWS Load Balancer Controller",
    prefix: "alb.ingress.kubernetes.io/",
    // https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/
    known: words(`acm-pca-arn auth-idp-cognito auth-idp-oidc auth-on-unauthenticated-request auth-scope
      auth-session-cookie auth-session-timeout auth-type backend-protocol backend-protocol-version certificate-arn
      create-acm-cert customer-owned-ipv4-pool dry-run-plan enable-frontend-nlb frontend-nlb-attributes
      frontend-nlb-eip-allocations frontend-nlb-healthcheck-healthy-threshold-count
      frontend-nlb-healthcheck-interval-seconds frontend-nlb-healthcheck-path frontend-nlb-healthcheck-port
      frontend-nlb-healthcheck-protocol frontend-nlb-healthcheck-success-codes
      frontend-nlb-healthcheck-timeout-seconds frontend-nlb-healthcheck-unhealthy-threshold-count
      frontend-nlb-listener-port-mapping frontend-nlb-scheme frontend-nlb-security-groups frontend-nlb-subnets
      frontend-nlb-tags group.name group.order healthcheck-interval-seconds healthcheck-path healthcheck-port
      healthcheck-protocol healthcheck-timeout-seconds healthy-threshold-count inbound-cidrs ip-address-type
      ipam-ipv4-pool-id jwt-validation listen-ports load-balancer-attributes load-balancer-name
      manage-backend-security-group-rules minimum-load-balancer-capacity multi-cluster-target-group
      mutual-authentication scheme security-group-prefix-lists security-groups shield-advanced-protection ssl-policy
      ssl-redirect subnets success-codes tags target-control-port target-group-attributes target-node-labels
      target-type unhealthy-threshold-count use-regex-path-match waf-acl-id wafv2-acl-arn wafv2-acl-name web-acl-id`),
    open: /^(?:actions|conditions|transforms|listener-attributes)\./,
  },
  {
    name: "the AWS Load Balancer Controller",
    prefix: "service.beta.kubernetes.io/aws-load-balancer-",
    // https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/, and what the
    // controller before it reads: https://cloud-provider-aws.sigs.k8s.io/service_controller/
    known: words(`access-log-emit-interval access-log-enabled access-log-s3-bucket-name access-log-s3-bucket-prefix
      additional-resource-tags alpn-policy attributes backend-protocol connection-draining-enabled
      connection-draining-timeout connection-idle-timeout cross-zone-load-balancing-enabled disable-nlb-sg
      eip-allocations eip-allocations-discovery-tags enable-icmp-for-path-mtu-discovery
      enable-prefix-for-ipv6-source-nat enable-tcp-udp-listener extra-security-groups healthcheck-healthy-threshold
      healthcheck-interval healthcheck-path healthcheck-port healthcheck-protocol healthcheck-success-codes
      healthcheck-timeout healthcheck-unhealthy-threshold inbound-sg-rules-on-private-link-traffic internal
      ip-address-type ipv6-addresses manage-backend-security-group-rules minimum-load-balancer-capacity
      multi-cluster-target-group name nlb-target-type private-ipv4-addresses proxy-protocol
      proxy-protocol-per-target-group quic-enabled-containers quic-enabled-ports scheme security-group-prefix-lists
      security-groups source-nat-ipv6-prefixes ssl-cert ssl-negotiation-policy ssl-ports subnets
      target-group-attributes target-node-labels type`),
    open: /^listener-attributes\./,
  },
];

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/));
}
