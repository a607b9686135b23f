// SPDX-License-Identifier: Apache-2.0

/**
 * Packages that run while a bundle is made and write code of their own into the modules of others: helpers of transpilers, the
 * runtimes of bundlers, what a template or a component is compiled to. No module of theirs is in the bundle, and yet their code
 * may be (CVE-2025-27789 is in such a helper of Babel's). That they are absent can therefore not be told from modules.
 */
export function writesCode(name: string): boolean {
  return WHOLE.has(name) || PARTS.some((part) => part.test(name))
}

const WHOLE: ReadonlySet<string> = new Set(
  (
    'typescript tslib esbuild rollup rolldown webpack vite parcel next nuxt swc sucrase buble traceur regenerator-transform ' +
    'regenerator-runtime svelte solid-js vue-template-compiler pug handlebars ejs eta nunjucks marko mustache dot terser ' +
    'uglify-js sass less stylus postcss lightningcss tailwindcss ajv styled-jsx graphql-tag workbox-build workbox-webpack-plugin ' +
    'vite-plugin-pwa style-loader css-loader core-js-compat browserify metro gatsby'
  ).split(' '),
)

const PARTS: readonly RegExp[] = [
  /^@(?:babel|swc|rollup|rspack|rolldown|vitejs|parcel|sveltejs|angular-devkit|ngtools|mdx-js|linaria|vanilla-extract)\//,
  /^@vue\/compiler-/,
  /^@angular\/(?:compiler|build)/,
  /^(?:babel|rollup|vite|unplugin|esbuild|webpack|swc|postcss|svelte|parcel)-/,
  /-(?:loader|webpack-plugin)$/,
]
