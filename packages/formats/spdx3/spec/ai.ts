// SPDX-License-Identifier: Apache-2.0

/** SPDX 3.0.1, AI and Dataset profiles. Notation: see `notation.ts`. */
export const AI = `
ai_AIPackage < software_Package
  ai_autonomyType PresenceType ?
  ai_domain string *
  ai_energyConsumption ai_EnergyConsumption ?
  ai_hyperparameter DictionaryEntry *
  ai_informationAboutApplication string ?
  ai_informationAboutTraining string ?
  ai_limitation string ?
  ai_metric DictionaryEntry *
  ai_metricDecisionThreshold DictionaryEntry *
  ai_modelDataPreprocessing string *
  ai_modelExplainability string *
  ai_safetyRiskAssessment ai_SafetyRiskAssessmentType ?
  ai_standardCompliance string *
  ai_typeOfModel string *
  ai_useSensitivePersonalInformation PresenceType ?
ai_EnergyConsumption
  ai_finetuningEnergyConsumption ai_EnergyConsumptionDescription *
  ai_inferenceEnergyConsumption ai_EnergyConsumptionDescription *
  ai_trainingEnergyConsumption ai_EnergyConsumptionDescription *
ai_EnergyConsumptionDescription
  ai_energyQuantity decimal 1
  ai_energyUnit ai_EnergyUnitType 1
enum ai_EnergyUnitType
  kilowattHour megajoule other
enum ai_SafetyRiskAssessmentType
  high low medium serious
dataset_DatasetPackage < software_Package
  dataset_anonymizationMethodUsed string *
  dataset_confidentialityLevel dataset_ConfidentialityLevelType ?
  dataset_dataCollectionProcess string ?
  dataset_dataPreprocessing string *
  dataset_datasetAvailability dataset_DatasetAvailabilityType ?
  dataset_datasetNoise string ?
  dataset_datasetSize nonNegativeInteger ?
  dataset_datasetType dataset_DatasetType +
  dataset_datasetUpdateMechanism string ?
  dataset_hasSensitivePersonalInformation PresenceType ?
  dataset_intendedUse string ?
  dataset_knownBias string *
  dataset_sensor DictionaryEntry *
enum dataset_ConfidentialityLevelType
  amber clear green red
enum dataset_DatasetAvailabilityType
  clickthrough directDownload query registration scrapingScript
enum dataset_DatasetType
  audio categorical graph image noAssertion numeric other sensor structured syntactic text
  timeseries timestamp video
`
