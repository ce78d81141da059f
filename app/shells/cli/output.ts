/** What a command says, and where: results on stdout, everything else on stderr. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>
  out (data: string | Uint8Array): void
  err (text: string): void
}

/** Titles and names come from other people: nothing in them may steer the terminal. */
export function printable (text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ').trim()
}

export class Output {
  readonly #io: Io
  readonly json: boolean

  constructor (io: Io, json: boolean) {
    this.#io = io
    this.json = json
  }

  /** The one value of the command: as JSON, or as lines for people. */
  result (value: unknown, lines: string[]): void {
    if (this.json) this.#io.out(`${JSON.stringify(value)}\n`)
    else if (lines.length > 0) this.#io.out(`${lines.join('\n')}\n`)
  }

  bytes (bytes: Uint8Array): void {
    this.#io.out(bytes)
  }

  /** Not a result: it must not get into a pipe. */
  note (text: string): void {
    this.#io.err(`${printable(text)}\n`)
  }

  error (text: string): void {
    this.note(`sheaf: ${text}`)
  }
}

/** Columns as wide as their widest cell; the last one as it is. */
export function table (rows: string[][]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows.map((row) => row.map((cell, i) => i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0)).join('  '))
}
