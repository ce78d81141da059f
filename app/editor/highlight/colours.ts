/**
 * Colours code by the browser's highlights of ranges, beside the document: no element is made, so a block of 5,000
 * lines costs what its visible lines cost, an input method is never disturbed, and an edit elsewhere does nothing here.
 * (A plugin of decorations, which is the usual way, looks through the whole document after each key and makes a span
 * for each word of code.) A browser without them shows plain code.
 */
import { changeOf } from '../math/merge.ts'
import { KINDS } from './kinds.ts'
import { languageOf } from './languages.ts'
import { askForTokens } from './worker.ts'

/** After the last key of a burst. */
const PAUSE = 200
/** A longer one is coloured only around what is in sight. */
const WHOLE = 6_000
/** Pixels above and below the window. */
const AROUND = 600
/** Beyond this it stays plain. */
const MOST = 1_000_000

const supported = typeof CSS !== 'undefined' && 'highlights' in CSS
let highlights: Highlight[] | null = null
const inSight = new Set<Colours>()
const dirty = new Set<Colours>()
let frame = 0
let observer: IntersectionObserver | null = null
const byElement = new WeakMap<Element, Colours>()

function setUp (): Highlight[] {
  highlights ??= KINDS.map((kind) => {
    const highlight = new Highlight()
    CSS.highlights.set(`code-${kind}`, highlight)
    return highlight
  })
  if (observer === null) {
    observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) byElement.get(target)?.seen(isIntersecting)
    }, { rootMargin: `${AROUND}px 0px` })
    addEventListener('scroll', () => { for (const one of inSight) one.scrolled() }, { passive: true, capture: true })
  }
  return highlights
}

/** Painted before the next frame, hence in the same one as the key that changed the text. */
function paintSoon (one: Colours): void {
  dirty.add(one)
  if (frame !== 0) return
  frame = requestAnimationFrame(() => {
    frame = 0
    for (const each of dirty) each.paint()
    dirty.clear()
  })
}

/** The colours of one block. */
export class Colours {
  readonly #dom: HTMLElement
  #text = ''
  #language: string | null = null
  #tokens: Uint32Array | null = null
  /** The text that the tokens were last asked for. */
  #asked: string | null = null
  #ranges: [kind: number, range: AbstractRange][] = []
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor (dom: HTMLElement) {
    this.#dom = dom
    if (!supported) return
    setUp()
    byElement.set(dom, this)
    observer?.observe(dom)
  }

