/** The colours, by what they mean; the page styles `::highlight(code-…)`. */
export const KINDS = ['keyword', 'string', 'number', 'comment', 'name', 'type', 'attribute', 'meta', 'tag', 'added', 'removed'] as const
