// SPDX-License-Identifier: Apache-2.0
import type {
  ExternalReference,
  OrganizationFacts,
  Property,
  Service,
} from '@headwater/formats/cyclonedx'
import { readMembers, type FactList, type Rules } from '../reading.ts'
import { ownMember } from './members.ts'
import { readProperties, readReferences } from './read-component.ts'
import { readLicenses, type LicenseTable } from './read-licenses.ts'
import { addOrganization } from './values.ts'

/** A service; no other format has them, so that what makes it one stands beside what a package has. */
export function readService(
  service: Service,
  facts: FactList,
  licenses: LicenseTable,
  relate: (property: Property, index: number) => void,
): void {
  readProperties(service.properties, facts, relate)
  readMembers(service, SERVICE, facts)
  if (service.licenses) readLicenses(service.licenses, facts, licenses)
}

const SERVICE: Rules = {
  provider: (value, facts) => addOrganization('supplier', value as OrganizationFacts, facts),
  group: 'group',
  name: 'name',
  version: 'version',
  description: 'description',
  endpoints: ownMember,
  authenticated: ownMember,
  'x-trust-boundary': ownMember,
  trustZone: ownMember,
  data: ownMember,
  patentAssertions: ownMember,
  externalReferences: (value, facts) =>
    readReferences(value as readonly ExternalReference[], facts),
  releaseNotes: ownMember,
  tags: ownMember,
}
