/** The languages that code is coloured in: what a document says, what people call it, and what else they may say. */
export const LANGUAGES: readonly (readonly [id: string, name: string, aliases: readonly string[]])[] = [
  ['bash', 'Bash', ['sh', 'zsh', 'shell script']],
  ['c', 'C', ['h']],
  ['cpp', 'C++', ['c++', 'cc', 'hpp', 'cxx']],
  ['csharp', 'C#', ['cs', 'c#', 'dotnet']],
  ['clojure', 'Clojure', ['clj', 'edn']],
  ['cmake', 'CMake', []],
  ['css', 'CSS', []],
  ['dart', 'Dart', []],
  ['diff', 'Diff', ['patch']],
  ['dockerfile', 'Dockerfile', ['docker']],
  ['elixir', 'Elixir', ['ex', 'exs']],
  ['elm', 'Elm', []],
  ['erlang', 'Erlang', ['erl']],
  ['fortran', 'Fortran', ['f90', 'f95']],
  ['fsharp', 'F#', ['fs', 'f#']],
  ['go', 'Go', ['golang']],
  ['graphql', 'GraphQL', ['gql']],
  ['groovy', 'Groovy', ['gradle']],
  ['haskell', 'Haskell', ['hs']],
  ['xml', 'HTML, XML', ['html', 'xhtml', 'svg', 'rss', 'atom', 'plist', 'vue', 'svelte']],
  ['ini', 'INI, TOML', ['toml', 'cfg', 'conf']],
  ['java', 'Java', ['jsp']],
  ['javascript', 'JavaScript', ['js', 'jsx', 'mjs', 'cjs', 'node']],
  ['json', 'JSON', ['jsonc', 'json5']],
  ['julia', 'Julia', ['jl']],
  ['kotlin', 'Kotlin', ['kt', 'kts']],
  ['latex', 'LaTeX', ['tex']],
  ['less', 'Less', []],
  ['lisp', 'Lisp', ['elisp', 'emacs-lisp', 'common-lisp']],
  ['lua', 'Lua', []],
  ['makefile', 'Makefile', ['make', 'mk']],
  ['markdown', 'Markdown', ['md', 'mdx']],
  ['matlab', 'MATLAB', []],
  ['nginx', 'nginx', ['nginxconf']],
  ['nix', 'Nix', ['nixos']],
  ['objectivec', 'Objective-C', ['objc', 'obj-c', 'mm']],
  ['ocaml', 'OCaml', ['ml']],
  ['perl', 'Perl', ['pl', 'pm']],
  ['php', 'PHP', []],
  ['powershell', 'PowerShell', ['ps', 'ps1', 'pwsh']],
  ['prolog', 'Prolog', []],
  ['protobuf', 'Protocol Buffers', ['proto']],
  ['python', 'Python', ['py', 'gyp', 'ipython', 'python3']],
  ['r', 'R', []],
  ['ruby', 'Ruby', ['rb', 'gemspec', 'rake']],
  ['rust', 'Rust', ['rs']],
  ['scala', 'Scala', ['sc']],
  ['scheme', 'Scheme', ['scm']],
  ['scss', 'SCSS', ['sass']],
  ['shell', 'Shell session', ['console', 'shellsession', 'terminal']],
  ['sql', 'SQL', ['mysql', 'sqlite', 'postgres', 'postgresql']],
  ['swift', 'Swift', []],
  ['typescript', 'TypeScript', ['ts', 'tsx', 'mts', 'cts']],
  ['vbnet', 'Visual Basic', ['vb', 'vba', 'visual-basic']],
  ['wasm', 'WebAssembly', ['wat', 'wast']],
  ['x86asm', 'Assembly (x86)', ['asm', 'nasm', 'assembly']],
  ['yaml', 'YAML', ['yml']]
]

const KNOWN = new Map(LANGUAGES.flatMap((entry) => [entry[0], entry[1], ...entry[2]].map((name): [string, typeof entry] => [name.toLowerCase(), entry])))

/**
 * What a block's language means to the highlighter; null when it is none that Sheaf knows. Documents keep what was
 * typed: `js`, and also what only another program reads, such as `ts {1,3}`.
 */
export function languageOf (stored: string): string | null {
  return entryOf(stored)?.[0] ?? null
}

/** What people call it; what is not known is called as it was typed. */
export function languageName (stored: string): string {
  return entryOf(stored)?.[1] ?? stored
}

/** Those whose name begins with it or has it anywhere, in this order. */
export function findLanguages (typed: string): typeof LANGUAGES {
  const wanted = typed.trim().toLowerCase()
  const rank = ([id, name, aliases]: (typeof LANGUAGES)[number]): number => {
    const names = [name.toLowerCase(), id, ...aliases]
    if (names.includes(wanted)) return 0
    return names.some((one) => one.startsWith(wanted)) ? 1 : names.some((one) => one.includes(wanted)) ? 2 : 3
  }
  return LANGUAGES.map((entry) => ({ entry, at: rank(entry) })).filter(({ at }) => at < 3).toSorted((a, b) => a.at - b.at).map(({ entry }) => entry)
}

function entryOf (stored: string): (typeof LANGUAGES)[number] | undefined {
  const all = stored.trim().toLowerCase()
  return KNOWN.get(all) ?? KNOWN.get(/^[^\s{,]+/.exec(all)?.[0] ?? '')
}
