// SPDX-License-Identifier: Apache-2.0

/** Attestations and standards. Notation: ../notation.ts. */
export const DECLARATION_TYPES: Readonly<Record<string, string>> = {
  declarations: `
    assessors          assessor[]        <assessor>
    attestations       attestation[]     <attestation>
    claims             claim[]           <claim>
    evidence           claimEvidence[]   <evidence>
    targets            claimTargets
    affirmation        affirmation
    signature          signature         j`,

  assessor: `
    bom-ref            ref               @
    thirdParty         boolean
    organization       organization`,

  attestation: `
    summary            string
    assessor           refLink
    map                attestationMap[]  *
    signature          signature         j`,

  attestationMap: `
    requirement        refLink
    claims             refLink[]         <claim>
    counterClaims      refLink[]         <counterClaim>
    conformance        conformance
    confidence         confidence`,

  conformance: `
    score              score             !x
    rationale          string
    mitigationStrategies refLink[]       <mitigationStrategy>`,

  confidence: `
    score              score             !x
    rationale          string`,

  claim: `
    bom-ref            ref               @
    target             refLink
    predicate          string
    mitigationStrategies refLink[]       <mitigationStrategy>
    reasoning          string
    evidence           refLink[]         *
    counterEvidence    refLink[]         *
    externalReferences externalReference[] <reference>
    signature          signature         j`,

  claimEvidence: `
    bom-ref            ref               @
    propertyName       string
    description        string
    data               claimData[]       *
    created            dateTime
    expires            dateTime
    author             contact
    reviewer           contact
    signature          signature         j`,

  claimData: `
    name               string
    contents           claimContents
    classification     string
    sensitiveData      string[]          *
    governance         governance`,

  claimContents: `
    attachment         attachment
    url                uri`,

  claimTargets: `
    organizations      organization[]    <organization>
    components         component[]       <component>
    services           service[]         <service>`,

  affirmation: `
    statement          string
    signatories        signatory[]       <signatory>
    signature          signature         j`,

  signatory: `
    : j one signature externalReference+organization
    name               string
    role               string
    organization       organization
    externalReference  externalReference
    signature          signature         j`,

  definitions: `
    standards          standard[]        <standard>
    patents            patent-entry[]    <|> 1.7`,

  standard: `
    bom-ref            ref               @
    name               string            !x
    version            string            !x
    description        string            !x
    owner              string            !x
    requirements       requirement[]     <requirement>
    levels             level[]           <level>
    externalReferences externalReference[] <reference>
    signature          signature         j`,

  requirement: `
    bom-ref            ref               @
    identifier         string
    title              string
    text               string
    descriptions       string[]          <description>
    openCre            openCre[]         *
    parent             refLink
    properties         property[]        <property>
    externalReferences externalReference[] <reference>`,

  level: `
    bom-ref            ref               @
    identifier         string
    title              string
    description        string
    requirements       refLink[]         <requirement>`,
}
