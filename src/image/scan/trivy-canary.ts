// Does trivy's database know anything at all?

/**
 * trivy does not say what is in its database. So it is asked about packages whose vulnerabilities every database of
 * advisories has had for years, of several ecosystems: one that knows of none of them knows of nothing.
 * CycloneDX 1.5: https://cyclonedx.org/docs/1.5/json/
 */
export const weakPackages = {
  bomFormat: "CycloneDX",
  specVersion: "1.5",
  version: 1,
  components: [
    // CVE-2021-23337, CVE-2021-44228, CVE-2020-7471, CVE-2020-26160, CVE-2019-5418
    library("pkg:npm/lodash@4.17.15", "lodash", "4.17.15"),
    library("pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1", "log4j-core", "2.14.1", "org.apache.logging.log4j"),
    library("pkg:pypi/django@2.2.0", "django", "2.2.0"),
    library("pkg:golang/github.com/dgrijalva/jwt-go@v3.2.0%2Bincompatible", "github.com/dgrijalva/jwt-go", "v3.2.0"),
    library("pkg:gem/actionview@5.2.0", "actionview", "5.2.0"),
  ],
};

/** All of the user's own settings that could hide a finding are set aside: some by a variable, for older versions too. */
export const canaryEnvironment = { TRIVY_PKG_TYPES: "os,library" };

export function canaryArguments(sbom: string, report: string, ignoreNothing: string): string[] {
  return [
    "sbom",
    "--format=json",
    "--exit-code=0",
    "--scanners=vuln",
    "--severity=UNKNOWN,LOW,MEDIUM,HIGH,CRITICAL",
    "--ignore-unfixed=false",
    `--ignorefile=${ignoreNothing}`,
    `--output=${report}`,
    "--",
    sbom,
  ];
}

function library(purl: string, name: string, version: string, group?: string) {
  return { type: "library", "bom-ref": purl, purl, name, version, ...(group === undefined ? {} : { group }) };
}
