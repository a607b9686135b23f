// SPDX-License-Identifier: Apache-2.0

/** SPDX 3.0.1, Security profile. Notation: see `notation.ts`. */
export const SECURITY = `
security_CvssV2VulnAssessmentRelationship < security_VulnAssessmentRelationship
  security_score decimal 1
  security_vectorString string 1
security_CvssV3VulnAssessmentRelationship < security_VulnAssessmentRelationship
  security_score decimal 1
  security_severity security_CvssSeverityType 1
  security_vectorString string 1
security_CvssV4VulnAssessmentRelationship < security_VulnAssessmentRelationship
  security_score decimal 1
  security_severity security_CvssSeverityType 1
  security_vectorString string 1
security_EpssVulnAssessmentRelationship < security_VulnAssessmentRelationship
  security_percentile decimal 1
  security_probability decimal 1
security_ExploitCatalogVulnAssessmentRelationship < security_VulnAssessmentRelationship
  security_catalogType security_ExploitCatalogType 1
  security_exploited boolean 1
  security_locator anyURI 1
security_SsvcVulnAssessmentRelationship < security_VulnAssessmentRelationship
  security_decisionType security_SsvcDecisionType 1
security_VexAffectedVulnAssessmentRelationship < security_VexVulnAssessmentRelationship
  security_actionStatement string 1
  security_actionStatementTime dateTime ?
security_VexFixedVulnAssessmentRelationship < security_VexVulnAssessmentRelationship
security_VexNotAffectedVulnAssessmentRelationship < security_VexVulnAssessmentRelationship
  security_impactStatement string ?
  security_impactStatementTime dateTime ?
  security_justificationType security_VexJustificationType ?
security_VexUnderInvestigationVulnAssessmentRelationship < security_VexVulnAssessmentRelationship
abstract security_VexVulnAssessmentRelationship < security_VulnAssessmentRelationship
  security_statusNotes string ?
  security_vexVersion string ?
abstract security_VulnAssessmentRelationship < Relationship
  security_assessedElement software_SoftwareArtifact ?
  security_modifiedTime dateTime ?
  security_publishedTime dateTime ?
  security_withdrawnTime dateTime ?
  suppliedBy Agent ?
security_Vulnerability < Artifact
  security_modifiedTime dateTime ?
  security_publishedTime dateTime ?
  security_withdrawnTime dateTime ?
enum security_CvssSeverityType
  critical high low medium none
enum security_ExploitCatalogType
  kev other
enum security_SsvcDecisionType
  act attend track trackStar
enum security_VexJustificationType
  componentNotPresent inlineMitigationsAlreadyExist vulnerableCodeCannotBeControlledByAdversary
  vulnerableCodeNotInExecutePath vulnerableCodeNotPresent
`
