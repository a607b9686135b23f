// SPDX-License-Identifier: Apache-2.0
import { checkDocuments, identityOf, type Checked } from '@headwater/check/run'
import type { Limits } from '@headwater/formats/source'
import { saveComponents } from '@headwater/store/components'
import { documentsOfRelease, saveDocumentLinks, type Attachment } from '@headwater/store/documents'
import { saveDrift } from '@headwater/store/drift'
import { saveFindings, type NewFinding, type SavedFindings } from '@headwater/store/findings'
import { saveReleaseComponents } from '@headwater/store/inventories'
import { anyMatchedSince, holdReleases, noteJudgement } from '@headwater/store/judgements'
import { enqueue } from '@headwater/store/jobs'
import type { Store } from '@headwater/store/open'
import { deployments } from '@headwater/store/portfolio'
import type { Db } from '@headwater/store/schema'
import { inTransaction } from '@headwater/store/transactions'
import { saveVulnerabilities } from '@headwater/store/vulnerabilities'
import { enqueueMatching } from '../work/enqueue.ts'
import { JUDGE_RELEASE } from '../work/kinds.ts'
import { advisoriesFor } from './advisories.ts'
import { layAssessments } from './assessments.ts'
import { findDrift, keepDrift } from './drift.ts'
import { saveInventories } from './inventories.ts'
import { overlaysOf, saveReplaced, type ReleaseOverlays } from './overlays.ts'
import { showsNoBuild } from './plain.ts'
import { judgeStored, plainDocument } from './stored.ts'
import { statedOf, vulnerabilityOf } from './stated.ts'
import { withDocuments, type Workspace } from './workspace.ts'

export interface JudgementOptions {
  readonly limits: Limits
  readonly version: string
  /** In the transaction that keeps the findings; where it throws, nothing is kept: somebody else is at it by now. */
  readonly finish?: (trx: Db) => Promise<void>
}

/**
 * Judges a release anew from all of its documents and all advisories that concern it, as `headwater check` would, and keeps what
 * changed.
 * @param cause what set it off; stands with every event that follows
 * @throws UnreadableDocuments, IntakeError, LimitError: then the release keeps what it had
 */
export async function judgeRelease(
  store: Store,
  release: number,
  cause: unknown,
  { limits, version, finish }: JudgementOptions,
): Promise<SavedFindings> {
  const attachments = await documentsOfRelease(store.db, release)
  const sboms = attachments.filter(({ lane }) => lane !== 'vex' && lane !== 'other')
  const context = { cause, at: store.now() }
  if (sboms.length === 0) {
    return inTransaction(store.db, async (trx) => {
      await finish?.(trx)
      await saveDrift(trx, { release, drifts: [], at: context.at })
      await saveReleaseComponents(trx, release, [])
      await noteJudgement(trx, {
        release,
        isPlain: false,
        documents: attachments.map(({ document_id }) => document_id),
        remarks: [],
        at: context.at,
      })
      return saveFindings(trx, [{ release, components: 'all', findings: [] }], context)
    })
  }
  const statements = attachments.filter(({ lane }) => lane === 'vex')
  const said = await overlaysOf(store, release)
  const plain =
    said.overrides.length + said.locations.length === 0 ? plainDocument(attachments) : undefined
  if (plain !== undefined) {
    const judged = await judgeStored(store, release, plain, {
      cause,
      ...(finish === undefined ? {} : { finish }),
    })
    if (judged !== undefined) return judged
  }
  return withDocuments(store, [...sboms, ...statements], async (workspace) => {
    const checked = await checkDocuments({
      paths: workspace.paths.slice(0, sboms.length),
      vex: workspace.paths.slice(sboms.length),
      heedSettings: false,
      identify: [],
      locations: [],
      overrides: said.overrides,
      overlays: said.locations,
      advisories: [],
      limits,
      version,
      now: new Date(store.now()),
      progress: () => undefined,
      openAdvisories: (_, components) => advisoriesFor(store, components),
    })
    await saveInventories(store, checked, workspace.attachmentOf, said)
    await saveLinks(store, checked, workspace)
    const findings = await findingsOf(store, checked, workspace)
    const found = findDrift(checked, {
      attachments,
      deployments: await deployments(store.db, { release }, context.at),
      attachmentOf: workspace.attachmentOf,
      at: context.at,
    })
    return inTransaction(store.db, async (trx) => {
      await finish?.(trx)
      // what a person says meanwhile waits for us, or is seen here
      await holdReleases(trx, [release])
      // before people's verdicts: what holds for a build asks which of its documents hold the component
      await saveReplaced(trx, release, checked, said, {
        attachmentOf: workspace.attachmentOf,
        at: context.at,
      })
      const judged = await layAssessments(
        trx,
        [{ release, components: 'all', findings }],
        context.at,
      )
      const remarks = await keepDrift(trx, release, checked, { found, at: context.at })
      await noteJudgement(trx, {
        release,
        isPlain: rangesDecided(checked, said),
        documents: attachments.map(({ document_id }) => document_id),
        remarks: [
          ...remarks,
          ...checked.unused.map(unusedText),
          ...unboundTexts(checked, workspace),
        ],
        at: context.at,
      })
      await enqueueMatching(trx, context.at)
      const saved = await saveFindings(trx, judged, context)
      // advisories that came while we read may have been judged already, and we have just put older words over them
      if (await anyMatchedSince(trx, release, context.at)) {
        await enqueue(trx, {
          kind: JUDGE_RELEASE,
          payload: { release, cause },
          dedupeKey: String(release),
          at: store.now(),
        })
      }
      return saved
    })
  })
}

