// SPDX-License-Identifier: Apache-2.0

/** Services, data and models. Notation: ../notation.ts. */
export const SERVICE_TYPES: Readonly<Record<string, string>> = {
  service: `
    : attributes
    bom-ref            ref               @
    provider           organization
    group              string
    name               string            !
    version            version
    description        string
    endpoints          uri[]             <endpoint>
    authenticated      boolean
    x-trust-boundary   boolean
    trustZone          string            1.5
    data               service-data[]    <|>
    licenses           license-choice[]  <|>
    patentAssertions   patentAssertion[] <patentAssertion> 1.7
    externalReferences externalReference[] <reference>
    properties         property[]        <property> 1.3
    services           service[]         <service> unique
    releaseNotes       releaseNotes      1.4
    tags               string[]          <tag> 1.6
    signature          signature         j1.4`,

  serviceData: `
    flow               dataFlow          @ !
    classification     string            = !`,

  dataflow: `
    : attributes
    name               string            @
    description        string            @
    classified         serviceData       +classification !j
    governance         governance
    source             uri[]             <url>
    destination        uri[]             <url>`,

  governance: `
    custodians         responsible[]     <custodian>
    stewards           responsible[]     <steward>
    owners             responsible[]     <owner>`,

  responsible: `
    : j one organization contact
    : x most organization contact
    organization       organization
    contact            contact           /individual`,

  componentData: `
    bom-ref            ref               @
    type               dataType          !
    name               string
    contents           dataContents
    classification     string
    sensitiveData      string[]          *
    graphics           graphics
    description        string
    governance         governance`,

  dataContents: `
    attachment         attachment
    url                uri
    properties         property[]        <property>`,

  graphics: `
    description        string
    collection         graphic[]         <graphic>`,

  graphic: `
    name               string
    image              attachment`,

  modelCard: `
    bom-ref            ref               @
    modelParameters    modelParameters
    quantitativeAnalysis quantitativeAnalysis
    considerations     considerations
    properties         property[]        <property>`,

  modelParameters: `
    approach           approach
    task               string
    architectureFamily string
    modelArchitecture  string
    datasets           dataset[]         <|>
    inputs             modelFormat[]     <input>
    outputs            modelFormat[]     <output>`,

  approach: `
    type               learningApproach`,

  datasetRef: `
    ref                refLink           =`,

  modelFormat: `
    format             string            !x`,

  quantitativeAnalysis: `
    performanceMetrics performanceMetric[] <performanceMetric>
    graphics           graphics`,

  performanceMetric: `
    type               string
    value              string
    slice              string
    confidenceInterval confidenceInterval`,

  confidenceInterval: `
    lowerBound         string
    upperBound         string`,

  considerations: `
    users              string[]          <user>
    useCases           string[]          <useCase>
    technicalLimitations string[]        <technicalLimitation>
    performanceTradeoffs string[]        <performanceTradeoff>
    ethicalConsiderations ethicalRisk[]  <ethicalConsideration>
    environmentalConsiderations environmental 1.6
    fairnessAssessments fairnessAssessment[] <fairnessAssessment>`,

  ethicalRisk: `
    name               string
    mitigationStrategy string`,

  fairnessAssessment: `
    groupAtRisk        string
    benefits           string
    harms              string
    mitigationStrategy string`,

  environmental: `
    energyConsumptions energyConsumption[] <energyConsumption> many
    properties         property[]        <property>`,

  energyConsumption: `
    activity           energyActivity    !
    energyProviders    energyProvider[]  * !
    activityEnergyCost energyMeasure     !
    co2CostEquivalent  co2Measure
    co2CostOffset      co2Measure
    properties         property[]        <property>`,

  energyMeasure: `
    value              number            !
    unit               energyUnit        !`,

  co2Measure: `
    value              number            !
    unit               co2Unit           !`,

  energyProvider: `
    bom-ref            ref               @
    description        string
    organization       organization      !
    energySource       energySource      !
    energyProvided     energyMeasure     !
    externalReferences externalReference[] <reference>`,
}
