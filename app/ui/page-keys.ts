/** Keys of the page around the text; those of the text itself are in the editor's keymap. */
export const PAGE_KEYS = {
  find: 'Mod-f',
  palette: 'Mod-Shift-p',
  /** The browser's own; nothing of ours stands in its way. */
  print: 'Mod-p',
  toolbar: 'Alt-F10'
} as const
