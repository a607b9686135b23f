// SPDX-License-Identifier: Apache-2.0

/** Licences and patents. Notation: ../notation.ts. */
export const LICENSE_TYPES: Readonly<Record<string, string>> = {
  licenseHolder: `
    : j most license expression
    license            license           . !`,

  license: `
    : j one id name
    : x1.6 one id name
    : x most id name
    bom-ref            ref               @ 1.5
    acknowledgement    acknowledgement   @ 1.6
    id                 licenseId
    name               string
    text               attachment        1.1
    url                uri               1.1
    licensing          licensing         1.5
    properties         property[]        <property> 1.5`,

  expression: `
    bom-ref            ref               @ 1.5
    acknowledgement    acknowledgement   @ 1.6
    expression         string            = !`,

  expressionDetailed: `
    bom-ref            ref               @
    acknowledgement    acknowledgement   @
    expression         string            @ !
    expressionDetails  expressionDetail[] *details
    licensing          licensing
    properties         property[]        <property>`,

  expressionDetail: `
    licenseIdentifier  string            @license-identifier !
    bom-ref            ref               @
    text               attachment
    url                uri`,

  licensing: `
    altIds             string[]          <altId>
    licensor           licensingParty
    licensee           licensingParty
    purchaser          licensingParty
    purchaseOrder      string
    licenseTypes       licenseType[]     <licenseType>
    lastRenewal        dateTime
    expiration         dateTime`,

  licensingParty: `
    : j one organization individual
    : x most organization individual
    organization       organization
    individual         contact`,

  patentAssertion: `
    bom-ref            ref               @
    assertionType      patentAssertionType !
    patentRefs         refLink[]         <bom-ref>
    asserter           asserter          !
    notes              string`,

  patent: `
    bom-ref            ref               @
    patentNumber       patentNumber      !
    applicationNumber  patentNumber
    jurisdiction       jurisdiction      !
    priorityApplication priorityApplication
    publicationNumber  patentNumber
    title              string
    abstract           string
    filingDate         date
    grantDate          date
    patentExpirationDate date
    patentLegalStatus  patentStatus      !
    patentAssignee     assignee[]        *
    externalReferences externalReference[] <reference>`,

  patentFamily: `
    bom-ref            ref               @
    familyId           string            !
    priorityApplication priorityApplication
    members            refLink[]         <ref>
    externalReferences externalReference[] <reference>`,

  priorityApplication: `
    applicationNumber  patentNumber      !
    jurisdiction       jurisdiction      !
    filingDate         date              !`,
}