  show (text: string, stored: string): void {
    if (!supported) return
    const language = languageOf(stored)
    if (language !== this.#language) {
      this.#language = language
      this.#tokens = null
      this.#asked = null
    } else if (text !== this.#text && this.#tokens !== null) {
      this.#tokens = shifted(this.#tokens, this.#text, text)
    }
    this.#text = text
    if (!inSight.has(this)) return
    // Also when only others' cursors changed: they cut the text into other pieces.
    if (!this.#holds()) paintSoon(this)
    this.#askSoon()
  }

  seen (visible: boolean): void {
    if (visible) {
      inSight.add(this)
      this.#askSoon(0)
    } else {
      inSight.delete(this)
    }
    paintSoon(this)
  }

  scrolled (): void {
    if (this.#text.length > WHOLE) paintSoon(this)
  }

  destroy (): void {
    clearTimeout(this.#timer)
    observer?.unobserve(this.#dom)
    inSight.delete(this)
    dirty.delete(this)
    this.#clear()
  }

  paint (): void {
    this.#clear()
    const tokens = this.#tokens
    if (highlights === null || tokens === null || tokens.length === 0 || !inSight.has(this)) return
    const pieces = textPieces(this.#dom)
    const [from, to] = this.#text.length <= WHOLE ? [0, this.#text.length] : visiblePart(pieces, this.#text.length)
    let piece = 0
    for (let i = firstFrom(tokens, from); i < tokens.length && tokens[i]! < to; i += 3) {
      const kind = tokens[i + 2]!
      let start = tokens[i]!
      const end = tokens[i + 1]!
      while (start < end) {
        while (piece < pieces.length && pieces[piece]!.to <= start) piece++
        const text = pieces[piece]
        if (text === undefined) return
        const stop = Math.min(end, text.to)
        const range = rangeOf(text.node, start - text.from, stop - text.from, this.#text.length > WHOLE)
        highlights[kind]?.add(range)
        this.#ranges.push([kind, range])
        start = stop
      }
    }
  }

  /** In a large block the browser moves the stretches along while one types; anew only in a pause, for it costs. */
  #holds (): boolean {
    const [first, last] = [this.#ranges[0]?.[1], this.#ranges.at(-1)?.[1]]
    return this.#text.length > WHOLE && first !== undefined && last !== undefined && [first, last].every((range) => !range.collapsed && this.#dom.contains(range.startContainer))
  }

  #clear (): void {
    for (const [kind, range] of this.#ranges) highlights?.[kind]?.delete(range)
    this.#ranges = []
  }

  #askSoon (pause = PAUSE): void {
    if (this.#language === null || this.#asked === this.#text || this.#text.length > MOST) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => { void this.#ask() }, pause)
  }

  async #ask (): Promise<void> {
    const text = this.#text
    const language = this.#language
    if (language === null || this.#asked === text) return
    this.#asked = text
    const tokens = await askForTokens(language, text)
    if (tokens === null || this.#language !== language) return
    this.#tokens = text === this.#text ? tokens : shifted(tokens, text, this.#text)
    paintSoon(this)
  }
}

/** Those that move with the text cost something with each key, so the others stay where they are. */
function rangeOf (node: Text, start: number, end: number, moves: boolean): AbstractRange {
  if (!moves) return new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end })
  const range = document.createRange()
  range.setStart(node, start)
  range.setEnd(node, end)
  return range
}

interface Piece { node: Text, from: number, to: number }

function textPieces (dom: HTMLElement): Piece[] {
  const pieces: Piece[] = []
  const walker = document.createTreeWalker(dom, NodeFilter.SHOW_TEXT)
  let at = 0
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (!(node instanceof Text) || node.parentElement?.closest('.ProseMirror-widget') != null) continue
    pieces.push({ node, from: at, to: at + node.length })
    at += node.length
  }
  return pieces
}

/** By halves: where in the text the window begins and ends. */
function visiblePart (pieces: readonly Piece[], length: number): [from: number, to: number] {
  const range = document.createRange()
  const top = (at: number): number => {
    const piece = pieces.find(({ to }) => at < to)
    if (piece === undefined) return Infinity
    range.setStart(piece.node, at - piece.from)
    range.setEnd(piece.node, at - piece.from + 1)
    return range.getBoundingClientRect().top
  }
  const search = (edge: number): number => {
    let low = 0
    let high = length
    while (high - low > 64) {
      const middle = (low + high) >> 1
      if (top(middle) < edge) low = middle
      else high = middle
    }
    return low
  }
  return [search(-AROUND), Math.min(length, search(innerHeight + AROUND) + 128)]
}

/** The first that ends behind it. */
function firstFrom (tokens: Uint32Array, from: number): number {
  let low = 0
  let high = tokens.length / 3
  while (low < high) {
    const middle = (low + high) >> 1
    if (tokens[middle * 3 + 1]! <= from) low = middle + 1
    else high = middle
  }
  return low * 3
}

/** Where the stretches are after an edit, until they are known anew. */
export function shifted (tokens: Uint32Array, before: string, after: string): Uint32Array {
  const { from, to, text } = changeOf(before, after)
  const by = text.length - (to - from)
  const moved = Uint32Array.from(tokens)
  for (let i = 0; i < moved.length; i += 3) {
    const [start, end] = [moved[i]!, moved[i + 1]!]
    if (start >= to) moved[i] = start + by
    else if (start > from) moved[i] = from
    if (end >= to && end > from) moved[i + 1] = end + by
    else if (end > from) moved[i + 1] = from
  }
  return moved
}
