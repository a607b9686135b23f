// SPDX-License-Identifier: Apache-2.0

/** The names of a program of Go, taken apart. */
export interface GoNames {
  has(path: string): boolean
  /** The name of a function of a package, or of a part of it: a closure, a bound method, a wrapper. */
  find(path: string, symbol: string): string | undefined
  /** A method of the package that is called like the asked one, of whichever type. */
  namesake(path: string, symbol: string): string | undefined
  /** A closure that says of itself that a function of this name was inlined around it. */
  closureOf(symbol: string): string | undefined
}

interface Package {
  readonly functions: Set<string>
  /** By each name and each beginning of one that ends before a dot or a dash. */
  readonly byName: Map<string, string>
  readonly byMethod: Map<string, string>
}

export function goNames(functions: Iterable<string>, symbols: Iterable<string>): GoNames {
  const packages = new Map<string, Package>()
  const packageOf = (path: string): Package => {
    let known = packages.get(path)
    if (known === undefined) {
      known = { functions: new Set(), byName: new Map(), byMethod: new Map() }
      packages.set(path, known)
    }
    return known
  }
  const closures: { readonly path: string; readonly symbol: string }[] = []
  for (const name of functions) {
    const split = splitSymbol(name)
    if (split === undefined) continue
    const { path, symbol } = split
    const known = packageOf(path)
    known.functions.add(symbol)
    learn(known, symbol)
    const [first = '', second] = symbol.split(/[.-]/, 2)
    if (second !== undefined && first !== '') setNew(known.byMethod, folded(second), symbol)
    if (CLOSURE.test(symbol)) closures.push(split)
  }
  for (const name of symbols) {
    const split = splitSymbol(name)
    if (split !== undefined) learn(packageOf(split.path), split.symbol)
  }
  const inlined = inlinedAround(closures, packages)
  return {
    has: (path) => packages.has(path),
    find(path, symbol) {
      const known = packages.get(path)
      const ways = known === undefined ? [] : waysToWrite(path, symbol)
      return (
        ways.find((each) => known?.functions.has(each)) ??
        ways.map((each) => known?.byName.get(folded(each))).find((each) => each !== undefined)
      )
    },
    namesake: (path, symbol) =>
      packages.get(path)?.byMethod.get(folded(symbol.slice(symbol.lastIndexOf('.') + 1))),
    closureOf: (symbol) => inlined.get(symbol),
  }
}

/** `F.func1`, `F.gowrap2`, `F.deferwrap1`, `F-range1`, and such within such. */
const CLOSURE = /[.-](?:func|gowrap|deferwrap|range)\d/

function learn({ byName }: Package, symbol: string): void {
  setNew(byName, folded(symbol), symbol)
  const ends = /[.-]/g
  for (let parts = 0; parts < MOST_PARTS; parts++) {
    const end = ends.exec(symbol)?.index
    if (end === undefined) return
    if (end > 0) setNew(byName, folded(symbol.slice(0, end)), symbol)
  }
}

const MOST_PARTS = 32

function setNew(map: Map<string, string>, key: string, value: string): void {
  if (!map.has(key)) map.set(key, value)
}

/** Records write `regexp.Compile` for `Compile` of `regexp`, and `init#1` for one of several. */
function waysToWrite(path: string, symbol: string): readonly string[] {
  const plain = symbol.replace(/#\d+$/, '').replaceAll(/[(*)]/g, '')
  const name = nameOfPackage(path)
  return plain.startsWith(`${name}.`) ? [plain, plain.slice(name.length + 1)] : [plain]
}

/** As a rule: the last part of its path, without its major version. */
function nameOfPackage(path: string): string {
  const parts = path.split('/')
  const last = parts.pop() ?? ''
  const name = /^v\d+$/.test(last) ? (parts.pop() ?? last) : last
  return name.replace(/\.v\d+$/, '')
}

/** Records err in capitals (`ReadMimeHeader`), but the first letter tells whether a name is exported. */
function folded(symbol: string): string {
  return symbol
    .split('.')
    .map((part) => part.slice(0, 1) + part.slice(1).toLowerCase())
    .join('.')
}

/**
 * `main.main.Serve.func1`: the closure of a function `Serve`, of whichever package, that is inlined into `main.main`; of
 * `Serve` itself nothing else needs to be left. All that stands behind the function that has code of its own may be such a name.
 */
function inlinedAround(
  closures: readonly { readonly path: string; readonly symbol: string }[],
  packages: ReadonlyMap<string, Package>,
): ReadonlyMap<string, string> {
  const inlined = new Map<string, string>()
  for (const { path, symbol } of closures) {
    const parts = symbol.split(/[.-]/)
    const known = packages.get(path)?.functions
    const isOwn = (count: number) => known?.has(parts.slice(0, count).join('.')) ?? false
    const from = isOwn(1) ? 1 : isOwn(2) ? 2 : 1
    for (let i = from; i < parts.length && i < MOST_PARTS; i++) {
      const part = parts[i] ?? ''
      if (part === '' || /^(?:func|gowrap|deferwrap|range)?\d+$/.test(part)) continue
      setNew(inlined, part, symbol)
      const next = parts[i + 1]
      if (next !== undefined) setNew(inlined, `${part}.${next}`, symbol)
    }
  }
  return inlined
}

/** `gopkg.in/yaml%2ev3.(*parser).peek` -> `gopkg.in/yaml.v3`, `parser.peek`. Type arguments and pointers are left out. */
function splitSymbol(
  written: string,
): { readonly path: string; readonly symbol: string } | undefined {
  // comparisons and hashes that the compiler makes for a type: the package is there, if only for its types
  const name = withoutTypeArguments(written.replace(/^type[.:]\.(?:eq|hash)\./, ''))
  const parenthesis = name.indexOf('(')
  const slash = name.lastIndexOf('/', parenthesis < 0 ? name.length : parenthesis)
  const dot = name.indexOf('.', slash + 1)
  if (dot <= 0) return undefined
  const symbol = name.slice(dot + 1).replaceAll(/\(\*?([^()]*)\)/g, '$1')
  return symbol === '' ? undefined : { path: unescaped(name.slice(0, dot)), symbol }
}

/** They may hold paths and brackets of their own. */
function withoutTypeArguments(name: string): string {
  if (!name.includes('[')) return name
  let plain = ''
  let depth = 0
  for (const c of name) {
    if (c === '[') depth++
    else if (c === ']') depth = Math.max(0, depth - 1)
    else if (depth === 0) plain += c
  }
  return plain
}

/** cmd/internal/objabi, PathToPrefix: dots behind the last slash, `%`, `"` and what is no ASCII stand as `%xx`. */
function unescaped(path: string): string {
  if (!path.includes('%')) return path
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
