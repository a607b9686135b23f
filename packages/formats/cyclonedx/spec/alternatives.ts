// SPDX-License-Identifier: Apache-2.0
import type { Range } from './notation.ts'

/** One of several types. In XML the element's name tells which; in JSON the members do. */
export interface Alternative {
  readonly element?: string
  readonly type: string
  readonly since?: number
  /** In these versions one of this type must be the only item of its list. */
  readonly aloneJson?: Range
  readonly aloneXml?: Range
}

/** Alternatives of which XML takes only one kind in a list: all are written in the first form that holds them all. */
export const UNIFORM: ReadonlySet<string> = new Set(['service-data'])

export const ALTERNATIVES: Readonly<Record<string, readonly Alternative[]>> = {
  'license-choice': [
    { element: 'license', type: 'licenseHolder' },
    {
      element: 'expression',
      type: 'expression',
      since: 1,
      aloneJson: { from: 5, to: 6 },
      aloneXml: { from: 1, to: 6 },
    },
    { element: 'expression-detailed', type: 'expressionDetailed', since: 7 },
  ],
  'service-data': [
    { element: 'classification', type: 'serviceData' },
    { element: 'dataflow', type: 'dataflow', since: 5 },
  ],
  dataset: [
    { element: 'dataset', type: 'componentData' },
    { element: 'ref', type: 'datasetRef' },
  ],
  environmentVar: [
    { element: 'environmentVar', type: 'property' },
    { element: 'value', type: 'string' },
  ],
  'patent-entry': [
    { element: 'patent', type: 'patent' },
    { element: 'patentFamily', type: 'patentFamily' },
  ],
  assignee: [
    { element: 'organization', type: 'organization' },
    { element: 'individual', type: 'contact' },
  ],
  asserter: [
    { element: 'organization', type: 'organization' },
    { element: 'contact', type: 'contact' },
    { element: 'ref', type: 'refLink' },
  ],
  // JSF 0.82: one signature, several of equals, or a chain.
  signature: [{ type: 'signer' }, { type: 'signers' }, { type: 'signatureChain' }],
  'public-key': [{ type: 'publicKeyEc' }, { type: 'publicKeyOkp' }, { type: 'publicKeyRsa' }],
}
