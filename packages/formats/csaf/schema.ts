// SPDX-License-Identifier: Apache-2.0
import type { ObjectShape, Shape } from '../shape/index.ts'
import { EDITIONS, type Edition } from './editions.ts'
import {
  any,
  cpe,
  dateShape,
  language,
  list,
  purl,
  set,
  text,
  texts,
  trackingId,
  trimmedName,
  uniqueTexts,
  uri,
  version,
  words,
  type MakeObject,
  type Parts,
} from './schema-parts.ts'
import { vulnerabilityShape } from './schema-vulnerability.ts'

/** The JSON schema of CSAF (2.0 section 3, 2.1 section 3) as shapes. CVSS objects are judged by test 6.1.8. */
export function csafShape(version: '2.0' | '2.1'): Shape {
  return documentShape(EDITIONS[version])
}

function documentShape(edition: Edition): Shape {
  const { closed } = edition
  /** An object; 2.1 closes most of them and lets extensions in by a member of their own. */
  const object = (shape: Omit<ObjectShape, 'kind'>): ObjectShape => ({
    kind: 'object',
    ...(closed && { closed }),
    ...shape,
  })
  const extensions: Record<string, Shape> = closed ? { x_extensions: set(any) } : {}
  const scope = { group_ids: uniqueTexts, product_ids: uniqueTexts }
  const newScope: Record<string, Shape> = closed ? scope : {}

  const acknowledgments = list(
    object({
      minMembers: 1,
      optional: { names: texts, organization: text, summary: text, urls: list(uri) },
    }),
  )
  const notes = list(
    object({
      required: { category: words(...edition.noteCategories), text },
      optional: { audience: text, title: text, ...newScope },
    }),
  )
  const references = list(
    object({
      required: { summary: text, url: uri },
      optional: { category: words('external', 'self') },
    }),
  )
  const product = object({
    required: { name: text, product_id: text },
    optional: {
      ...extensions,
      product_identification_helper: identificationShape(edition, object),
    },
  })
  const branches: Shape = list({
    kind: 'later',
    shape: () => branch,
  })
  const branch = object({
    minMembers: 3,
    maxMembers: 3,
    required: { category: words(...edition.branchCategories), name: text },
    optional: { branches, product },
  })
  const relation = words(
    'default_component_of',
    'external_component_of',
    'installed_on',
    'installed_with',
    'optional_component_of',
  )
  const vulnerability = vulnerabilityShape(edition, object, {
    acknowledgments,
    extensions,
    newScope,
    notes,
    references,
    scope,
  })

  return object({
    required: {
      ...(closed && { $schema: uri }),
      document: headerShape(edition, object, { acknowledgments, extensions, notes, references }),
    },
    optional: {
      ...extensions,
      product_tree: object({
        minMembers: 1,
        optional: {
          branches,
          full_product_names: list(product),
          product_groups: list(
            object({
              required: { group_id: text, product_ids: set(text, 2) },
              optional: { summary: text },
            }),
          ),
          ...(closed
            ? {
                product_paths: list(
                  object({
                    required: {
                      beginning_product_reference: text,
                      full_product_name: product,
                      subpaths: list(
                        object({ required: { category: relation, next_product_reference: text } }),
                      ),
                    },
                  }),
                ),
              }
            : {
                relationships: list(
                  object({
                    required: {
                      category: relation,
                      full_product_name: product,
                      product_reference: text,
                      relates_to_product_reference: text,
                    },
                  }),
                ),
              }),
        },
      }),
      vulnerabilities: list(vulnerability),
    },
  })
}

function headerShape(
  edition: Edition,
  object: MakeObject,
  parts: Parts & { readonly extensions: Record<string, Shape> },
): Shape {
  const { acknowledgments, extensions, notes, references } = parts
  const instant = dateShape(edition.closed)
  const tlp = object({
    required: { label: words(...edition.tlpLabels) },
    optional: { url: uri },
  })
  const distribution = edition.closed
    ? object({
        required: { tlp },
        optional: {
          text,
          sharing_group: object({ required: { id: text }, optional: { name: text } }),
        },
      })
    : object({ minMembers: 1, optional: { text, tlp } })
  return object({
    required: {
      category: trimmedName,
      csaf_version: words(edition.version),
      publisher: object({
        required: {
          category: words(...edition.publisherCategories),
          name: text,
          namespace: uri,
        },
        optional: { contact_details: text, issuing_authority: text },
      }),
      title: text,
      tracking: object({
        required: {
          current_release_date: instant,
          id: trackingId,
          initial_release_date: instant,
          revision_history: list(
            object({
              required: { date: instant, number: version, summary: text },
              optional: { legacy_version: text },
            }),
          ),
          status: words('draft', 'final', 'interim'),
          version,
        },
        optional: {
          aliases: uniqueTexts,
          generator: object({
            required: { engine: object({ required: { name: text }, optional: { version: text } }) },
            optional: { date: instant },
          }),
        },
      }),
      ...(edition.closed && { distribution }),
    },
    optional: {
      ...extensions,
      acknowledgments,
      aggregate_severity: object({ required: { text }, optional: { namespace: uri } }),
      ...(!edition.closed && { distribution }),
      lang: language,
      ...(edition.closed && { license_expression: text }),
      notes,
      references,
      source_lang: language,
    },
  })
}

function identificationShape(edition: Edition, object: MakeObject): Shape {
  const maybeSet = edition.closed ? set : list
  const digits = edition.closed ? /^[0-9a-f]{32,}$/ : /^[0-9a-fA-F]{32,}$/
  const algorithm: Shape = edition.closed
    ? { kind: 'string', test: (name) => /^[0-9a-z][0-9a-z-]*$/.test(name), what: 'an algorithm' }
    : text
  const fileHash = object({
    required: {
      algorithm,
      value: { kind: 'string', test: (value) => digits.test(value), what: 'a hexadecimal hash' },
    },
  })
  return object({
    minMembers: 1,
    optional: {
      cpe,
      hashes: maybeSet(object({ required: { file_hashes: maybeSet(fileHash), filename: text } })),
      model_numbers: uniqueTexts,
      ...(edition.closed ? { purls: set(purl) } : { purl }),
      sbom_urls: maybeSet(uri),
      serial_numbers: uniqueTexts,
      skus: maybeSet(text),
      x_generic_uris: maybeSet(object({ required: { namespace: uri, uri } })),
    },
  })
}
