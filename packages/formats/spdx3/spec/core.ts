// SPDX-License-Identifier: Apache-2.0

/** SPDX 3.0.1, Core profile. Notation: see `notation.ts`. */
export const CORE = `
Agent < Element
Annotation < Element
  annotationType AnnotationType 1
  contentType mediaType ?
  statement string ?
  subject Element 1
abstract Artifact < Element
  builtTime dateTime ?
  originatedBy Agent *
  releaseTime dateTime ?
  standardName string *
  suppliedBy Agent ?
  supportLevel SupportType *
  validUntilTime dateTime ?
Bom < Bundle
Bundle < ElementCollection
  context string ?
CreationInfo
  comment string ?
  created dateTime 1
  createdBy Agent +
  createdUsing Tool *
  specVersion semver 1
DictionaryEntry
  key string 1
  value string ?
abstract Element iri
  comment string ?
  creationInfo CreationInfo 1
  description string ?
  extension extension_Extension *
  externalIdentifier ExternalIdentifier *
  externalRef ExternalRef *
  name string ?
  summary string ?
  verifiedUsing IntegrityMethod *
abstract ElementCollection < Element
  element Element *
  profileConformance ProfileIdentifierType *
  rootElement Element *
ExternalIdentifier
  comment string ?
  externalIdentifierType ExternalIdentifierType 1
  identifier string 1
  identifierLocator anyURI *
  issuingAuthority string ?
ExternalMap
  definingArtifact Artifact ?
  externalSpdxId anyURI 1
  locationHint anyURI ?
  verifiedUsing IntegrityMethod *
ExternalRef
  comment string ?
  contentType mediaType ?
  externalRefType ExternalRefType ?
  locator string *
Hash < IntegrityMethod
  algorithm HashAlgorithm 1
  hashValue string 1
IndividualElement < Element
abstract IntegrityMethod
  comment string ?
LifecycleScopedRelationship < Relationship
  scope LifecycleScopeType ?
NamespaceMap
  namespace anyURI 1
  prefix string 1
Organization < Agent
PackageVerificationCode < IntegrityMethod
  algorithm HashAlgorithm 1
  hashValue string 1
  packageVerificationCodeExcludedFile string *
Person < Agent
PositiveIntegerRange
  beginIntegerRange positiveInteger 1
  endIntegerRange positiveInteger 1
Relationship < Element
  completeness RelationshipCompleteness ?
  endTime dateTime ?
  from Element 1
  relationshipType RelationshipType 1
  startTime dateTime ?
  to Element +
SoftwareAgent < Agent
SpdxDocument < ElementCollection
  dataLicense simplelicensing_AnyLicenseInfo ?
  import ExternalMap *
  namespaceMap NamespaceMap *
Tool < Element
enum AnnotationType
  other review
enum ExternalIdentifierType
  cpe22 cpe23 cve email gitoid other packageUrl securityOther swhid swid urlScheme
enum ExternalRefType
  altDownloadLocation altWebPage binaryArtifact bower buildMeta buildSystem certificationReport
  chat componentAnalysisReport cwe documentation dynamicAnalysisReport eolNotice
  exportControlAssessment funding issueTracker license mailingList mavenCentral metrics npm
  nuget other privacyAssessment productMetadata purchaseOrder qualityAssessmentReport
  releaseHistory releaseNotes riskAssessment runtimeAnalysisReport secureSoftwareAttestation
  securityAdversaryModel securityAdvisory securityFix securityOther securityPenTestReport
  securityPolicy securityThreatModel socialMedia sourceArtifact staticAnalysisReport support vcs
  vulnerabilityDisclosureReport vulnerabilityExploitabilityAssessment
enum HashAlgorithm
  adler32 blake2b256 blake2b384 blake2b512 blake3 crystalsDilithium crystalsKyber falcon md2 md4
  md5 md6 other sha1 sha224 sha256 sha384 sha3_224 sha3_256 sha3_384 sha3_512 sha512
enum LifecycleScopeType
  build design development other runtime test
enum PresenceType
  no noAssertion yes
enum ProfileIdentifierType
  ai build core dataset expandedLicensing extension lite security simpleLicensing software
enum RelationshipCompleteness
  complete incomplete noAssertion
enum RelationshipType
  affects amendedBy ancestorOf availableFrom configures contains coordinatedBy copiedTo
  delegatedTo dependsOn descendantOf describes doesNotAffect expandsTo exploitCreatedBy fixedBy
  fixedIn foundBy generates hasAddedFile hasAssessmentFor hasAssociatedVulnerability
  hasConcludedLicense hasDataFile hasDeclaredLicense hasDeletedFile hasDependencyManifest
  hasDistributionArtifact hasDocumentation hasDynamicLink hasEvidence hasExample hasHost
  hasInput hasMetadata hasOptionalComponent hasOptionalDependency hasOutput hasPrerequisite
  hasProvidedDependency hasRequirement hasSpecification hasStaticLink hasTest hasTestCase
  hasVariant invokedBy modifiedBy other packagedBy patchedBy publishedBy reportedBy
  republishedBy serializedInArtifact testedOn trainedOn underInvestigationFor usesTool
enum SupportType
  deployed development endOfSupport limitedSupport noAssertion noSupport support
`
