// SPDX-License-Identifier: Apache-2.0

/** Closed sets of values. `1.5:` before a word: this word and the ones behind it are known since 1.5. */
export const WORDS: Readonly<Record<string, string>> = {
  bomFormat: 'CycloneDX',
  lifecyclePhase: 'design pre-build build post-build operations discovery decommission',
  tlp: 'CLEAR GREEN AMBER AMBER_AND_STRICT RED',
  componentType: `application framework library operating-system device 1.1: file
    1.2: container firmware
    1.5: platform device-driver machine-learning-model data
    1.6: cryptographic-asset`,
  scope: 'required optional 1.1: excluded',
  hashAlgorithm: `MD5 SHA-1 SHA-256 SHA-384 SHA-512 SHA3-256 SHA3-512
    1.2: SHA3-384 BLAKE2b-256 BLAKE2b-384 BLAKE2b-512 BLAKE3
    1.7: Streebog-256 Streebog-512`,
  encoding: 'base64',
  acknowledgement: 'declared concluded',
  licenseType: `academic appliance client-access concurrent-user core-points custom-metric device evaluation
    named-user node-locked oem perpetual processor-points subscription user other`,
  patchType: 'unofficial monkey backport cherry-pick',
  issueType: 'defect enhancement security',
  referenceType: `vcs issue-tracker website advisories bom mailing-list social chat documentation support
    distribution license build-meta build-system other
    1.4: release-notes
    1.5: distribution-intake security-contact model-card log configuration evidence formulation attestation
    threat-model adversary-model risk-assessment vulnerability-assertion exploitability-statement pentest-report
    static-analysis-report dynamic-analysis-report runtime-analysis-report component-analysis-report
    maturity-report certification-report codified-infrastructure quality-metrics poam
    1.6: source-distribution electronic-signature digital-signature rfc-9116
    1.7: patent patent-family patent-assertion citation`,
  dataFlow: 'inbound outbound bi-directional unknown',
  aggregate: `complete incomplete incomplete_first_party_only incomplete_third_party_only unknown not_specified
    1.5: incomplete_first_party_proprietary_only incomplete_first_party_opensource_only
    incomplete_third_party_proprietary_only incomplete_third_party_opensource_only`,
  identityField: 'group name version purl cpe swid hash 1.6: omniborId swhid',
  technique: `source-code-analysis binary-analysis manifest-analysis ast-fingerprint hash-comparison
    instrumentation dynamic-analysis filename attestation other`,
  severity: 'critical high medium low info none unknown',
  scoreMethod: 'CVSSv2 CVSSv3 CVSSv31 OWASP other 1.5: CVSSv4 SSVC',
  analysisState:
    'resolved resolved_with_pedigree exploitable in_triage false_positive not_affected',
  analysisJustification: `code_not_present code_not_reachable requires_configuration requires_dependency
    requires_environment protected_by_compiler protected_at_runtime protected_at_perimeter
    protected_by_mitigating_control`,
  analysisResponse: 'can_not_fix will_not_fix update rollback workaround_available',
  affectedStatus: 'affected unaffected unknown',
  dataType: 'source-code configuration dataset definition other',
  learningApproach: `supervised unsupervised reinforcement-learning semi-supervised self-supervised`,
  energyActivity: `design data-collection data-preparation training fine-tuning validation deployment inference
    other`,
  energySource: `coal oil natural-gas nuclear wind solar geothermal hydropower biofuel unknown other`,
  energyUnit: 'kWh',
  co2Unit: 'tCO2eq',
  taskType: 'copy clone lint scan merge build test deliver deploy release clean other',
  accessMode: 'read-only read-write read-write-once write-once write-only',
  volumeMode: 'filesystem block',
  triggerType: 'manual api webhook scheduled',
  outputType: 'artifact attestation log evidence metrics other',
  assetType: 'algorithm certificate protocol related-crypto-material',
  primitive: `drbg mac block-cipher stream-cipher signature hash pke xof kdf key-agree kem ae combiner other
    unknown 1.7: key-wrap`,
  executionEnvironment:
    'software-plain-ram software-encrypted-ram software-tee hardware other unknown',
  implementationPlatform: `generic x86_32 x86_64 armv7-a armv7-m armv8-a armv8-m armv9-a armv9-m s390x ppc64
    ppc64le other unknown`,
  certificationLevel: `none fips140-1-l1 fips140-1-l2 fips140-1-l3 fips140-1-l4 fips140-2-l1 fips140-2-l2
    fips140-2-l3 fips140-2-l4 fips140-3-l1 fips140-3-l2 fips140-3-l3 fips140-3-l4 cc-eal1 cc-eal1+ cc-eal2
    cc-eal2+ cc-eal3 cc-eal3+ cc-eal4 cc-eal4+ cc-eal5 cc-eal5+ cc-eal6 cc-eal6+ cc-eal7 cc-eal7+ other
    unknown`,
  cipherMode: 'cbc ecb ccm gcm cfb ofb ctr other unknown',
  padding: 'pkcs5 pkcs7 pkcs1v15 oaep raw other unknown',
  cryptoFunction: `generate keygen encrypt decrypt digest tag keyderive sign verify encapsulate decapsulate
    other unknown`,
  certificateStateName: 'pre-activation active suspended deactivated revoked destroyed',
  certificateExtensionName: `basicConstraints keyUsage extendedKeyUsage subjectAlternativeName
    authorityKeyIdentifier subjectKeyIdentifier authorityInformationAccess certificatePolicies
    crlDistributionPoints signedCertificateTimestamp`,
  keyMaterialType: `private-key public-key secret-key key ciphertext signature digest initialization-vector nonce
    seed salt shared-secret tag additional-data password credential token other unknown`,
  keyState: 'pre-activation active suspended deactivated compromised destroyed',
  protocolType: `tls ssh ipsec ike sstp wpa other unknown 1.7: dtls quic eap-aka eap-aka-prime prins 5g-aka`,
  patentStatus: `pending granted revoked expired lapsed withdrawn abandoned suspended reinstated opposed
    terminated invalidated in-force`,
  patentAssertionType: `ownership license third-party-claim standards-inclusion prior-art exclusive-rights
    non-assertion research-or-evaluation`,
  keyTypeEc: 'EC',
  keyTypeOkp: 'OKP',
  keyTypeRsa: 'RSA',
  curveEc: 'P-256 P-384 P-521',
  curveOkp: 'Ed25519 Ed448',
}
