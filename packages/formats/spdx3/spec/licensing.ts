// SPDX-License-Identifier: Apache-2.0

/** SPDX 3.0.1, SimpleLicensing and ExpandedLicensing profiles. Notation: see `notation.ts`. */
export const LICENSING = `
abstract simplelicensing_AnyLicenseInfo < Element
simplelicensing_LicenseExpression < simplelicensing_AnyLicenseInfo
  simplelicensing_customIdToUri DictionaryEntry *
  simplelicensing_licenseExpression string 1
  simplelicensing_licenseListVersion semver ?
simplelicensing_SimpleLicensingText < Element
  simplelicensing_licenseText string 1
expandedlicensing_ConjunctiveLicenseSet < simplelicensing_AnyLicenseInfo
  expandedlicensing_member simplelicensing_AnyLicenseInfo 2+
expandedlicensing_CustomLicense < expandedlicensing_License
expandedlicensing_CustomLicenseAddition < expandedlicensing_LicenseAddition
expandedlicensing_DisjunctiveLicenseSet < simplelicensing_AnyLicenseInfo
  expandedlicensing_member simplelicensing_AnyLicenseInfo 2+
abstract expandedlicensing_ExtendableLicense < simplelicensing_AnyLicenseInfo
expandedlicensing_IndividualLicensingInfo < simplelicensing_AnyLicenseInfo
abstract expandedlicensing_License < expandedlicensing_ExtendableLicense
  expandedlicensing_isDeprecatedLicenseId boolean ?
  expandedlicensing_isFsfLibre boolean ?
  expandedlicensing_isOsiApproved boolean ?
  expandedlicensing_licenseXml string ?
  expandedlicensing_obsoletedBy string ?
  expandedlicensing_seeAlso anyURI *
  expandedlicensing_standardLicenseHeader string ?
  expandedlicensing_standardLicenseTemplate string ?
  simplelicensing_licenseText string 1
abstract expandedlicensing_LicenseAddition < Element
  expandedlicensing_additionText string 1
  expandedlicensing_isDeprecatedAdditionId boolean ?
  expandedlicensing_licenseXml string ?
  expandedlicensing_obsoletedBy string ?
  expandedlicensing_seeAlso anyURI *
  expandedlicensing_standardAdditionTemplate string ?
expandedlicensing_ListedLicense < expandedlicensing_License
  expandedlicensing_deprecatedVersion string ?
  expandedlicensing_listVersionAdded string ?
expandedlicensing_ListedLicenseException < expandedlicensing_LicenseAddition
  expandedlicensing_deprecatedVersion string ?
  expandedlicensing_listVersionAdded string ?
expandedlicensing_OrLaterOperator < expandedlicensing_ExtendableLicense
  expandedlicensing_subjectLicense expandedlicensing_License 1
expandedlicensing_WithAdditionOperator < simplelicensing_AnyLicenseInfo
  expandedlicensing_subjectAddition expandedlicensing_LicenseAddition 1
  expandedlicensing_subjectExtendableLicense expandedlicensing_ExtendableLicense 1
`
