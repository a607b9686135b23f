// SPDX-License-Identifier: Apache-2.0

/**
 * Who speaks in a CVE container, by short name or organisation id. Feeds straight from a CNA's repository (the kernel's)
 * carry the id alone.
 */
export function cnaName(shortName: string | undefined, orgId: string | undefined): string {
  if (shortName !== undefined && shortName !== '') return shortName
  if (orgId === undefined) return 'unnamed CNA'
  return CNAS.get(orgId) ?? orgId
}

/** Source: https://www.cve.org/PartnerInformation/ListofPartners */
const CNAS: ReadonlyMap<string, string> = new Map([
  ['f4215fc3-5b6b-47ff-a258-f7189bd81038', 'Linux'],
  ['416baaa9-dc9f-4396-8d5f-8c081fb06d67', 'Linux'],
  ['134c704f-9b21-4f2e-91b3-4a467353bcc0', 'CISA-ADP'],
  ['af854a3a-2127-422b-91ae-364da2661108', 'CVE'],
  ['e2e69745-5e70-4e92-8431-deb5529a81ad', 'zephyr'],
  ['6b3ad84c-e1a6-4bf7-a703-f496b71e49db', 'EEF'],
  ['2499f714-1537-4658-8207-48ae4bb9eae9', 'curl'],
  ['3a12439a-ef3a-4c79-92e6-6081a721f1e5', 'openssl'],
])
