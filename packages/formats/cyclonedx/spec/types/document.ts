// SPDX-License-Identifier: Apache-2.0

/** The document, who made it, and its relationships. Notation: ../notation.ts. */
export const DOCUMENT_TYPES: Readonly<Record<string, string>> = {
  bom: `
    : x1.1 attributes
    $schema            string            j1.4
    bomFormat          bomFormat         j !
    specVersion        string            j !
    version            bomVersion        @
    serialNumber       serialNumber      @ 1.1
    metadata           metadata          1.2
    components         component[]       <component> unique !x-1.1
    services           service[]         <service> 1.2 unique
    externalReferences externalReference[] <reference> 1.1
    dependencies       dependency[]      <dependency> 1.2 unique
    compositions       composition[]     <composition> 1.3 unique
    properties         property[]        <property> j1.5 x1.3
    vulnerabilities    vulnerability[]   <vulnerability> 1.4 unique
    annotations        annotation[]      <annotation> 1.5 unique
    formulation        formula[]         <formula> 1.5 unique
    declarations       declarations      1.6
    definitions        definitions       1.6
    citations          citation[]        <citation> 1.7 unique
    signature          signature         j1.4`,

  metadata: `
    timestamp          dateTime
    lifecycles         lifecycle[]       <lifecycle> 1.5
    tools              tool[]|toolSet:1.5 <tool>
    authors            contact[]         <author>
    component          component
    manufacturer       organization      1.6
    manufacture        organization      spare-1.2
    supplier           organization      spare-1.2
    licenses           license-choice[]  <|> 1.3
    properties         property[]        <property> 1.3
    distributionConstraints distribution 1.7`,

  lifecycle: `
    : one phase name
    : with description name
    phase              lifecyclePhase
    name               string
    description        string`,

  distribution: `
    tlp                tlp`,

  // the shape of tools until 1.4, deprecated since
  tool: `
    vendor             string
    name               string
    version            version
    hashes             hash[]            <hash>
    externalReferences externalReference[] <reference> 1.4`,

  toolSet: `
    components         component[]       <component> unique
    services           service[]         <service> unique`,

  organization: `
    bom-ref            ref               @ 1.5
    name               string
    address            address           1.6
    url                uri[]             *
    contact            contact[]         *`,

  contact: `
    bom-ref            ref               @ 1.5
    name               string
    email              email             spare-1.2
    phone              string            spare-1.2`,

  address: `
    bom-ref            ref               @
    country            string
    region             string
    locality           string
    postOfficeBoxNumber string
    postalCode         string
    streetAddress      string`,

  property: `
    : j-1.5 open
    name               string            @ !x !j1.6
    value              string            =`,

  dependency: `
    : loose
    ref                refLink           @ !
    dependsOn          refLink[]         *dependency@ref unique
    provides           refLink[]         *provides@ref 1.6 unique`,

  composition: `
    : loose
    bom-ref            ref               @ 1.5
    aggregate          aggregate         !
    assemblies         refLink[]         <assembly@ref> unique
    dependencies       refLink[]         <dependency@ref> unique
    vulnerabilities    refLink[]         <vulnerability@ref> 1.5 unique
    signature          signature         j1.4`,

  annotation: `
    : attributes
    bom-ref            ref               @
    subjects           refLink[]         <subject@ref> unique !j
    annotator          annotator         !
    timestamp          dateTime          !
    text               string            !
    signature          signature         j`,

  annotator: `
    : j one organization individual component service
    : x most organization individual component service
    organization       organization
    individual         contact
    component          component
    service            service`,

  citation: `
    : one pointers expressions
    : j any attributedTo process
    bom-ref            ref               @
    pointers           string[]          <pointer> filled
    expressions        string[]          <expression> filled
    timestamp          dateTime          !
    attributedTo       refLink
    process            refLink
    note               string
    signature          signature         j`,
}
