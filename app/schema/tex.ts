/** What a formula may do, the same on the screen and on paper: show signs, and nothing else. */

/** A longer one stays text: drawing it would hold up everything else. */
export const MAX_TEX = 10_000
/** With macros of its own a short text can grow beyond measure. */
const MAX_TEX_WITH_MACROS = 1_000
const DEFINES = /\\(?:[gex]?def|(?:re|provide)?newcommand|(?:future)?let|global|long)(?![a-zA-Z])/

export const isTooLong = (tex: string): boolean => tex.length > (DEFINES.test(tex) ? MAX_TEX_WITH_MACROS : MAX_TEX)

/** For KaTeX. `trust`: no links, no images, no attributes. */
export const TEX_OPTIONS = {
  throwOnError: true,
  trust: false,
  strict: 'ignore',
  maxExpand: 200,
  maxSize: 50,
  // What is not trusted is shown by its name, in the colour of the text.
  errorColor: 'inherit'
} as const
