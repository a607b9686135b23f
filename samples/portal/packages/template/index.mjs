// SPDX-License-Identifier: Apache-2.0

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** `{{name}}` is escaped, `{{{name}}}` is not. */
export function render(template, values) {
  return template.replaceAll(/\{\{\{(\w+)\}\}\}|\{\{(\w+)\}\}/g, (_, raw, escaped) =>
    raw === undefined ? escape(String(values[escaped] ?? '')) : String(values[raw] ?? ''),
  )
}

const escape = (text) => text.replaceAll(/[&<>"]/g, (c) => entities[c])
