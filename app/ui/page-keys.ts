/** Keys of the page around the text; those of the text itself are in the editor's keymap. */
export const PAGE_KEYS = {
  find: 'Mod-f',
  palette: 'Mod-Shift-p',
  toolbar: 'Alt-F10'
} as const
