/**
 * Figures and files in Markdown: an image or a link alone on its line whose address is the file's own. What one line
 * cannot hold (a caption with marks, an image from elsewhere that is a figure) stands between the tags of HTML's
 * `<figure>`, with blank lines around, so that other readers show an image and a paragraph.
 */
import type { StateCore, Token } from 'markdown-it'
import type { Node } from 'prosemirror-model'
import type { BlockSink, BlockSource, NodeMarkdown } from '../node-file.ts'
import { isBlobAddress, readBlobAddress, writeBlobAddress } from '../blob-address.ts'
import { many } from '../many.ts'
import { destination, fullText, quotedTitle, titleAttribute } from '../markdown-text.ts'

const OPEN = /^<figure(?: data-width="(\d{1,3})")?>\s*$/
const CLOSE = /^<\/figure>\s*$/

export const figureMarkdown: NodeMarkdown = {
  syntax: (md) => { md.core.ruler.push('sheaf_figure', readFigures) },
  read: {
    sheaf_figure: readFigure,
    sheaf_caption_close: (_token, into) => { into.close('bare') },
    sheaf_file: ({ meta }, into) => { into.add(into.schema.nodes['file']!.create(meta)) }
  },
  write: { figure: writeFigure }
}

export function noteLost (out: BlockSource): void {
  out.lost('files', (n) => `${many(n, 'image or file is', 'images or files are')} only named: ${n === 1 ? 'its bytes stay' : 'their bytes stay'} in the document in Sheaf.`)
}

function writeFigure (node: Node, out: BlockSource): string[] {
  const { blob, src, alt, width } = node.attrs as Record<string, string | number>
  const own = blob !== '' || src === ''
  if (own && blob !== '') noteLost(out)
  const address = own ? blobAddress(node) : String(src)
  const caption = node.childCount === 0 ? '' : plainCaption(node)
  const image = (title: string): string => `![${fullText(String(alt))}](${destination(address)}${quotedTitle(title)})`
  if (own && caption !== null) return [image(caption)]
  const tag = own || width === 0 ? '<figure>' : `<figure data-width="${width}">`
  const below = node.childCount === 0 ? [] : [...out.line(node, '').split('\n'), '']
  return [tag, '', image(''), '', ...below, '</figure>']
}

export function blobAddress (node: Node): string {
  const { attrs } = node
  const number = (name: string): string => typeof attrs[name] === 'number' && attrs[name] > 0 ? String(attrs[name]) : ''
  return writeBlobAddress({
    blob: String(attrs['blob']),
    name: String(attrs['name']),
    more: { type: String(attrs['mime']), size: number('size'), w: number('w'), h: number('h'), width: number('width') }
  })
}

/** The attributes that an address gives; null when it is none. */
export function readAddress (address: unknown): Record<string, unknown> | null {
  const read = readBlobAddress(address)
  if (read === null) return null
  const number = (name: string): number => Number(read.more[name] ?? 0) || 0
  return { blob: read.blob, name: read.name, mime: read.more['type'] ?? '', size: number('size'), w: number('w'), h: number('h'), width: number('width') }
}

/** Null when it is more than plain words. */
function plainCaption (node: Node): string | null {
  const only = node.childCount === 1 ? node.firstChild : null
  return only?.isText === true && only.marks.length === 0 ? only.text! : null
}

/** `caption`: its line follows; or it is a line break and nothing else, which is a token of its own. */
interface FigureMeta { image: Token, width: number, caption: boolean | 'break' }

function readFigure ({ meta }: Token, into: BlockSink): void {
  const { image, width, caption } = meta as unknown as FigureMeta
  const src = String(image.attrGet('src') ?? '')
  const alt = plain(image.children ?? [])
  const own = readAddress(src)
  into.open('figure', own === null ? { src, alt, width } : { ...own, alt })
  // The reader fills a text block from the token of its line, which follows.
  if (caption === true) return
  if (caption === 'break') into.add(into.schema.nodes['hard_break']!.create())
  const title = caption === false && own !== null ? titleAttribute(image) : null
  if (title !== null) into.add(into.schema.text(title))
  into.close('bare')
}

function readFigures (state: StateCore): void {
  const { tokens } = state
  if (!tokens.some((token) => token.type === 'inline' && loneOf(token) !== null)) return
  const made: Token[] = []
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!
    const tagged = OPEN.exec(token.type === 'html_block' ? token.content : '')
    const framed = tagged === null ? null : frame(state, i, Number(tagged[1] ?? 0))
    const own = framed === null && token.type === 'paragraph_open' ? ownLine(state, tokens[i + 1]) : null
    if (framed !== null) {
      made.push(...framed.tokens)
      i = framed.end
    } else if (own !== null) {
      made.push(own)
      i += 2
    } else {
      made.push(token)
    }
  }
  state.tokens = made
}

/** A line that is nothing but an image or a link to a file of the document. */
function ownLine (state: StateCore, inline: Token | undefined): Token | null {
  const only = inline === undefined ? null : loneOf(inline)
  if (only === null || !isBlobAddress(addressOf(only)) || readAddress(addressOf(only)) === null) return null
  if (only.type === 'image') return figureToken(state, { image: only, width: 0, caption: false })
  const token = new state.Token('sheaf_file', '', 0)
  const { blob, name, mime, size } = readAddress(addressOf(only))!
  token.meta = { blob, name, mime, size }
  token.block = true
  return token
}

/** From the tag that opens to the one that closes: an image, and perhaps one paragraph more. */
function frame ({ tokens, Token }: StateCore, from: number, width: number): { tokens: Token[], end: number } | null {
  const image = paragraphAt(tokens, from + 1)
  const only = image === null ? null : loneOf(image)
  if (only === null || only.type !== 'image') return null
  const caption = paragraphAt(tokens, from + 4)
  const lone = tokens[from + 4]?.type === 'lone_break'
  const end = from + (caption === null ? lone ? 5 : 4 : 7)
  if (tokens[end]?.type !== 'html_block' || !CLOSE.test(tokens[end].content) || tokens[end].level !== tokens[from]!.level) return null
  const figure = figureToken({ Token }, { image: only, width, caption: lone ? 'break' : caption !== null })
  return { end, tokens: caption === null ? [figure] : [figure, caption, new Token('sheaf_caption_close', '', 0)] }
}

function figureToken ({ Token }: Pick<StateCore, 'Token'>, meta: FigureMeta): Token {
  const token = new Token('sheaf_figure', '', 0)
  token.meta = { ...meta }
  token.block = true
  return token
}

function paragraphAt (tokens: readonly Token[], at: number): Token | null {
  return tokens[at]?.type === 'paragraph_open' && tokens[at + 2]?.type === 'paragraph_close' ? tokens[at + 1]! : null
}

/** The only thing on a line: an image, or a link with plain words. */
function loneOf ({ children }: Token): Token | null {
  const [first, ...rest] = children ?? []
  if (first?.type === 'image') return rest.length === 0 ? first : null
  if (first?.type !== 'link_open' || rest.at(-1)?.type !== 'link_close' || !isBlobAddress(addressOf(first))) return null
  return rest.slice(0, -1).every(({ type }) => type === 'text' || type === 'text_special') ? first : null
}

function addressOf (token: Token): string {
  return String(token.attrGet(token.type === 'image' ? 'src' : 'href') ?? '')
}

function plain (tokens: readonly Token[]): string {
  return tokens.map((token) => {
    if (token.type === 'softbreak' || token.type === 'hardbreak') return ' '
    return token.type === 'image' ? plain(token.children ?? []) : token.content
  }).join('')
}