/** Whether version ranges alone decided: then the stored matches of its components say the same, see `rejudgement`. */
function rangesDecided(
  { inventory, components, report }: Checked,
  { overrides, locations }: ReleaseOverlays,
): boolean {
  if (overrides.length + locations.length > 0 || report.vex.statements > 0) return false
  return showsNoBuild(inventory, components)
}

/** A name that no component has is a typing error, or a component that this release does not have. */
function unusedText({ component, identity }: Checked['unused'][number]): string {
  return `no component is called ${component}, of which an overlay says that it is ${identity}`
}

const MOST_TOLD = 50

/** A supplier's word that holds for nothing here is told, and not lost: rule 8 of triage. */
function unboundTexts({ report }: Checked, { shown }: Workspace): readonly string[] {
  const { unbound } = report.vex
  const told = unbound
    .slice(0, MOST_TOLD)
    .map(({ vulnerability, product, status, source, reason }) =>
      shown(
        `what ${source} says of ${vulnerability} in ${product} (${status.replace('_', ' ')}) was not heard: ${reason}`,
      ),
    )
  return unbound.length <= MOST_TOLD
    ? told
    : [...told, `${unbound.length - MOST_TOLD} more statements of others were not heard`]
}

async function saveLinks(
  { db }: Store,
  { report }: Checked,
  { attachmentOf }: Workspace,
): Promise<void> {
  const owners = report.documents.map(({ name }) => attachmentOf(name)?.document_id)
  const links = report.links.flatMap(({ from, to, ...link }) => {
    const source = owners[from]
    const target = owners[to]
    // members of one archive are one document of the release
    if (source === undefined || target === undefined || source === target) return []
    return [{ from: source, to: target, ...link }]
  })
  const unique = new Map(links.map((link) => [`${link.from} ${link.to} ${link.how}`, link]))
  const documents = [...new Set(owners.filter((owner) => owner !== undefined))]
  await saveDocumentLinks(db, documents, [...unique.values()])
}

async function findingsOf(
  store: Store,
  { report, subjects }: Checked,
  { attachmentOf, shown }: Workspace,
): Promise<readonly NewFinding[]> {
  const { ids: components } = await saveComponents(store.db, subjects.map(identityOf), store.now())
  const vulnerabilities = await saveVulnerabilities(
    store.db,
    report.findings.map(vulnerabilityOf),
    store.now(),
  )
  const documents = report.documents.map(({ sha256, name }) => ({
    sha256,
    name: shownName(name, attachmentOf(name)),
  }))
  // two components of the documents may be one to matching: what is worse for the product stands
  const strongest = new Map<string, NewFinding>()
  report.findings.forEach((finding, i) => {
    const component = components[i]
    const vulnerability = vulnerabilities[i]
    if (component === undefined || vulnerability === undefined) return
    const next = { ...statedOf(finding, documents, shown), component, vulnerability }
    const key = `${component} ${vulnerability}`
    const known = strongest.get(key)
    if (known === undefined || RANK[next.verdict] > RANK[known.verdict]) strongest.set(key, next)
  })
  return [...strongest.values()]
}

const RANK: Readonly<Record<NewFinding['verdict'], number>> = {
  affected: 3,
  unknown: 2,
  fixed: 1,
  not_affected: 0,
}

/** What the uploader called it, and the member of an archive: never a path of this machine. */
function shownName(name: string, attachment: Attachment | undefined): string {
  const member = name.includes('!/') ? name.slice(name.indexOf('!/')) : ''
  return `${attachment?.name ?? 'document'}${member}`
}
