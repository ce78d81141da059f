/** Draws formulas with KaTeX, which comes with the first of them. */
import type { KatexOptions } from 'katex'
import type { MathWords } from '../words.ts'
import { isTooLong, TEX_OPTIONS } from '../../schema/tex.ts'
import { problemOf, tooLong } from './problem.ts'

/** KaTeX's tree before it is DOM. `katex.render` makes the same one; here what the page forbids is taken out of it. */
interface Tree { attributes?: Record<string, string>, children?: Tree[], toNode (): Node }
const RENDER = '__renderToDomTree'
interface Katex { [RENDER] (tex: string, options: KatexOptions): Tree }

const STYLES = '/katex.css'
/** Drawing stops for the rest of a frame after this many milliseconds. */
const SLICE = 6
/** Half a command is no mistake while somebody is typing it. */
const PATIENCE = 700

let katex: Katex | null = null
let loading: Promise<void> | null = null

function load (): Promise<void> {
  loading ??= import('katex').then(({ default: module }) => {
    const sheet = document.createElement('link')
    sheet.rel = 'stylesheet'
    sheet.href = STYLES
    document.head.append(sheet)
    katex = module as unknown as Katex
  }).catch((err: unknown) => {
    // The formulas stay TeX; the next one tries again.
    loading = null
    console.warn('sheaf: KaTeX could not be loaded', err)
  })
  return loading
}

const waiting = new Set<Formula>()
let scheduled = false

function schedule (): void {
  if (scheduled || waiting.size === 0) return
  scheduled = true
  if (katex === null) load().then(() => { requestAnimationFrame(work) }, () => {})
  else requestAnimationFrame(work)
}

function work (): void {
  scheduled = false
  if (katex === null) return
  const end = performance.now() + SLICE
  for (const formula of waiting) {
    waiting.delete(formula)
    formula.draw(katex)
    if (performance.now() > end) break
  }
  schedule()
}

/** A place in which a formula is drawn, whenever there is time; until then it holds the TeX. */
export class Formula {
  readonly dom: HTMLElement
  readonly #words: MathWords
  readonly #display: boolean
  readonly #onProblem: (problem: string) => void
  #tex: string | null = null
  #drawn = false
  #patient = false
  #timer: ReturnType<typeof setTimeout> | undefined

  /** `onProblem` gets a sentence, or '' when all is well. */
  constructor (tag: 'span' | 'div', words: MathWords, onProblem: (problem: string) => void) {
    this.dom = document.createElement(tag)
    this.dom.className = 'math-drawn'
    this.dom.translate = false
    this.#display = tag === 'div'
    this.#words = words
    this.#onProblem = onProblem
  }

  /** `typing`: the last good picture stays a while when the TeX makes no sense. */
  show (tex: string, typing: boolean): void {
    this.#patient = typing
    if (tex === this.#tex && !waiting.has(this)) return
    this.#tex = tex
    if (!this.#drawn) this.dom.textContent = tex.slice(0, 500)
    waiting.add(this)
    schedule()
  }

  destroy (): void {
    waiting.delete(this)
    clearTimeout(this.#timer)
  }

  draw (engine: Katex): void {
    const tex = this.#tex ?? ''
    clearTimeout(this.#timer)
    try {
      if (isTooLong(tex)) return this.#fail(tooLong(tex, this.#words))
      const tree = engine[RENDER](tex, { ...TEX_OPTIONS, displayMode: this.#display, output: 'htmlAndMathml' })
      withoutStyles(tree)
      this.dom.replaceChildren(tree.toNode())
      this.dom.classList.remove('stale')
      this.#drawn = true
      this.#onProblem('')
    } catch (err) {
      this.#fail(problemOf(err, tex, this.#words))
    }
  }

  #fail (problem: string): void {
    const say = (): void => {
      if (this.#drawn) this.dom.classList.add('stale')
      this.#onProblem(problem)
    }
    if (this.#patient && this.#drawn) this.#timer = setTimeout(say, PATIENCE)
    else say()
  }
}

/** Sizes are set by script, which is fine. A few parts of the MathML carry a style attribute, which the page's policy refuses. */
function withoutStyles (tree: Tree): void {
  if (tree.attributes?.['style'] !== undefined) delete tree.attributes['style']
  for (const child of tree.children ?? []) withoutStyles(child)
}
