// SPDX-License-Identifier: Apache-2.0

/**
 * What SPDX 3.1 adds: the Hardware, SupplyChain, FunctionalSafety, Operations and Service profiles and their roots in Core. The
 * drafts of 3.1 moved properties between classes and renamed some; both names stand here, and nothing that 3.1 adds is
 * required. Notation: see `notation.ts`.
 */
export const DRAFT = `
add Artifact
  intendedUse string *
add Organization
  headquartersLocation Location *
add software_SoftwareArtifact
  software_artifactSize nonNegativeInteger ?
add simplelicensing_LicenseExpression
  simplelicensing_customIdToLicense ElementMap *
abstract Action < Artifact
  actionEndTime dateTime ?
  actionLocation Location *
  actionStartTime dateTime ?
  additionalInformation DictionaryEntry *
  additionalInformationSpecification Specification *
  endTime dateTime ?
  startTime dateTime ?
ContactPointRelationship < Relationship
  contactType string ?
abstract DefinedProcess < Artifact
  additionalInformation DictionaryEntry *
  additionalInformationSpecification Specification *
  isoAutomationLevel string ?
  processRationale string ?
  processReadiness string ?
  processVersion string ?
  rationale string ?
  version string ?
DefinedType
  definitionSource Specification ?
  typeFromSource string ?
ElementMap
  elementValue Element ?
  key string ?
abstract Location < Element
  locationTime dateTime ?
MeasureOfLength < UnitOfMeasure
MeasureOfMass < UnitOfMeasure
PhysicalLocation < Location
  city string ?
  country string ?
  countyCode string ?
  geographicPointLocation string *
  postalCode string ?
  postalName string ?
  postOfficeBoxNumber string ?
  provinceStateCode string ?
  streetAddress string ?
Regulation < Specification
Requirement < Element
  devLifecycleStage LifecycleScopeType *
  rationale string *
  requirementRationale string *
  requirementStatement string ?
  requirementUUID ExternalIdentifier ?
Specification < Artifact
  specType string ?
SupportRelationship < Relationship
  supportLevel SupportType ?
UnitOfMeasure
  quantity string ?
  unitQUDT string ?
functionalsafety_EvaluationResult < Element
  functionalsafety_evaluation string ?
  functionalsafety_evaluationBasedOn functionalsafety_RequirementVerification ?
  functionalsafety_evaluationRationale string ?
  rationale string ?
functionalsafety_EvidenceRelationship < Relationship
  functionalsafety_evidenceCategory string *
  functionalsafety_evidenceUID ExternalIdentifier ?
  functionalsafety_evidenceUUID ExternalIdentifier ?
functionalsafety_RequirementVerification < Element
  functionalsafety_verificationMethod string *
  functionalsafety_verificationPostcondition string *
  functionalsafety_verificationPrecondition string *
  functionalsafety_verificationRationale string ?
  functionalsafety_verificationUUID ExternalIdentifier ?
  rationale string ?
hardware_BulkHardware < hardware_Hardware
  hardware_bulkQuantity UnitOfMeasure ?
hardware_Dimensions
  hardware_xAxisLength MeasureOfLength ?
  hardware_yAxisLength MeasureOfLength ?
  hardware_zAxisLength MeasureOfLength ?
hardware_Hardware < Artifact
  additionalInformation DictionaryEntry *
  additionalInformationSpecification Specification *
  hardware_additionalInformation DictionaryEntry *
  hardware_additionalInformationSpecification Specification *
  hardware_batchNumber string ?
  hardware_category DefinedType *
  hardware_hardwareVersion string ?
  hardware_hazard DefinedType *
  hardware_partNumber string ?
  hardware_productAgent Agent ?
  hardware_releaseDate dateTime ?
  hardware_serialNumber string ?
  version string ?
hardware_PhysicalHardware < hardware_Hardware
  hardware_centerOfMass hardware_Dimensions ?
  hardware_dimensions hardware_Dimensions ?
  hardware_massOfHardware MeasureOfMass ?
hardware_ProductSpecification < Specification
  hardware_hazard DefinedType *
  hardware_itemVersion string *
  hardware_partNumber string *
  version string *
hardware_VirtualHardware < hardware_Hardware
  hardware_virtualHardwareModel string ?
operations_ExportControlClassification
  comment string ?
  operations_exportClassification string ?
  operations_exportControlSpecification Specification ?
  operations_exportingCountry string ?
  operations_weight positiveInteger ?
operations_ExportControlClassificationAssessment < Artifact
  operations_assessedElement Element ?
  operations_assessmentContext operations_Project ?
  operations_assessmentResult operations_ExportControlClassification *
  operations_assessmentTime dateTime ?
  operations_assessmentTimestamp dateTime ?
  operations_assessor Agent ?
operations_Project < Bundle
  operations_projectContract anyURI ?
  operations_projectEndTime dateTime ?
  operations_projectOwner Agent ?
  operations_projectSponsor Agent ?
  operations_projectStartTime dateTime ?
  operations_projectTitle string ?
service_SoftwareService < Artifact
  additionalInformation DictionaryEntry *
  additionalInformationSpecification Specification *
  service_provider Agent *
  service_serverAuthenticationProtocol string *
  service_serviceHostingCountry string *
supplychain_AssemblyAction < supplychain_CreateAction
supplychain_AssemblyProcess < supplychain_CreateProcess
supplychain_BoundaryCrossingAction < Action
supplychain_BoundaryDefinitionAction < Action
  supplychain_boundaryParameter DictionaryEntry *
supplychain_BoundaryDefinitionProcess < DefinedProcess
supplychain_ChangeAction < supplychain_ModifyAction
supplychain_ChangeProcess < supplychain_ModifyProcess
supplychain_CreateAction < Action
supplychain_CreateProcess < DefinedProcess
supplychain_DefinedStateProcess < supplychain_UseProcess
  supplychain_validState supplychain_State *
supplychain_DestroyAction < Action
  supplychain_destructionPerformedBy Agent *
supplychain_DestroyProcess < DefinedProcess
supplychain_HarvestAction < supplychain_CreateAction
supplychain_HarvestProcess < supplychain_CreateProcess
supplychain_InspectionAction < supplychain_UseAction
supplychain_InspectionProcess < supplychain_UseProcess
  supplychain_plannedInspectionLocation Location *
supplychain_InstantiateVirtualHardwareProcess < DefinedProcess
supplychain_ManufactureAction < supplychain_CreateAction
supplychain_ManufactureProcess < supplychain_CreateProcess
supplychain_ModifyAction < Action
supplychain_ModifyProcess < DefinedProcess
supplychain_OutOfSpecAction < supplychain_UseAction
supplychain_PlanAction < Action
supplychain_PlanProcess < DefinedProcess
supplychain_ReproduceAction < supplychain_CreateAction
supplychain_ReproduceProcess < supplychain_CreateProcess
supplychain_ResolutionAction < Action
supplychain_ResponsibilityChangeAction < Action
  supplychain_current Agent ?
  supplychain_previous Agent ?
  supplychain_responsibilityCategory string ?
  supplychain_responsibilityChangedOn Element *
supplychain_ResponsibilityChangeProcess < DefinedProcess
  supplychain_plannedCurrent Agent ?
  supplychain_plannedPrevious Agent ?
  supplychain_plannedProductOfResponsibilityChange Element *
supplychain_State < Artifact
supplychain_StateAction < supplychain_UseAction
  supplychain_currentState supplychain_State ?
  supplychain_decisionProcess supplychain_DefinedStateProcess ?
supplychain_StorageAction < supplychain_ModifyAction
supplychain_StorageProcess < supplychain_ModifyProcess
  supplychain_plannedStorageLocation Location *
supplychain_TestAction < supplychain_UseAction
supplychain_TestProcess < supplychain_UseProcess
supplychain_TransportAction < supplychain_ModifyAction
  supplychain_dropoffLocation Location *
  supplychain_pickupLocation Location *
  supplychain_transportRoute string *
supplychain_TransportProcess < supplychain_ModifyProcess
  supplychain_forDropoffLocation Location *
  supplychain_forPickupLocation Location *
  supplychain_plannedTransportRoutes string *
supplychain_UseAction < Action
supplychain_UseProcess < DefinedProcess
enum ProfileIdentifierType
  functionalSafety hardware operations service supplyChain
enum RelationshipType
  conformsTo createdBy evaluatedOn finetunedOn follows hasContactPoint hasResolution implementedBy
  locatedAt performedBy pretrainedOn providesSupportFor resolved runsOn tracedToDetail validatedOn
  verifiedBy
`
