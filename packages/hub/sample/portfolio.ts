// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** What a hub is filled with: nouns as the API takes them, and files beside the portfolio's own. */
export interface Portfolio {
  /** Of the portfolio's file; files are named from there. */
  readonly folder: string
  readonly feeds: readonly {
    readonly name: string
    readonly kind: string
    /** Files, and folders of records. */
    readonly from: readonly string[]
  }[]
  readonly lines: readonly {
    readonly name: string
    readonly description: string
    readonly products: readonly PortfolioProduct[]
  }[]
  readonly verdicts: readonly PortfolioVerdict[]
}

interface PortfolioProduct {
  readonly name: string
  readonly description: string
  readonly variants?: readonly string[]
  readonly releases: readonly PortfolioRelease[]
}

export interface PortfolioRelease {
  /** By which the portfolio names it. */
  readonly key: string
  readonly name: string
  readonly variant?: string
  readonly releasedOn?: string
  readonly supportStart?: string
  readonly supportEnd?: string
  readonly documents?: readonly {
    readonly file: string
    readonly type?: string
    readonly method?: string
  }[]
  readonly overlays?: readonly { readonly file: string; readonly kind: string }[]
  readonly builds?: readonly (Readonly<Record<string, unknown>> & { readonly key: string })[]
  readonly deployments?: readonly (Readonly<Record<string, unknown>> & {
    readonly build?: string
  })[]
  /** Keys of releases. */
  readonly contains?: readonly string[]
}

export interface PortfolioVerdict {
  /** Its key. */
  readonly release: string
  readonly vulnerability: string
  readonly verdict: string
  readonly justification?: string
  readonly reason: string
  readonly expiresOn?: string
}

/** The file is ours, and comes with the program: what is wrong with it, a test finds. */
export function readPortfolio(path: string): Portfolio {
  const said = JSON.parse(readFileSync(path, 'utf8')) as Omit<Portfolio, 'folder'>
  return { ...said, folder: dirname(resolve(path)) }
}
