/** A long document of many kinds of blocks, the same at each call, as Markdown. */

const WORDS = ('the a of to and in that is was for it with as on be at by this from or an are not have but had his they which one you ' +
  'were all her she there would their we him been has when who will no more if out so what up said about than into them can only ' +
  'other time new some could these two may first then do any like my now over such our man me even most made after also did many ' +
  'before must through years where much your way well down should because each just those people how too little state good very').split(' ')

/** Park and Miller's generator: the same figures on every machine. */
function random (seed: number): () => number {
  let state = seed
  return () => {
    state = state * 48271 % 2147483647
    return state / 2147483647
  }
}

export interface LongDocument { markdown: string, blocks: number, words: number }

/** About `words` words in `blocks` blocks, among them a heading in every 25, 20 tables and 20 blocks of code. */
export function longDocument (words = 50_000, blocks = 2500): LongDocument {
  const next = random(7)
  const word = (): string => WORDS[Math.floor(next() * WORDS.length)] ?? 'the'
  const sentence = (count: number): string => {
    const text = Array.from({ length: count }, (_, n) => n % 17 === 11 ? `**${word()}**` : n % 29 === 13 ? `*${word()}*` : word()).join(' ')
    return text.charAt(0).toUpperCase() + text.slice(1) + '.'
  }
  const each = Math.round(words / (blocks * 0.94))
  const out: string[] = []
  for (let n = 0; n < blocks; n++) {
    if (n % 25 === 0) out.push('#'.repeat(1 + n / 25 % 3) + ' Part ' + (n / 25 + 1))
    else if (n % 125 === 60) out.push('```js\n' + Array.from({ length: 12 }, (_, line) => `const ${word()}${line} = ${word()}(${line}, '${word()}') // ${word()}`).join('\n') + '\n```')
    else if (n % 125 === 90) out.push(['| ' + [word(), word(), word(), word()].join(' | ') + ' |', '|---|---|---|---|', ...Array.from({ length: 5 }, () => '| ' + [word(), word(), word(), word()].join(' | ') + ' |')].join('\n'))
    else if (n % 10 === 7) out.push('- ' + sentence(each))
    else out.push(sentence(each))
  }
  const markdown = out.join('\n\n') + '\n'
  return { markdown, blocks, words: markdown.split(/\s+/).length }
}
