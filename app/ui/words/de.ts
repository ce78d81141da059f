/** Alle Wörter der Oberfläche auf Deutsch. */
import type { Words } from './en.ts'
import { fileSize } from '../file-size.ts'

const digits = new Intl.NumberFormat('de')

function count (n: number, one: string, many: string): string {
  return `${digits.format(n)} ${n === 1 ? one : many}`
}

/** „eine Änderung ist“, „3 Änderungen sind“: im Satz wird die Eins ausgeschrieben. */
function spelled (n: number, one: string, many: string): string {
  return n === 1 ? one : `${digits.format(n)} ${many}`
}

function text (words: number, characters: number): string {
  return `${count(words, 'Wort', 'Wörter')}, ${count(characters, 'Zeichen', 'Zeichen')}`
}

export const de: Words = {
  app: 'Sheaf',
  untitled: 'Ohne Titel',
  close: 'Schließen',
  cancel: 'Abbrechen',
  save: 'Speichern',
  copy: 'Kopieren',
  copied: 'Kopiert',
  dismiss: 'Ausblenden',
  loading: 'Wird geladen …',
  you: 'du',
  skip: 'Zum Text springen',

  titles: {
    documents: 'Dokumente – Sheaf',
    document: (title) => `${title} – Sheaf`
  },

  connection: {
    connecting: 'Sheaf wird auf diesem Computer gesucht …',
    lost: (changes) => 'Die Verbindung zu Sheaf auf diesem Computer ist abgerissen. ' + (changes === 0
      ? 'Schreib ruhig weiter: Änderungen bleiben in diesem Fenster und werden gespeichert, sobald Sheaf wieder da ist.'
      : `Schreib ruhig weiter: ${spelled(changes, 'eine Änderung liegt', 'Änderungen liegen')} in diesem Fenster und ${changes === 1 ? 'wird' : 'werden'} gespeichert, sobald Sheaf wieder da ist.`),
    lostPlain: 'Die Verbindung zu Sheaf auf diesem Computer ist abgerissen. Es wird versucht, sie wieder herzustellen …',
    retry: 'Jetzt versuchen',
    incompatible: 'Sheaf auf diesem Computer hat eine andere Version als dieses Fenster.',
    reload: 'Fenster neu laden',
    back: 'Wieder mit Sheaf verbunden.'
  },

  library: {
    heading: 'Dokumente',
    create: 'Neues Dokument',
    import: 'Markdown importieren',
    join: 'Mit einem Code beitreten',
    settings: 'Einstellungen',
    keys: 'Tastenkürzel',
    list: 'Deine Dokumente',
    drop: 'Markdown-Dateien hier ablegen, um sie zu importieren',
    edited: (when) => `Bearbeitet ${when}`,
    joining: 'Wartet auf jemanden, der dich hereinlassen kann',
    joiningTitle: 'Ein Dokument, zu dem du eingeladen bist',
    joiningHint: 'Das geht von selbst weiter, auch nach einem Neustart. Am schnellsten geht es, solange Sheaf bei der Person offen ist, die dir den Code geschickt hat.',
    cancelJoin: 'Beitritt abbrechen',
    failedTitle: 'Der Beitritt hat nicht geklappt',
    dismissJoin: 'Von der Liste nehmen',
    tooNew: 'Mit einem neueren Sheaf erstellt: nur lesbar',
    damaged: 'Ließ sich nicht öffnen; nichts wurde gelöscht',
    emptyTitle: 'Noch keine Dokumente',
    emptyText: 'Dokumente liegen auf diesem Gerät, nicht auf einem Server. Andere bekommen eine Kopie, wenn du eines teilst.',
    steps: {
      create: 'Fang an zu schreiben. Alles wird beim Tippen auf diesem Gerät gespeichert.',
      import: 'Wähle eine Markdown-Datei, oder zieh sie irgendwo auf diese Seite.',
      join: 'Du hast einen Code bekommen? Er holt das Dokument hierher.'
    },
    imported: (title) => `„${title}“ wurde importiert.`,
    importNotes: (title, notes) => `„${title}“ wurde importiert; ${spelled(notes.length, 'eines wurde dabei', 'Dinge wurden dabei')} vereinfacht.`,
    notMarkdown: (name) => `„${name}“ ist keine Markdown- oder Textdatei.`,
    tooLarge: (name) => `„${name}“ ist größer als 4 MB; mehr lässt sich nicht importieren.`
  },

  join: {
    heading: 'Mit einem Code beitreten',
    label: 'Code oder Link',
    hint: 'Füge den Code ein oder einen Link, der mit web+sheaf:// beginnt',
    submit: 'Beitreten',
    empty: 'Füge zuerst einen Code ein.',
    ready: (title) => `„${title}“ ist jetzt da.`,
    open: 'Öffnen'
  },

  firstRun: {
    heading: 'Wie sollen andere dich nennen?',
    text: 'Dein Name steht neben deinem Cursor und in der Liste der Personen. Du kannst ihn jederzeit ändern.',
    label: 'Dein Name',
    later: 'Später'
  },

  roles: {
    owner: 'Besitz',
    editor: 'Bearbeiten',
    commenter: 'Kommentieren',
    reader: 'Lesen'
  },
  roleHelp: {
    owner: 'Darf schreiben und andere in jeder Rolle einladen.',
    editor: 'Darf schreiben und andere zum Bearbeiten und Lesen einladen.',
    commenter: 'Darf lesen und kommentieren.',
    reader: 'Darf lesen. Was getippt wird, wird nicht angenommen.'
  },

  document: {
    back: 'Alle Dokumente',
    title: 'Titel',
    text: 'Text des Dokuments',
    placeholder: 'Schreib etwas …',
    share: 'Teilen',
    people: 'Personen',
    more: 'Mehr',
    exportMarkdown: 'Als Markdown exportieren',
    exportHtml: 'Als HTML exportieren',
    print: 'Drucken …',
    printKeywords: 'papier pdf',
    exported: (name, notes) => `„${name}“ wurde gespeichert.${notes.length > 0 ? ` ${spelled(notes.length, 'Eines wurde dabei', 'Dinge wurden dabei')} vereinfacht.` : ''}`,
    settings: 'Einstellungen',
    keys: 'Tastenkürzel',
    here: (names) => names.length === 0 ? 'Sonst ist niemand hier' : `Gerade hier: ${names.join(', ')}`,
    hereMore: (n) => `+${n}`,
    opening: 'Das Dokument wird geöffnet …',
    notFound: 'Dieses Dokument ist nicht auf diesem Gerät.',
    readOnly: {
      role: 'Du kannst dieses Dokument lesen. Um darin zu schreiben, bitte jemanden mit der Rolle „Besitz“ um die Rolle „Bearbeiten“.',
      waiting: 'Wartet auf jemanden, der dich hereinlassen kann. Bis dahin kannst du lesen, was schon hier ist.',
      'too-new': 'Dieses Dokument wurde mit einem neueren Sheaf erstellt. Hier lässt es sich lesen; zum Schreiben aktualisiere bitte Sheaf.',
      removed: 'Du wurdest aus diesem Dokument entfernt. Was du hattest, bleibt lesbar; Neues wird weder gesendet noch empfangen.',
      'disk-full': 'Der Speicher ist voll. Bis wieder Platz ist, lässt sich nichts speichern.'
    },
    locked: 'Etwas in diesem Dokument kann dieses Sheaf nicht anzeigen. Es ist gesperrt, damit nichts verloren geht; gespeichert bleibt es vollständig. Vielleicht hilft es, Sheaf zu aktualisieren.',
    stray: 'Ein anderes Programm hat etwas in dieses Dokument geschrieben, das Sheaf nicht anzeigen kann. Es ist gesperrt, damit nichts verloren geht. Du kannst diesen Teil in einfachen Text verwandeln und weiterschreiben.',
    strayMend: 'In Text verwandeln',
    lockedAgain: 'Beim Anzeigen ging etwas schief; das Dokument wurde aus dem Gespeicherten wiederhergestellt. Nichts ging verloren.',
    reset: 'Das Dokument wurde neu aufgebaut, weil sich geändert hat, wer was ändern durfte. Was du noch nicht gespeichert hattest, ist noch da.',
    refused: (why) => `Eine Änderung konnte nicht behalten werden: ${why}`,
    lostWords: (text) => `Der Block, in dem du geschrieben hast, wurde von jemandem verschoben oder gelöscht. Dort stand von dir: „${text}“`,
    copyLost: 'Kopieren, was ich geschrieben habe'
  },

  toolbar: {
    label: 'Formatierung',
    style: 'Textart',
    paragraph: 'Text',
    heading: (level) => `Überschrift ${level}`,
    codeBlock: 'Codeblock',
    mathBlock: 'Formel',
    mathInline: 'Formel in der Zeile',
    bold: 'Fett',
    italic: 'Kursiv',
    underline: 'Unterstrichen',
    strike: 'Durchgestrichen',
    code: 'Code',
    link: 'Link',
    highlight: 'Hervorheben',
    sub: 'Tiefgestellt',
    sup: 'Hochgestellt',
    clear: 'Formatierung entfernen',
    bullets: 'Aufzählung',
    numbers: 'Nummerierte Liste',
    tasks: 'Aufgabenliste',
    quote: 'Zitat',
    callout: 'Hinweis',
    section: 'Einklappbarer Abschnitt',
    toc: 'Inhaltsverzeichnis',
    footnote: 'Fußnote',
    divider: 'Trennlinie',
    table: 'Tabelle',
    image: 'Bild',
    file: 'Datei',
    mention: 'Person, Datum oder Dokument',
    documentLink: 'Verweis auf ein Dokument',
    emoji: 'Emojis',
    indent: 'Einrücken',
    outdent: 'Ausrücken',
    blockMenu: 'Blockmenü',
    undo: 'Rückgängig',
    redo: 'Wiederholen'
  },

  blockKeywords: {
    paragraph: 'absatz normal fließtext p',
    heading1: 'titel h1 #',
    heading2: 'untertitel h2 ##',
    heading3: 'h3 ###',
    heading4: 'h4 ####',
    heading5: 'h5 #####',
    heading6: 'h6 ######',
    bullets: 'liste punkte ungeordnet ul -',
    numbers: 'liste zahlen geordnet ol 1.',
    tasks: 'todo to-do checkliste abhaken kästchen []',
    quote: 'blockzitat zitieren >',
    callout: 'notiz tipp wichtig warnung vorsicht kasten info callout !!!',
    section: 'details aufklappen zuklappen falten toggle +++',
    toc: 'inhalt übersicht überschriften toc [toc]',
    footnote: 'anmerkung verweis endnote [^1]',
    divider: 'linie strich waagerecht hr ---',
    codeBlock: 'quelltext programm pre ```',
    mathBlock: 'mathematik gleichung latex tex katex $$',
    mathInline: 'mathematik gleichung latex tex katex zeile $',
    table: 'raster zeilen spalten zellen |||',
    image: 'foto grafik img url',
    file: 'anhang dokument pdf hochladen',
    mention: 'erwähnen mitglied tag kalender heute @',
    documentLink: 'seite wiki link [[',
    emoji: 'smiley zeichen :'
  },

  table: {
    menu: 'Tabelle bearbeiten',
    rowAbove: 'Zeile darüber einfügen',
    rowBelow: 'Zeile darunter einfügen',
    deleteRow: 'Zeile löschen',
    columnBefore: 'Spalte davor einfügen',
    columnAfter: 'Spalte danach einfügen',
    deleteColumn: 'Spalte löschen',
    merge: 'Zellen verbinden',
    split: 'Zelle teilen',
    headerRow: 'Kopfzeile',
    headerColumn: 'Kopfspalte',
    left: 'Linksbündig',
    center: 'Zentriert',
    right: 'Rechtsbündig',
    wider: 'Spalte breiter',
    narrower: 'Spalte schmaler',
    anyWidth: 'Spalte an den Text anpassen',
    deleteTable: 'Tabelle löschen'
  },

  blockMenu: {
    handle: 'Ziehen verschiebt den Block, Drücken öffnet sein Menü',
    label: 'Was mit diesem Block geschehen soll',
    labelMany: (n) => n === 1 ? 'Was mit diesem Block geschehen soll' : `Was mit diesen ${digits.format(n)} Blöcken geschehen soll`,
    duplicate: 'Duplizieren',
    delete: 'Löschen',
    moveUp: 'Nach oben',
    moveDown: 'Nach unten',
    movedUp: 'Nach oben verschoben',
    movedDown: 'Nach unten verschoben',
    copyLink: 'Link zum Block kopieren',
    around: 'Auswählen, was darum herum ist',
    turnInto: 'Umwandeln in',
    continueNumbers: 'Nummerierung von oben fortsetzen',
    restartNumbers: 'Mit Nummer 1 beginnen',
    linkCopied: 'Link zum Block kopiert. Er öffnet sich für alle, die dieses Dokument haben.',
    linkGone: 'Den Block, zu dem dieser Link führt, gibt es nicht mehr.',
    linkMoved: 'Den Block, für den dieser Link gemacht wurde, gibt es nicht mehr. Dieser beginnt mit denselben Worten.',
    noHeading: (name) => `In diesem Dokument gibt es keine Überschrift „${name}“.`
  },

  slash: {
    label: 'Blöcke zum Einfügen',
    none: 'Nichts mit diesem Namen',
    found: (n) => n === 0 ? 'Kein Block mit diesem Namen' : `${count(n, 'Block', 'Blöcke')}; mit Pfeiltasten und Eingabetaste wählen, mit Esc schließen`
  },

  mention: {
    label: 'Personen, Daten und Dokumente',
    none: 'Niemand und nichts mit diesem Namen',
    found: (n) => n === 0 ? 'Niemand und nichts mit diesem Namen' : `${count(n, 'Vorschlag', 'Vorschläge')}; mit Pfeiltasten und Eingabetaste wählen, mit Esc schließen`
  },

  documentLink: {
    label: 'Dokumente, auf die man verweisen kann',
    none: 'Kein Dokument mit diesem Titel',
    found: (n) => n === 0 ? 'Kein Dokument mit diesem Titel' : `${count(n, 'Dokument', 'Dokumente')}; mit Pfeiltasten und Eingabetaste wählen, mit Esc schließen`,
    away: (title) => `Du hast „${title}“ nicht. Bitte jemanden, der es hat, es mit dir zu teilen.`,
    here: (title) => `Du bist schon in „${title}“.`,
    from: 'Hierher verweisen'
  },

  emoji: {
    label: 'Emojis',
    none: 'Kein Emoji mit diesem Namen',
    found: (n) => `${count(n, 'Emoji', 'Emojis')}; mit Pfeiltasten und Eingabetaste wählen, mit Esc schließen`
  },

  image: {
    heading: 'Bild',
    choose: 'Bilder auswählen …',
    or: 'Oder über die Adresse',
    address: 'Adresse des Bildes',
    addressHint: 'Sie beginnt mit https://. Alle entscheiden für sich, ob sie es laden.',
    alt: 'Beschreibung',
    altHint: 'Für Menschen, die das Bild nicht sehen.',
    insert: 'Einfügen',
    bad: 'Das ist nicht die Adresse eines Bildes. Sie beginnt mit https:// oder http://'
  },

  find: {
    label: 'Suchen und ersetzen',
    find: 'Suchen',
    replace: 'Ersetzen durch',
    next: 'Nächster Treffer',
    previous: 'Voriger Treffer',
    case: 'Groß- und Kleinschreibung beachten',
    word: 'Nur ganze Wörter',
    regexp: 'Regulärer Ausdruck',
    replaceOne: 'Ersetzen',
    replaceAll: 'Alle ersetzen',
    close: 'Suche schließen',
    none: 'Keine Treffer',
    some: (n) => count(n, 'Treffer', 'Treffer'),
    at: (current, n) => `${current} von ${n}`,
    replaced: (n) => `${count(n, 'Treffer', 'Treffer')} ersetzt`,
    bad: (why) => why === '' ? 'Das ist kein regulärer Ausdruck.' : `Das ist kein regulärer Ausdruck: ${why}.`
  },

  outline: {
    label: 'Gliederung',
    show: 'Gliederung anzeigen',
    hide: 'Gliederung ausblenden'
  },

  textCount: {
    label: 'Länge des Textes',
    all: (words, characters) => text(words, characters),
    selected: (words, characters) => `Ausgewählt: ${text(words, characters)}`
  },

  bubble: {
    label: 'Formatierung der Auswahl',
    colors: 'Farbe der Hervorhebung',
    color: { yellow: 'Gelb', orange: 'Orange', pink: 'Rosa', purple: 'Lila', blue: 'Blau', green: 'Grün' }
  },

  palette: {
    heading: 'Befehle',
    search: 'Befehle suchen',
    list: 'Gefundene Befehle',
    none: 'Kein Befehl mit diesem Namen',
    found: (n) => count(n, 'Befehl', 'Befehle')
  },

  share: {
    heading: 'Teilen',
    intro: 'Mach für jede Person, die du einlädst, einen eigenen Code.',
    role: 'Rolle beim Beitritt',
    expires: 'Der Code gilt',
    expiry: { hour: '1 Stunde', day: '1 Tag', week: '7 Tage', never: 'solange ich möchte' },
    uses: 'Anzahl der Personen',
    usesUnlimited: 'Unbegrenzt',
    make: 'Code erstellen',
    code: 'Einladungscode',
    copyCode: 'Code kopieren',
    copyLink: 'Link kopieren',
    linkCopied: 'Link kopiert',
    codeCopied: 'Code kopiert',
    copyFailed: 'Der Browser hat das Kopieren nicht erlaubt. Markiere den Code und kopiere ihn selbst.',
    qr: 'QR-Bild des Links, mit dem man diesem Dokument beitritt',
    secret: 'Wer diesen Code hat, kann beitreten; schick ihn nur privat.',
    keepOpen: 'Am schnellsten geht der Beitritt, solange Sheaf hier offen ist.',
    list: 'Bisherige Codes',
    none: 'Noch keine Codes. Wer eingeladen ist, erscheint hier nach dem Beitritt.',
    used: (used, uses) => uses === 0 ? `${digits.format(used)}-mal benutzt` : `${used} von ${uses} benutzt`,
    expiresIn: (when) => `Gilt bis ${when}`,
    expiredAt: (when) => `Abgelaufen ${when}`,
    never: 'Läuft nicht ab',
    states: { open: 'Offen', used: 'Aufgebraucht', expired: 'Abgelaufen', revoked: 'Zurückgezogen' },
    revoke: 'Zurückziehen',
    revokeOf: (role) => `Diesen Code (${role}) zurückziehen`,
    show: 'Code anzeigen',
    elsewhere: (name) => `Erstellt von ${name}`,
    mayNot: 'Einladen können nur Personen mit der Rolle „Besitz“ oder „Bearbeiten“. Bitte eine davon um einen Code.'
  },

  people: {
    heading: 'Personen',
    here: 'gerade hier',
    away: 'nicht verbunden',
    device: 'Gerät',
    thisDevice: 'dieses Gerät',
    devices: (n) => count(n, 'Gerät', 'Geräte')
  },

  settings: {
    heading: 'Einstellungen',
    name: 'Dein Name',
    color: 'Deine Farbe',
    colorName: (n) => `Farbe ${n}`,
    device: 'Name dieses Geräts',
    deviceHint: 'Damit du deine Geräte unterscheiden kannst, zum Beispiel „Laptop“.',
    theme: 'Darstellung',
    themes: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
    language: 'Sprache',
    languageSystem: 'Wie der Browser',
    languageLater: 'Die Sprache wechselt, sobald hier alles gespeichert ist.',
    announce: 'Ansagen, was andere tun',
    announceHint: 'Für Bildschirmleser: wer kommt und geht und welchen Absatz jemand geändert hat. Nur ab und zu.',
    offline: 'Offline arbeiten',
    offlineHint: 'Nichts wird gesendet oder empfangen, bis du das ausschaltest. Änderungen bleiben hier.',
    links: 'Einladungslinks mit Sheaf öffnen',
    linksHint: 'Bittet diesen Browser, Links, die mit web+sheaf: beginnen, an dieses Fenster zu geben.',
    saved: 'Einstellungen gespeichert.',
    version: (version) => `Sheaf ${version}`
  },

  sync: {
    button: 'Wo deine Änderungen sind',
    opening: 'Wird geöffnet …',
    saved: 'Auf diesem Gerät gespeichert',
    saving: 'Wird gespeichert …',
    unsaved: (n) => `Noch nicht gespeichert: ${count(n, 'Änderung', 'Änderungen')}`,
    alsoOn: (n) => `Gespeichert, auch auf ${spelled(n, 'einem anderen Gerät', 'anderen Geräten')}`,
    alsoOnOne: (name) => `Gespeichert, auch auf: ${name}`,
    nowhereElse: (n) => `${count(n, 'Änderung', 'Änderungen')} noch nirgends sonst`,
    readOnly: 'Nur lesbar',
    waiting: 'Wartet auf Einlass',
    removed: 'Entfernt',
    diskFull: 'Speicher voll',
    away: 'Sheaf ist nicht da',
    offline: 'Offline: Deine Änderungen bleiben hier und werden gesendet, wenn du zurück bist',
    offlineShort: 'Offline, hier gespeichert',
    connecting: 'Andere Geräte werden gesucht …',
    connected: (n) => n === 0 ? 'Kein anderes Gerät dieses Dokuments ist verbunden' : `Verbunden mit ${spelled(n, 'einem Gerät', 'Geräten')}`,
    also: 'Andere Geräte',
    now: 'jetzt',
    behind: (n) => `${n === 1 ? 'es fehlt' : 'es fehlen'} ${count(n, 'Änderung', 'Änderungen')}`,
    complete: 'hat alles von hier',
    nobody: 'Von keinem anderen Gerät ist bekannt, dass es dieses Dokument schon hat. Teile es oder kopple ein weiteres Gerät, damit es nicht an diesem einen hängt.',
    ownDevice: 'ein anderes Gerät von dir',
    unnamed: 'jemand',
    deviceOf: (name, label) => `${label} von ${name}`,
    yourDevice: (label) => `${label} von dir`
  },

  live: {
    came: (names) => `${names.join(', ')} ${names.length === 1 ? 'ist' : 'sind'} jetzt hier.`,
    went: (names) => `${names.join(', ')} ${names.length === 1 ? 'ist' : 'sind'} gegangen.`,
    changed: (name, block) => `${name} hat den Absatz „${block}“ geändert.`,
    changedMany: (name, n) => `${name} hat ${spelled(n, 'einen Absatz', 'Absätze')} geändert.`,
    changedSomething: (name) => `${name} hat den Text geändert.`
  },

  keys: {
    heading: 'Tastenkürzel',
    groups: { text: 'Text', blocks: 'Blöcke', moving: 'Bearbeiten und Bewegen', markdown: 'Markdown beim Tippen' },
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    lineBreak: 'Zeilenumbruch',
    indent: 'Listenpunkt oder Code einrücken',
    outdent: 'Listenpunkt ausrücken',
    leave: 'Den Text verlassen, damit Tab weiterführt',
    toolbar: 'Zur Symbolleiste, oder zu der über einer Auswahl',
    slash: 'Einen Block einfügen',
    mention: 'Person, Datum oder Dokument',
    documentLink: 'Verweis auf ein Dokument',
    emoji: 'Emoji beim Namen',
    find: 'Suchen und ersetzen',
    palette: 'Alle Befehle',
    plainPaste: 'Als reinen Text einfügen',
    toggleTask: 'Eine Aufgabe abhaken',
    blockMenu: 'Menü des Blocks',
    moveUp: 'Den Block nach oben schieben',
    moveDown: 'Den Block nach unten schieben',
    duplicate: 'Den Block duplizieren',
    footnote: 'Fußnote; in einer: zurück zum Text',
    table: 'Eine Tabelle einfügen; in einer: ihr Menü',
    nextCell: 'Nächste Zelle oder neue Zeile',
    selectCells: 'Zellen auswählen, vom Rand einer Zelle aus',
    help: 'Diese Liste',
    names: {
      Ctrl: 'Strg', Alt: 'Alt', Shift: 'Umschalt', Enter: 'Eingabe', Tab: 'Tab', Esc: 'Esc', Space: 'Leertaste', Arrow: 'Pfeil',
      Backspace: 'Rücktaste', Delete: 'Entf', Home: 'Pos1', End: 'Ende'
    }
  },

  editor: {
    linkPrompt: 'Adresse des Links',
    linkApply: 'Übernehmen',
    linkEdit: 'Link bearbeiten',
    linkOpen: 'Link öffnen',
    linkRemove: 'Link entfernen',
    linkBad: 'Links beginnen mit https://, http:// oder mailto:',
    task: 'Erledigt',
    imageCard: (host) => `Bild auf ${host}`,
    imageHidden: 'Wenn du es lädst, erfährt diese Website, dass du das hier liest.',
    imageLoad: 'Bild laden',
    imageFailed: 'Das Bild konnte nicht geladen werden.',
    imageBad: 'Ein Bild mit einer Adresse, die Sheaf nicht öffnet.',
    codeLanguage: 'Sprache des Codes',
    codePlain: 'ohne',
    codeCopy: 'Kopieren',
    codeCopied: 'Kopiert',
    codeNotCopied: 'Kopieren ist hier nicht erlaubt',
    math: {
      field: 'Formel in TeX',
      example: '\\frac{a}{b}',
      blank: 'Neue Formel',
      unknown: (command) => `Den Befehl ${command} gibt es nicht.`,
      environment: (name) => `Die Umgebung „${name}“ gibt es nicht.`,
      mismatch: (begin, end) => `\\begin{${begin}} wird mit \\end{${end}} geschlossen.`,
      argument: (command) => `Nach ${command} fehlt etwas, zum Beispiel {x}.`,
      unexpected: (what) => `„${what}“ passt hier nicht.`,
      open: 'Etwas wurde geöffnet und nicht geschlossen.',
      twice: 'Zwei Exponenten oder zwei Indizes hintereinander brauchen Klammern um einen davon.',
      endless: 'Diese Befehle würden nie enden.',
      deep: 'Diese Formel ist zu tief verschachtelt, um sie zu zeigen.',
      long: (length, most) => length > most
        ? `Diese Formel hat ${digits.format(length)} Zeichen; höchstens ${digits.format(most)} lassen sich zeigen.`
        : 'Diese Formel ist zu lang für eine, die eigene Befehle festlegt.',
      other: (why) => `Das ist noch keine Formel: ${why}.`,
      at: (column) => `(Beim ${column}. Zeichen.)`,
      atLine: (line, column) => `(Zeile ${line}, ${column}. Zeichen.)`,
      atEnd: '(Am Ende.)'
    },
    tableSelect: 'Die Tabelle auswählen',
    pasteCut: (end: string) => `Das Eingefügte ist länger, als auf einmal hineingeht. Es steht bis „${end}“ da; füge den Rest in Teilen ein oder importiere ihn als Datei.`,
    pasteFlattened: 'Das Eingefügte war sehr tief verschachtelt. Die innersten Teile stehen als einfache Absätze da.',
    tableCut: (rows, kept) => kept < rows
      ? `${digits.format(rows)} Zeilen sind mehr, als auf einmal eingefügt werden kann: Die ersten ${digits.format(kept)} sind hier. Füge den Rest in Teilen ein.`
      : 'Die Tabelle ist breiter, als auf einmal eingefügt werden kann: Die ersten 100 Spalten sind hier.',
    unnamed: 'jemand',
    untitled: 'Ohne Titel',
    mentionGone: 'Nicht in diesem Dokument',
    documentAway: 'Du hast dieses Dokument nicht',
    date: 'Datum',
    dateDone: 'Fertig',
    section: 'Abschnitt',
    sectionTitle: 'Titel des Abschnitts',
    toc: 'Inhaltsverzeichnis',
    tocEmpty: 'Hier erscheinen die Überschriften.',
    footnote: (number) => `Fußnote ${number}`,
    footnoteMissing: 'Der Text dieser Fußnote fehlt.',
    footnoteUnused: 'Fußnote, auf die im Text nichts verweist',
    footnoteBack: (number) => `Fußnote ${number}: zurück zum Text`,
    calloutKinds: { note: 'Hinweis', tip: 'Tipp', important: 'Wichtig', warning: 'Warnung', caution: 'Vorsicht' },
    calloutKind: (kind) => `${kind}: Art ändern`,
    calloutChoose: 'Art des Hinweises',
    files: {
      caption: 'Bildunterschrift schreiben',
      tools: 'Bild',
      sizes: { small: 'Klein', medium: 'Mittel', large: 'Groß', full: 'Voll' },
      sizeNames: { small: 'Ein Viertel der Breite', medium: 'Halbe Breite', large: 'Drei Viertel der Breite', full: 'Volle Breite' },
      addAlt: 'Beschreiben',
      alt: 'Beschreibung',
      altPrompt: 'Für alle, die das Bild nicht sehen',
      altApply: 'Übernehmen',
      open: 'Öffnen',
      openOf: (name) => `${name} in einem neuen Tab öffnen`,
      download: 'Herunterladen',
      downloadOf: (name) => `${name} herunterladen`,
      fileOf: (name) => `Datei: ${name}`,
      image: 'Bild',
      unnamed: 'Datei ohne Namen',
      size: (bytes) => fileSize(bytes, 'de'),
      progress: (have, size) => `${fileSize(have, 'de')} von ${fileSize(size, 'de')}`,
      uploading: (name) => `${name} wird eingefügt`,
      cancel: 'Abbrechen',
      cancelOf: (name) => `Abbrechen: ${name}`,
      again: 'Noch einmal versuchen',
      failed: (why) => `Nicht eingefügt. ${why}`,
      readOnly: 'In diesem Dokument kannst du gerade nicht schreiben.',
      folder: 'Ordner lassen sich nicht einfügen; wähle die Dateien darin.',
      stopped: (n) => n === 1 ? 'Eine Datei wurde nicht eingefügt, weil du das Dokument vorher verlassen hast.' : `${digits.format(n)} Dateien wurden nicht eingefügt, weil du das Dokument vorher verlassen hast.`,
      coming: 'Kommt von einem anderen Gerät …',
      missing: 'Wartet auf ein Gerät, das die Datei hat',
      offer: (size) => `Noch nicht auf diesem Gerät, ${fileSize(size, 'de')}`,
      fetch: 'Holen',
      wrong: 'Was angekommen ist, ist nicht das, was hier eingefügt wurde. Darum wird es nicht gezeigt.',
      foreign: 'Das gehört zu einem anderen Dokument; der Inhalt ist nicht in diesem.',
      none: 'Hier ist noch nichts.',
      broken: 'Dieses Bild lässt sich nicht zeigen, aber herunterladen.',
      notAdopted: 'Ein Bild oder eine Datei aus einem anderen Dokument ist nicht auf diesem Gerät; nur der Name ließ sich einfügen.'
    },
    unknown: 'Mit einem neueren Sheaf erstellt',
    unknownHint: 'Es bleibt, wie es ist.'
  },

  time: {
    now: 'gerade eben'
  },

  errors: {
    generic: 'Etwas ist schiefgegangen.',
    codes: {
      INVITE_WRONG: 'Das ist kein vollständiger Einladungscode: Kopiere den ganzen Code noch einmal, vom ersten bis zum letzten Buchstaben.',
      INVITE_EXPIRED: 'Dieser Code ist abgelaufen: Bitte um einen neuen.',
      INVITE_USED: 'Dieser Code ist aufgebraucht: Bitte um einen neuen.',
      INVITE_REVOKED: 'Dieser Code wurde zurückgezogen: Bitte um einen neuen.',
      INVITE_REJECTED: 'Du wurdest nicht hereingelassen: Frag die Person, von der du den Code hast.',
      INVITE_OWN: 'Dieser Code ist für ein Dokument, das du schon hast.',
      JOIN_CANCELLED: 'Der Beitritt wurde abgebrochen.',
      NOT_ALLOWED: 'Deine Rolle in diesem Dokument erlaubt das nicht.',
      NOT_FOUND: 'Das ist nicht oder nicht mehr auf diesem Gerät.',
      LOCKED_BY_OTHER_PROCESS: 'Ein anderes Sheaf benutzt diesen Datenordner schon: Nimm jenes, oder schließ es zuerst.',
      DISK_FULL: 'Der Speicher ist voll: Mach Platz, dann öffne das Dokument noch einmal. Nichts, was gespeichert war, ist verloren.',
      READ_ONLY_DISK: 'Sheaf darf nicht in seinen Datenordner schreiben: Prüfe die Rechte des Ordners.',
      DAMAGED: 'Das ließ sich nicht öffnen, weil Dateien beschädigt sind; nichts wurde gelöscht.',
      TOO_NEW: 'Das wurde mit einem neueren Sheaf erstellt: Aktualisiere dieses, dann versuch es noch einmal.',
      TOO_LARGE: 'Das ist zu groß für Sheaf.',
      BAD_INPUT: 'So kann Sheaf das nicht verwenden: Prüfe es und versuch es noch einmal.',
      BAD_UPDATE: 'Diese Änderung ließ sich nicht lesen und wurde ausgelassen. Lade das Fenster neu.',
      CLOSED: 'Das Dokument wurde geschlossen, bevor das geschehen konnte.',
      DISCONNECTED: 'Sheaf läuft auf diesem Computer gerade nicht.',
      OFFLINE: 'Es gibt kein Netz.',
      UNSUPPORTED: 'Dieses Sheaf kann das nicht: Lade das Fenster neu, oder aktualisiere Sheaf.',
      INTERNAL: 'In Sheaf ist etwas schiefgegangen; was gespeichert war, ist nicht betroffen.',
      NOBODY_HERE: 'Niemand, der das hat, ist gerade verbunden: Es kommt, sobald jemand davon da ist.',
      BAD_BLOB: 'Was ankam, ist nicht die Datei, die gemeint war.'
    }
  }
}
