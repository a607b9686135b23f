// SPDX-License-Identifier: Apache-2.0
import type { ClassModel } from '@headwater/formats/spdx3'
import type { NodeKind } from '../facts.ts'

/** What an element becomes in the inventory. */
export type Role =
  | NodeKind
  | 'collection'
  /** an edge, or several */
  | 'relationship'
  | 'annotation'

/** The first class of an element's lineage that stands here decides. */
const ROLES: readonly (readonly [string, Role])[] = [
  ['SpdxDocument', 'document'],
  ['ElementCollection', 'collection'],
  ['ai_AIPackage', 'model'],
  ['dataset_DatasetPackage', 'dataset'],
  ['software_Package', 'package'],
  ['software_File', 'file'],
  ['software_Snippet', 'snippet'],
  ['Relationship', 'relationship'],
  ['Annotation', 'annotation'],
  ['build_Build', 'build'],
  ['Tool', 'tool'],
  ['Agent', 'agent'],
  ['security_Vulnerability', 'vulnerability'],
  ['simplelicensing_AnyLicenseInfo', 'license'],
  ['simplelicensing_SimpleLicensingText', 'license'],
  ['expandedlicensing_LicenseAddition', 'license'],
  ['service_SoftwareService', 'service'],
  ['hardware_Hardware', 'package'],
]

const known = new WeakMap<ClassModel, Role>()

export function roleOf(model: ClassModel | undefined): Role {
  if (model === undefined) return 'other'
  let role = known.get(model)
  if (role === undefined) {
    role = ROLES.find(([name]) => model.lineage.has(name))?.[1] ?? 'other'
    known.set(model, role)
  }
  return role
}

export type PackageRole = 'package' | 'model' | 'dataset' | 'service'

export function isPackageRole(role: Role): role is PackageRole {
  return role === 'package' || role === 'model' || role === 'dataset' || role === 'service'
}
