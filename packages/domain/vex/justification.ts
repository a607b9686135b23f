// SPDX-License-Identifier: Apache-2.0
import type { OpenVexJustification } from '@headwater/formats/openvex'
import type { Justification } from '../triage/index.ts'

/** OpenVEX and CSAF share their five words; SPDX 3 writes the same five in its own case. */
export type JustificationVocabulary = 'cyclonedx' | 'openvex' | 'spdx-3'

export interface StatedJustification {
  readonly vocabulary: JustificationVocabulary
  readonly word: string
}

/**
 * From the finer list of CycloneDX 1.4 and later (vulnerability analysis justification) to the nearest of the five words of
 * OpenVEX 0.2.0 and CSAF 2.0 (flags, section 3.2.3.5).
 */
export const OUTWARD: Readonly<Record<Justification, OpenVexJustification>> = {
  code_not_present: 'vulnerable_code_not_present',
  code_not_reachable: 'vulnerable_code_not_in_execute_path',
  requires_configuration: 'vulnerable_code_not_in_execute_path',
  requires_dependency: 'vulnerable_code_not_in_execute_path',
  requires_environment: 'vulnerable_code_cannot_be_controlled_by_adversary',
  protected_by_compiler: 'inline_mitigations_already_exist',
  protected_at_runtime: 'inline_mitigations_already_exist',
  // a perimeter is outside the product, so nothing "inline"
  protected_at_perimeter: 'vulnerable_code_cannot_be_controlled_by_adversary',
  protected_by_mitigating_control: 'inline_mitigations_already_exist',
}

/** The other way; what is lost by it is kept in {@link StatedJustification}. */
export const INWARD: Readonly<Record<OpenVexJustification, Justification>> = {
  component_not_present: 'code_not_present',
  vulnerable_code_not_present: 'code_not_present',
  vulnerable_code_not_in_execute_path: 'code_not_reachable',
  vulnerable_code_cannot_be_controlled_by_adversary: 'requires_environment',
  inline_mitigations_already_exist: 'protected_by_mitigating_control',
}

/** SPDX 3.0.1 Security, VexJustificationType. */
export const SPDX3_WORDS: Readonly<Record<OpenVexJustification, string>> = {
  component_not_present: 'componentNotPresent',
  vulnerable_code_not_present: 'vulnerableCodeNotPresent',
  vulnerable_code_not_in_execute_path: 'vulnerableCodeNotInExecutePath',
  vulnerable_code_cannot_be_controlled_by_adversary: 'vulnerableCodeCannotBeControlledByAdversary',
  inline_mitigations_already_exist: 'inlineMitigationsAlreadyExist',
}

/** Details of Yocto's CVE_STATUS that mean "ignored because the code does not matter here" (cve-check-map of oe-core). */
export const YOCTO_DETAILS: Readonly<Record<string, Justification>> = {
  'not-applicable-config': 'code_not_present',
  'not-applicable-platform': 'code_not_present',
}

/** Undefined for a word that the vocabulary does not have. */
export function readJustification(
  vocabulary: JustificationVocabulary,
  word: string,
): Justification | undefined {
  if (vocabulary === 'cyclonedx') return isJustification(word) ? word : undefined
  const known = vocabulary === 'openvex' ? word : openVexOfSpdx3(word)
  return known !== undefined && isOpenVexWord(known) ? INWARD[known] : undefined
}

/**
 * The word for a justification in one vocabulary: the author's own where it can be said there, the nearest one elsewhere.
 */
export function justificationWord(
  vocabulary: 'openvex',
  justification: Justification,
  stated?: StatedJustification,
): OpenVexJustification
export function justificationWord(
  vocabulary: JustificationVocabulary,
  justification: Justification,
  stated?: StatedJustification,
): string
export function justificationWord(
  vocabulary: JustificationVocabulary,
  justification: Justification,
  stated?: StatedJustification,
): string {
  if (vocabulary === 'cyclonedx') return justification
  const word = statedOpenVex(stated) ?? OUTWARD[justification]
  return vocabulary === 'openvex' ? word : SPDX3_WORDS[word]
}

function statedOpenVex(stated: StatedJustification | undefined): OpenVexJustification | undefined {
  if (!stated || stated.vocabulary === 'cyclonedx') return undefined
  const word = stated.vocabulary === 'openvex' ? stated.word : openVexOfSpdx3(stated.word)
  return word !== undefined && isOpenVexWord(word) ? word : undefined
}

function openVexOfSpdx3(word: string): string | undefined {
  return Object.entries(SPDX3_WORDS).find(([, spdx3]) => spdx3 === word)?.[0]
}

function isJustification(word: string): word is Justification {
  return Object.hasOwn(OUTWARD, word)
}

function isOpenVexWord(word: string): word is OpenVexJustification {
  return Object.hasOwn(INWARD, word)
}
