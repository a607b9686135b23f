// SPDX-License-Identifier: Apache-2.0

/** SPDX 3.0.1, Build and Extension profiles. Notation: see `notation.ts`. */
export const BUILD = `
build_Build < Element
  build_buildEndTime dateTime ?
  build_buildId string ?
  build_buildStartTime dateTime ?
  build_buildType anyURI 1
  build_configSourceDigest Hash *
  build_configSourceEntrypoint string *
  build_configSourceUri anyURI *
  build_environment DictionaryEntry *
  build_parameter DictionaryEntry *
extension_CdxPropertiesExtension < extension_Extension
  extension_cdxProperty extension_CdxPropertyEntry +
extension_CdxPropertyEntry
  extension_cdxPropName string 1
  extension_cdxPropValue string ?
abstract extension_Extension extensible
`
