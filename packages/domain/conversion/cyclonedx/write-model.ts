// SPDX-License-Identifier: Apache-2.0
import type { Fact } from '../pivot.ts'
import type { Ledger } from '../ledger.ts'
import type { Draft } from '../writing.ts'

const LEARNING: ReadonlySet<string> = new Set([
  'supervised',
  'unsupervised',
  'reinforcement-learning',
  'semi-supervised',
  'self-supervised',
])

/** Terms of a model that a card has places for. */
const TERMS: ReadonlySet<string> = new Set([
  'modelType',
  'modelTask',
  'modelUse',
  'limitation',
  'metric',
  'parameter',
])

export function isModelFact({ term }: Fact): boolean {
  return TERMS.has(term)
}

/** The card of a model (since 1.5): what it is, what it is for, where it ends, how well it does. */
export function writeModelCard(facts: readonly Fact[], draft: Draft, ledger: Ledger): Fact[] {
  const left: Fact[] = []
  const parameters: Draft = {}
  const considerations: Draft = {}
  const analysis: Draft = {}
  const card: Draft = {}
  const push = (holder: Draft, key: string, value: unknown, fact: Fact): void => {
    const list = (holder[key] ??= []) as unknown[]
    list.push(value)
    ledger.put(list, list.length - 1, fact.origins, 'carried')
  }
  for (const fact of facts) {
    if (fact.term === 'modelUse') push(considerations, 'useCases', fact.value, fact)
    else if (fact.term === 'limitation')
      push(considerations, 'technicalLimitations', fact.value, fact)
    else if (fact.term === 'metric') {
      push(analysis, 'performanceMetrics', { type: fact.value.name, value: fact.value.value }, fact)
    } else if (fact.term === 'parameter') {
      const { name, value } = fact.value
      push(card, 'properties', { name: `spdx:ai:hyperparameter:${name}`, value }, fact)
    } else if (fact.term === 'modelType' || fact.term === 'modelTask') {
      const isLearning = fact.term === 'modelType' && LEARNING.has(fact.value.toLowerCase())
      const keys = isLearning
        ? ['approach']
        : fact.term === 'modelTask'
          ? ['task']
          : ['architectureFamily', 'modelArchitecture']
      const key = keys.find((each) => parameters[each] === undefined)
      if (key === undefined) left.push(fact)
      else {
        parameters[key] = isLearning ? { type: fact.value.toLowerCase() } : fact.value
        ledger.put(parameters, key, fact.origins, 'carried')
      }
    }
  }
  if (Object.keys(parameters).length > 0) card['modelParameters'] = parameters
  if (Object.keys(analysis).length > 0) card['quantitativeAnalysis'] = analysis
  if (Object.keys(considerations).length > 0) card['considerations'] = considerations
  if (Object.keys(card).length > 0) draft['modelCard'] = card
  return left
}
