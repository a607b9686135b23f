// SPDX-License-Identifier: Apache-2.0

/** How something was made: workflows, tasks, their inputs and outputs. Notation: ../notation.ts. */
export const FORMULATION_TYPES: Readonly<Record<string, string>> = {
  formula: `
    : attributes
    bom-ref            jobRef            @
    components         component[]       <component> unique
    services           service[]         <service> unique
    workflows          workflow[]        <workflow> unique
    properties         property[]        <property>`,

  workflow: `
    : attributes
    bom-ref            jobRef            @ !
    uid                string            !
    name               string
    description        string
    resourceReferences resource[]        <resourceReference> unique
    tasks              task[]            <task> unique
    taskDependencies   dependency[]      <dependency> unique
    taskTypes          taskType[]        <taskType> !
    trigger            trigger
    steps              step[]            <step> unique
    inputs             input[]           <input> unique
    outputs            output[]          <output> unique
    timeStart          dateTime
    timeEnd            dateTime
    workspaces         workspace[]       <workspace> unique
    runtimeTopology    dependency[]      <dependency> unique
    properties         property[]        <property>`,

  task: `
    : attributes
    bom-ref            jobRef            @ !
    uid                string            !
    name               string
    description        string
    resourceReferences resource[]        <resourceReference> unique
    taskTypes          taskType[]        <taskType> !
    trigger            trigger
    steps              step[]            <step> unique
    inputs             input[]           <input> unique
    outputs            output[]          <output> unique
    timeStart          dateTime
    timeEnd            dateTime
    workspaces         workspace[]       <workspace> unique
    runtimeTopology    dependency[]      <dependency> unique
    properties         property[]        <property>`,

  step: `
    : attributes
    name               string
    description        string
    commands           command[]         <command>
    properties         property[]        <property>`,

  command: `
    executed           string
    properties         property[]        <property>`,

  workspace: `
    : attributes
    : loose
    bom-ref            jobRef            @ !
    uid                string            !
    name               string
    aliases            string[]          <alias>
    description        string
    resourceReferences resource[]        <resourceReference> unique
    accessMode         accessMode
    mountPath          string
    managedDataType    string
    volumeRequest      string
    volume             volume
    properties         property[]        <property>`,

  volume: `
    uid                string
    name               string
    mode               volumeMode
    path               string
    sizeAllocated      string
    persistent         boolean
    remote             boolean
    properties         property[]        <property>`,

  trigger: `
    : attributes
    bom-ref            jobRef            @ !
    uid                string            !
    name               string
    description        string
    resourceReferences resource[]        <resourceReference> unique
    type               triggerType       !
    event              event
    conditions         condition[]       <condition> unique
    timeActivated      dateTime
    inputs             input[]           <input> unique
    outputs            output[]          <output> unique
    properties         property[]        <property>`,

  event: `
    : attributes
    uid                string
    description        string
    timeReceived       dateTime
    data               attachment
    source             resource
    target             resource
    properties         property[]        <property>`,

  condition: `
    description        string
    expression         string
    properties         property[]        <property>`,

  input: `
    : attributes
    : one resource parameters environmentVars data
    resource           resource
    parameters         parameter[]       <parameter> unique
    environmentVars    environmentVar[]  <|> unique
    data               attachment
    source             resource
    target             resource
    properties         property[]        <property>`,

  output: `
    : attributes
    : one resource environmentVars data
    resource           resource
    environmentVars    environmentVar[]  <|> unique
    data               attachment
    type               outputType
    source             resource
    target             resource
    properties         property[]        <property>`,

  resource: `
    : attributes
    : one ref externalReference
    ref                refLink
    externalReference  externalReference`,

  parameter: `
    : attributes
    name               string
    value              string
    dataType           string`,
}
