/** Every word that a person can see, in English. Other languages are files of the same shape. */
import type { ErrorCode } from '../../../core/errors.ts'
import { fileSize } from '../file-size.ts'

/** What every language has. */
export type Words = typeof en

function count (n: number, one: string, many: string): string {
  return n === 1 ? `1 ${one}` : `${n} ${many}`
}

const digits = new Intl.NumberFormat('en')

function text (words: number, characters: number): string {
  return `${digits.format(words)} ${words === 1 ? 'word' : 'words'}, ${digits.format(characters)} ${characters === 1 ? 'character' : 'characters'}`
}

export const en = {
  app: 'Sheaf',
  untitled: 'Untitled',
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  copy: 'Copy',
  copied: 'Copied',
  dismiss: 'Dismiss',
  loading: 'Loading…',
  you: 'you',
  skip: 'Skip to the text',

  titles: {
    documents: 'Documents – Sheaf',
    document: (title: string) => `${title} – Sheaf`
  },

  connection: {
    connecting: 'Looking for Sheaf on this computer…',
    lost: (changes: number) => 'Lost the connection to Sheaf on this computer. ' + (changes === 0
      ? 'Keep writing: changes are kept in this window and saved when it is back.'
      : `Keep writing: ${count(changes, 'change is', 'changes are')} kept in this window and saved when it is back.`),
    lostPlain: 'Lost the connection to Sheaf on this computer. Trying to reach it again…',
    retry: 'Try now',
    incompatible: 'Sheaf on this computer is another version than this window.',
    reload: 'Reload the window',
    back: 'Connected to Sheaf again.'
  },

  library: {
    heading: 'Documents',
    create: 'New document',
    import: 'Import Markdown',
    join: 'Join with a code',
    settings: 'Settings',
    keys: 'Keyboard shortcuts',
    list: 'Your documents',
    drop: 'Drop Markdown files to import them',
    edited: (when: string) => `Edited ${when}`,
    joining: 'Waiting for someone who can let you in',
    joiningTitle: 'A document you were invited to',
    joiningHint: 'This goes on by itself, also after a restart. It is quickest while whoever sent the code has Sheaf open.',
    cancelJoin: 'Cancel joining',
    failedTitle: 'Joining did not work',
    dismissJoin: 'Take off the list',
    tooNew: 'Made with a newer Sheaf: read only',
    damaged: 'Could not be opened; nothing was deleted',
    emptyTitle: 'No documents yet',
    emptyText: 'Documents live on this device, not on a server. Others get a copy when you share one.',
    steps: {
      create: 'Start writing. Everything is saved on this device as you type.',
      import: 'Bring a Markdown file, or drop it anywhere on this page.',
      join: 'Have a code from someone? It brings their document here.'
    },
    imported: (title: string) => `Imported “${title}”.`,
    importNotes: (title: string, notes: readonly string[]) => `Imported “${title}”, with something simplified: ${notes.join(' ')}`,
    notMarkdown: (name: string) => `“${name}” is not a Markdown or text file.`,
    tooLarge: (name: string) => `“${name}” is larger than 4 MB, the most that can be imported.`
  },

  join: {
    heading: 'Join with a code',
    label: 'Code or link',
    hint: 'Paste the code, or a link that starts with web+sheaf://',
    submit: 'Join',
    empty: 'Paste a code first.',
    ready: (title: string) => `“${title}” is here now.`,
    open: 'Open'
  },

  firstRun: {
    heading: 'What should others call you?',
    text: 'Your name is shown next to your cursor and in the list of people. You can change it at any time.',
    label: 'Your name',
    later: 'Later'
  },

  roles: {
    owner: 'Owner',
    editor: 'Editor',
    commenter: 'Commenter',
    reader: 'Reader'
  },
  roleHelp: {
    owner: 'Can write, and invite people in any role.',
    editor: 'Can write, and invite editors and readers.',
    commenter: 'Can read and comment.',
    reader: 'Can read. Nothing they type is taken.'
  },

  document: {
    back: 'All documents',
    title: 'Title',
    text: 'Document text',
    placeholder: 'Write something…',
    share: 'Share',
    people: 'People',
    more: 'More',
    exportMarkdown: 'Export as Markdown',
    exportHtml: 'Export as HTML',
    print: 'Print…',
    printKeywords: 'paper pdf',
    exported: (name: string, notes: readonly string[]) => `Saved “${name}”.${notes.length > 0 ? ' ' + notes.join(' ') : ''}`,
    settings: 'Settings',
    keys: 'Keyboard shortcuts',
    here: (names: readonly string[]) => names.length === 0 ? 'Nobody else is here' : `Here now: ${names.join(', ')}`,
    hereMore: (n: number) => `+${n}`,
    opening: 'Opening the document…',
    notFound: 'This document is not on this device.',
    readOnly: {
      role: 'You can read this document. To write in it, ask an owner for the role of an editor.',
      waiting: 'Waiting for someone who can let you in. Until then you can read what is here.',
      'too-new': 'This document was made with a newer Sheaf. It can be read here; please update Sheaf to write in it.',
      removed: 'You were removed from this document. What you had stays readable; nothing new is sent or received.',
      'disk-full': 'The disk is full. Nothing can be saved until there is space again.'
    },
    locked: 'Something in this document can not be shown by this Sheaf. It is locked so that nothing gets lost; it stays complete on disk. Updating Sheaf may help.',
    stray: 'Some other program wrote something into this document that Sheaf can not show. It is locked so that nothing gets lost. You can turn that part into plain text, and write on.',
    strayMend: 'Turn it into text',
    lockedAgain: 'Showing the document failed and was repaired from what is saved. Nothing was lost.',
    reset: 'The document was rebuilt because of who was allowed to change what. Your unsaved changes were kept.',
    refused: (why: string) => `A change could not be kept: ${why}`,
    lostWords: (text: string) => `Someone moved or deleted the block that you were writing in. You wrote there: “${text}”`,
    copyLost: 'Copy what I wrote'
  },

  toolbar: {
    label: 'Formatting',
    style: 'Text style',
    paragraph: 'Text',
    heading: (level: number) => `Heading ${level}`,
    codeBlock: 'Code block',
    mathBlock: 'Formula',
    mathInline: 'Formula in the line',
    bold: 'Bold',
    italic: 'Italic',
    underline: 'Underline',
    strike: 'Strikethrough',
    code: 'Code',
    link: 'Link',
    highlight: 'Highlight',
    sub: 'Subscript',
    sup: 'Superscript',
    clear: 'Clear formatting',
    bullets: 'Bulleted list',
    numbers: 'Numbered list',
    tasks: 'Task list',
    quote: 'Quote',
    callout: 'Callout',
    section: 'Collapsible section',
    toc: 'Table of contents',
    footnote: 'Footnote',
    divider: 'Divider',
    table: 'Table',
    image: 'Image',
    file: 'File',
    mention: 'Person, date or document',
    documentLink: 'Link to a document',
    emoji: 'Emoji',
    indent: 'Indent',
    outdent: 'Outdent',
    blockMenu: 'Block menu',
    undo: 'Undo',
    redo: 'Redo'
  },

  /** What else people may call a block when they look for it. */
  blockKeywords: {
    paragraph: 'paragraph plain body p',
    heading1: 'title h1 #',
    heading2: 'subtitle h2 ##',
    heading3: 'h3 ###',
    heading4: 'h4 ####',
    heading5: 'h5 #####',
    heading6: 'h6 ######',
    bullets: 'unordered ul points -',
    numbers: 'ordered ol 1.',
    tasks: 'todo to-do checklist checkbox []',
    quote: 'blockquote citation >',
    callout: 'note tip important warning caution alert box info !!!',
    section: 'details summary toggle fold accordion spoiler +++',
    toc: 'toc index headings overview [toc]',
    footnote: 'note reference annotation endnote [^1]',
    divider: 'horizontal rule line separator hr ---',
    codeBlock: 'pre source program ```',
    mathBlock: 'math equation latex tex katex $$',
    mathInline: 'inline math equation latex tex katex $',
    table: 'grid rows columns cells spreadsheet |||',
    image: 'picture photo img url',
    file: 'attachment document pdf upload',
    mention: 'mention people member day calendar today @',
    documentLink: 'page wiki backlink [[',
    emoji: 'smiley symbol :'
  },

  table: {
    menu: 'Edit table',
    rowAbove: 'Insert row above',
    rowBelow: 'Insert row below',
    deleteRow: 'Delete row',
    columnBefore: 'Insert column before',
    columnAfter: 'Insert column after',
    deleteColumn: 'Delete column',
    merge: 'Merge cells',
    split: 'Split cell',
    headerRow: 'Header row',
    headerColumn: 'Header column',
    left: 'Align left',
    center: 'Align centre',
    right: 'Align right',
    wider: 'Wider column',
    narrower: 'Narrower column',
    anyWidth: 'Fit column to text',
    deleteTable: 'Delete table'
  },

  blockMenu: {
    handle: 'Drag to move the block, press for its menu',
    label: 'What to do with this block',
    labelMany: (n: number) => `What to do with these ${n} blocks`,
    duplicate: 'Duplicate',
    delete: 'Delete',
    moveUp: 'Move up',
    moveDown: 'Move down',
    movedUp: 'Moved up',
    movedDown: 'Moved down',
    copyLink: 'Copy link to block',
    around: 'Select what is around it',
    turnInto: 'Turn into',
    continueNumbers: 'Go on with the numbers from above',
    restartNumbers: 'Begin with number 1',
    linkCopied: 'Link to the block copied. It opens for people who have this document.',
    linkGone: 'The block that this link leads to is gone.',
    linkMoved: 'The block that this link was made for is gone. This one begins with the same words.',
    noHeading: (name: string) => `There is no heading “${name}” in this document.`
  },

  slash: {
    label: 'Blocks to insert',
    none: 'Nothing of that name',
    found: (n: number) => n === 0 ? 'No block of that name' : `${count(n, 'block', 'blocks')}; arrow keys and Enter to choose, Escape to close`
  },

  mention: {
    label: 'People, dates and documents',
    none: 'Nobody and nothing of that name',
    found: (n: number) => n === 0 ? 'Nobody and nothing of that name' : `${count(n, 'suggestion', 'suggestions')}; arrow keys and Enter to choose, Escape to close`
  },

  documentLink: {
    label: 'Documents to link to',
    none: 'No document of that title',
    found: (n: number) => n === 0 ? 'No document of that title' : `${count(n, 'document', 'documents')}; arrow keys and Enter to choose, Escape to close`,
    away: (title: string) => `You do not have “${title}”. Ask someone who does to share it with you.`,
    here: (title: string) => `You are in “${title}” already.`,
    from: 'Linked from'
  },

  emoji: {
    label: 'Emoji',
    none: 'No emoji of that name',
    found: (n: number) => `${count(n, 'emoji', 'emoji')}; arrow keys and Enter to choose, Escape to close`
  },

  image: {
    heading: 'Image',
    choose: 'Choose images…',
    or: 'Or by its address',
    address: 'Address of the image',
    addressHint: 'It starts with https://. Everyone decides for themselves whether to load it.',
    alt: 'Description',
    altHint: 'For people who do not see the image.',
    insert: 'Insert',
    bad: 'That is not the address of an image. It starts with https:// or http://'
  },

  find: {
    label: 'Find and replace',
    find: 'Find',
    replace: 'Replace with',
    next: 'Next match',
    previous: 'Previous match',
    case: 'Match case',
    word: 'Whole words',
    regexp: 'Regular expression',
    replaceOne: 'Replace',
    replaceAll: 'Replace all',
    close: 'Close find',
    none: 'No matches',
    some: (n: number) => count(n, 'match', 'matches'),
    at: (current: number, n: number) => `${current} of ${n}`,
    replaced: (n: number) => `Replaced ${count(n, 'match', 'matches')}`,
    bad: (why: string) => why === '' ? 'This is not a regular expression.' : `This is not a regular expression: ${why}.`
  },

  outline: {
    label: 'Outline',
    show: 'Show outline',
    hide: 'Hide outline'
  },

  textCount: {
    label: 'Length of the text',
    all: (words: number, characters: number) => text(words, characters),
    selected: (words: number, characters: number) => `Selected: ${text(words, characters)}`
  },

  bubble: {
    label: 'Formatting of the selection',
    colors: 'Colour of the highlight',
    color: { yellow: 'Yellow', orange: 'Orange', pink: 'Pink', purple: 'Purple', blue: 'Blue', green: 'Green' }
  },

  palette: {
    heading: 'Commands',
    search: 'Search commands',
    list: 'Commands found',
    none: 'No command of that name',
    found: (n: number) => count(n, 'command', 'commands')
  },

  share: {
    heading: 'Share',
    intro: 'Make a code for each person you invite.',
    role: 'They join as',
    expires: 'Code works for',
    expiry: { hour: '1 hour', day: '1 day', week: '7 days', never: 'as long as I like' },
    uses: 'Number of people',
    usesUnlimited: 'No limit',
    make: 'Make a code',
    code: 'Invite code',
    copyCode: 'Copy code',
    copyLink: 'Copy link',
    linkCopied: 'Link copied',
    codeCopied: 'Code copied',
    copyFailed: 'The browser did not allow copying. Select the code and copy it yourself.',
    qr: 'QR picture of the link that joins this document',
    secret: 'Whoever has this code can join; send it privately.',
    keepOpen: 'They get in soonest while Sheaf is open here.',
    list: 'Codes so far',
    none: 'No codes yet. Someone who is invited shows up here once they have used theirs.',
    used: (used: number, uses: number) => uses === 0 ? `Used ${used === 1 ? 'once' : `${used} times`}` : `Used ${used} of ${uses}`,
    expiresIn: (when: string) => `Works until ${when}`,
    expiredAt: (when: string) => `Ran out ${when}`,
    never: 'Does not run out',
    states: { open: 'Open', used: 'Used up', expired: 'Ran out', revoked: 'Revoked' },
    revoke: 'Revoke',
    revokeOf: (role: string) => `Revoke this ${role} code`,
    show: 'Show code',
    elsewhere: (name: string) => `Made by ${name}`,
    mayNot: 'Owners and editors can invite people. Ask one of them for a code.'
  },

  people: {
    heading: 'People',
    here: 'here now',
    away: 'not connected',
    device: 'Device',
    thisDevice: 'this device',
    devices: (n: number) => count(n, 'device', 'devices')
  },

  settings: {
    heading: 'Settings',
    name: 'Your name',
    color: 'Your colour',
    colorName: (n: number) => `Colour ${n}`,
    device: 'Name of this device',
    deviceHint: 'So that you can tell your devices apart, for example “laptop”.',
    theme: 'Appearance',
    themes: { system: 'Like the system', light: 'Light', dark: 'Dark' },
    language: 'Language',
    languageSystem: 'Like the browser',
    languageLater: 'The language changes as soon as everything here is saved.',
    announce: 'Say aloud what others do',
    announceHint: 'For screen readers: who comes and goes, and which paragraph somebody changed. Only now and then.',
    offline: 'Work offline',
    offlineHint: 'Nothing is sent or received until you switch this off. Changes are kept here.',
    links: 'Open invite links with Sheaf',
    linksHint: 'Asks this browser to hand links that start with web+sheaf: to this window.',
    saved: 'Settings saved.',
    version: (version: string) => `Sheaf ${version}`
  },

  sync: {
    button: 'Where your changes are',
    opening: 'Opening…',
    saved: 'Saved on this device',
    saving: 'Saving…',
    unsaved: (n: number) => `Not saved yet: ${count(n, 'change', 'changes')}`,
    alsoOn: (n: number) => `Saved, also on ${count(n, 'other device', 'other devices')}`,
    alsoOnOne: (name: string) => `Saved, also on ${name}`,
    nowhereElse: (n: number) => `${count(n, 'change', 'changes')} not yet anywhere else`,
    readOnly: 'Read only',
    waiting: 'Waiting to be let in',
    removed: 'Removed',
    diskFull: 'Disk full',
    away: 'Sheaf is away',
    offline: 'Offline: your changes are kept here and sent when you are back',
    offlineShort: 'Offline, saved here',
    connecting: 'Looking for other devices…',
    connected: (n: number) => n === 0 ? 'No other device of this document is connected' : `Connected to ${count(n, 'device', 'devices')}`,
    also: 'Other devices',
    now: 'now',
    behind: (n: number) => `lacks ${count(n, 'change', 'changes')}`,
    complete: 'has everything from here',
    nobody: 'No other device is known to have this document yet. Share it, or pair another device, so that it does not rest on this one alone.',
    ownDevice: 'another device of yours',
    unnamed: 'someone',
    deviceOf: (name: string, label: string) => `${name}’s ${label}`,
    yourDevice: (label: string) => `your ${label}`
  },

  /** What others do, for screen readers. */
  live: {
    came: (names: readonly string[]) => `${names.join(', ')} came in.`,
    went: (names: readonly string[]) => `${names.join(', ')} left.`,
    changed: (name: string, block: string) => `${name} changed the paragraph “${block}”.`,
    changedMany: (name: string, n: number) => `${name} changed ${count(n, 'paragraph', 'paragraphs')}.`,
    changedSomething: (name: string) => `${name} changed the text.`
  },

  keys: {
    heading: 'Keyboard shortcuts',
    groups: { text: 'Text', blocks: 'Blocks', moving: 'Editing and moving', markdown: 'Markdown as you type' },
    undo: 'Undo',
    redo: 'Redo',
    lineBreak: 'Line break',
    indent: 'Indent list item or code',
    outdent: 'Outdent list item or code',
    leave: 'Leave the text, so that Tab moves on',
    toolbar: 'To the toolbar, or to the one above a selection',
    slash: 'Insert a block',
    mention: 'Person, date or document',
    documentLink: 'Link to a document',
    emoji: 'Emoji by its name',
    find: 'Find and replace',
    palette: 'All commands',
    plainPaste: 'Paste as plain text',
    toggleTask: 'Tick a task',
    blockMenu: 'Menu of the block',
    moveUp: 'Move the block up',
    moveDown: 'Move the block down',
    duplicate: 'Duplicate the block',
    footnote: 'Footnote; in one, back to the text',
    table: 'Insert a table; inside one, its menu',
    nextCell: 'Next cell, or a new row',
    selectCells: 'Select cells, from the edge of one',
    help: 'This list',
    /** As they are printed on keyboards; on a Mac signs stand for most of them. */
    names: {
      Ctrl: 'Ctrl', Alt: 'Alt', Shift: 'Shift', Enter: 'Enter', Tab: 'Tab', Esc: 'Esc', Space: 'Space', Arrow: 'Arrow',
      Backspace: 'Backspace', Delete: 'Delete', Home: 'Home', End: 'End'
    } as Record<string, string>
  },

  editor: {
    linkPrompt: 'Link address',
    linkApply: 'Apply',
    linkEdit: 'Edit link',
    linkOpen: 'Open link',
    linkRemove: 'Remove link',
    linkBad: 'Links start with https://, http:// or mailto:',
    task: 'Done',
    imageCard: (host: string) => `Image on ${host}`,
    imageHidden: 'Loading it tells that site that you read this.',
    imageLoad: 'Load image',
    imageFailed: 'The image could not be loaded.',
    imageBad: 'An image whose address is not one that Sheaf opens.',
    codeLanguage: 'Language of the code',
    codePlain: 'plain',
    codeCopy: 'Copy',
    codeCopied: 'Copied',
    codeNotCopied: 'Copying is not allowed here',
    math: {
      field: 'Formula in TeX',
      example: '\\frac{a}{b}',
      blank: 'New formula',
      unknown: (command: string) => `There is no command ${command}.`,
      environment: (name: string) => `There is no environment “${name}”.`,
      mismatch: (begin: string, end: string) => `\\begin{${begin}} is closed by \\end{${end}}.`,
      argument: (command: string) => `${command} needs something behind it, such as {x}.`,
      unexpected: (what: string) => `“${what}” does not fit here.`,
      open: 'Something that was opened is not closed.',
      twice: 'Two exponents or two indices in a row need braces around one of them.',
      endless: 'These commands would go on without end.',
      deep: 'This formula is nested too deeply to be shown.',
      long: (length: number, most: number) => length > most
        ? `This formula has ${length.toLocaleString('en')} characters; up to ${most.toLocaleString('en')} can be shown.`
        : 'This formula is too long for one that defines its own commands.',
      other: (why: string) => `This is no formula yet: ${why}.`,
      at: (column: number) => `(At character ${column}.)`,
      atLine: (line: number, column: number) => `(Line ${line}, character ${column}.)`,
      atEnd: '(At the end.)'
    },
    tableSelect: 'Select the table',
    pasteCut: (end: string) => `What you pasted is longer than one paste can bring in. It is here up to “${end}”; paste the rest in parts, or import it as a file.`,
    pasteFlattened: 'What you pasted was nested very deeply. The innermost parts stand as plain paragraphs.',
    tableCut: (rows: number, kept: number) => kept < rows
      ? `${rows.toLocaleString('en')} rows are more than one paste can bring in: the first ${kept.toLocaleString('en')} are here. Paste the rest in parts.`
      : 'The table is wider than one paste can bring in: the first 100 columns are here.',
    unnamed: 'someone',
    untitled: 'Untitled',
    mentionGone: 'Not in this document',
    documentAway: 'You do not have this document',
    date: 'Date',
    dateDone: 'Done',
    section: 'Section',
    sectionTitle: 'Title of the section',
    toc: 'Table of contents',
    tocEmpty: 'Headings will appear here.',
    footnote: (number: string) => `Footnote ${number}`,
    footnoteMissing: 'The text of this footnote is missing.',
    footnoteUnused: 'Footnote that nothing in the text leads to',
    footnoteBack: (number: string) => `Footnote ${number}: back to the text`,
    calloutKinds: { note: 'Note', tip: 'Tip', important: 'Important', warning: 'Warning', caution: 'Caution' },
    calloutKind: (kind: string) => `${kind}: change the kind`,
    calloutChoose: 'Kind of callout',
    files: {
      caption: 'Write a caption',
      tools: 'Image',
      sizes: { small: 'S', medium: 'M', large: 'L', full: 'Full' },
      sizeNames: { small: 'A quarter of the width', medium: 'Half of the width', large: 'Three quarters of the width', full: 'Full width' },
      addAlt: 'Add description',
      alt: 'Description',
      altPrompt: 'For people who do not see the image',
      altApply: 'Apply',
      open: 'Open',
      openOf: (name: string) => `Open ${name} in a new tab`,
      download: 'Download',
      downloadOf: (name: string) => `Download ${name}`,
      fileOf: (name: string) => `File: ${name}`,
      image: 'Image',
      unnamed: 'File without a name',
      size: (bytes: number) => fileSize(bytes, 'en'),
      progress: (have: number, size: number) => `${fileSize(have, 'en')} of ${fileSize(size, 'en')}`,
      uploading: (name: string) => `Adding ${name}`,
      cancel: 'Cancel',
      cancelOf: (name: string) => `Cancel: ${name}`,
      again: 'Try again',
      failed: (why: string) => `It was not added. ${why}`,
      readOnly: 'You cannot write in this document now.',
      folder: 'Folders cannot be added; choose the files in them.',
      stopped: (n: number) => n === 1 ? 'One file was not added, because you left the document before it was done.' : `${n} files were not added, because you left the document before they were done.`,
      coming: 'Coming from another device…',
      missing: 'Waiting for a device that has it',
      offer: (size: number) => `Not on this device yet, ${fileSize(size, 'en')}`,
      fetch: 'Get it',
      wrong: 'What arrived is not what was added here, so it is not shown.',
      foreign: 'It belongs to another document, and its contents are not in this one.',
      none: 'There is nothing in here yet.',
      broken: 'This image cannot be shown. It can still be downloaded.',
      notAdopted: 'An image or file from another document is not on this device, so only its name could be pasted.'
    },
    unknown: 'Made with a newer Sheaf',
    unknownHint: 'It is kept as it is.'
  },

  time: {
    now: 'just now'
  },

  errors: {
    generic: 'Something went wrong.',
    /** For an error that brings no sentence of its own. Those of the engine do, in English. */
    codes: {
      INVITE_WRONG: 'This is not a complete invite code: copy the whole code again, from its first to its last letter.',
      INVITE_EXPIRED: 'This code has expired: ask for a new one.',
      INVITE_USED: 'This code has been used up: ask for a new one.',
      INVITE_REVOKED: 'This code was withdrawn: ask for a new one.',
      INVITE_REJECTED: 'You were not let in: ask the person who gave you the code.',
      INVITE_OWN: 'This code is for a document that you have already.',
      JOIN_CANCELLED: 'Joining was cancelled.',
      NOT_ALLOWED: 'Your role in this document does not allow this.',
      NOT_FOUND: 'This is not on this device, or no longer.',
      LOCKED_BY_OTHER_PROCESS: 'Another Sheaf uses this data folder already: use that one, or close it first.',
      DISK_FULL: 'The disk is full: free some space, then open the document again. Nothing that was saved is lost.',
      READ_ONLY_DISK: 'Sheaf may not write to its data folder: check the folder’s permissions.',
      DAMAGED: 'This could not be opened because files are damaged; nothing was deleted.',
      TOO_NEW: 'This was made with a newer Sheaf: update this one, then try again.',
      TOO_LARGE: 'This is too large for Sheaf.',
      BAD_INPUT: 'Sheaf cannot use this as it is: check it and try again.',
      BAD_UPDATE: 'This edit could not be read and was left out. Reload the window.',
      CLOSED: 'The document was closed before this could be done.',
      DISCONNECTED: 'Sheaf is not running on this computer just now.',
      OFFLINE: 'There is no network.',
      UNSUPPORTED: 'This Sheaf does not know how to do this: reload the window or update Sheaf.',
      INTERNAL: 'Something went wrong inside Sheaf; nothing that was saved is affected.',
      NOBODY_HERE: 'Nobody who has this is connected just now: it comes as soon as one of them is.',
      BAD_BLOB: 'What arrived is not the file that was meant.'
    } satisfies Record<ErrorCode, string>
  }
}
