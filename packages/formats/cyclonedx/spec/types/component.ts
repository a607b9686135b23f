// SPDX-License-Identifier: Apache-2.0

/** Components and what hangs on them. Notation: ../notation.ts. */
export const COMPONENT_TYPES: Readonly<Record<string, string>> = {
  component: `
    : x1.1 attributes
    : most version versionRange
    : j true versionRange isExternal
    type               componentType     @ !
    mime-type          mimeType          @ 1.2
    isExternal         boolean           @ 1.7
    bom-ref            ref               @ 1.1
    supplier           organization      1.2
    manufacturer       organization      1.6
    authors            contact[]         <author> 1.6
    author             string            1.2
    publisher          string
    group              string
    name               string            !
    version            version           !-1.3
    versionRange       versionRange      1.7
    description        string
    scope              scope
    hashes             hash[]            <hash>
    licenses           license-choice[]  <|>
    copyright          string
    patentAssertions   patentAssertion[] <patentAssertion> 1.7
    cpe                cpe
    purl               uri
    omniborId          string[]          * 1.6
    swhid              string[]          * 1.6
    swid               swid              1.2
    modified           boolean           !x-1.0
    pedigree           pedigree          1.1
    externalReferences externalReference[] <reference> 1.1
    properties         property[]        <property> 1.3
    components         component[]       <component> unique
    evidence           evidence          1.3
    releaseNotes       releaseNotes      1.4
    modelCard          modelCard         1.5
    data               componentData[]   * 1.5 lone-1.5
    cryptoProperties   cryptoProperties  1.6
    tags               string[]          <tag> 1.6
    signature          signature         j1.4`,

  hash: `
    alg                hashAlgorithm     @ !
    content            hashContent       = !`,

  attachment: `
    contentType        string            @content-type
    encoding           encoding          @
    content            string            = !j`,

  swid: `
    tagId              string            @ !
    name               string            @ !
    version            string            @
    tagVersion         integer           @
    patch              boolean           @
    text               attachment
    url                uri`,

  externalReference: `
    : attributes
    type               referenceType     @ !
    url                uri               !
    comment            string
    hashes             hash[]            <hash> 1.3
    properties         property[]        <property> 1.7`,

  pedigree: `
    ancestors          component[]       <component>
    descendants        component[]       <component>
    variants           component[]       <component>
    commits            commit[]          <commit>
    patches            patch[]           <patch> 1.2
    notes              string`,

  commit: `
    uid                string
    url                uri
    author             identifiableAction
    committer          identifiableAction
    message            string`,

  identifiableAction: `
    timestamp          dateTime
    name               string
    email              email`,

  patch: `
    type               patchType         @ !
    diff               diff
    resolves           issue[]           <issue>`,

  diff: `
    text               attachment
    url                uri`,

  issue: `
    type               issueType         @ !
    id                 string
    name               string
    description        string
    source             issueSource
    references         uri[]             <url>`,

  issueSource: `
    name               string
    url                uri`,

  evidence: `
    : attributes
    identity           identity[]:1.6|identity * 1.5
    occurrences        occurrence[]      <occurrence> 1.5
    callstack          callstack         1.5
    licenses           license-choice[]  <|>
    copyright          copyrightText[]   <text>`,

  identity: `
    field              identityField     !
    confidence         score
    concludedValue     string            1.6
    methods            identityMethod[]  <method>
    tools              refLink[]         <tool@ref> unique`,

  identityMethod: `
    technique          technique         !
    confidence         score             !
    value              string`,

  occurrence: `
    bom-ref            ref               @
    location           string            !
    line               count             1.6
    offset             count             1.6
    symbol             string            1.6
    additionalContext  string            1.6`,

  callstack: `
    frames             frame[]           <frame>
    tools              refLink[]         <tool@ref> x1.5`,

  frame: `
    package            string
    module             string            !
    function           string
    parameters         string[]          <parameter>
    line               integer
    column             integer
    fullFilename       string`,

  copyrightText: `
    text               string            = !j`,

  releaseNotes: `
    : attributes
    : loose
    type               string            !
    title              string
    featuredImage      uri
    socialImage        uri
    description        string
    timestamp          dateTime
    aliases            string[]          <alias>
    tags               string[]          <tag>
    resolves           issue[]           <issue>
    notes              note[]            <note>
    properties         property[]        <property>`,

  note: `
    : loose
    locale             locale
    text               attachment        !`,
}
