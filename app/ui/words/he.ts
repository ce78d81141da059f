/** כל המילים של הממשק בעברית. */
import type { Words } from './en.ts'
import { fileSize } from '../file-size.ts'

const digits = new Intl.NumberFormat('he')
const plural = new Intl.PluralRules('he')

/** One, two and many have forms of their own; the first two are written as words. */
function count (n: number, one: string, two: string, many: string): string {
  const kind = plural.select(n)
  return kind === 'one' && n === 1 ? one : kind === 'two' ? two : `${digits.format(n)} ${many}`
}

/** A name in another script keeps to itself, so that it does not turn the sentence around. */
function apart (name: string): string {
  return `\u2068${name}\u2069`
}

function text (words: number, characters: number): string {
  return `${count(words, 'מילה אחת', 'שתי מילים', 'מילים')}, ${count(characters, 'תו אחד', 'שני תווים', 'תווים')}`
}

function simplified (notes: readonly string[]): string {
  return count(notes.length, 'דבר אחד פושט', 'שני דברים פושטו', 'דברים פושטו')
}

export const he: Words = {
  app: 'Sheaf',
  untitled: 'ללא כותרת',
  close: 'סגירה',
  cancel: 'ביטול',
  save: 'שמירה',
  copy: 'העתקה',
  copied: 'הועתק',
  dismiss: 'הסתרה',
  loading: 'בטעינה…',
  you: 'אני',
  skip: 'דילוג אל הטקסט',

  titles: {
    documents: 'מסמכים – Sheaf',
    document: (title) => `${apart(title)} – Sheaf`
  },

  connection: {
    connecting: 'מחפשים את Sheaf במחשב הזה…',
    lost: (changes) => 'החיבור אל Sheaf במחשב הזה נותק. ' + (changes === 0
      ? 'אפשר להמשיך לכתוב: השינויים נשמרים בחלון הזה ויישמרו במחשב כשהחיבור יחזור.'
      : `אפשר להמשיך לכתוב: ${count(changes, 'שינוי אחד מוחזק', 'שני שינויים מוחזקים', 'שינויים מוחזקים')} בחלון הזה עד שהחיבור יחזור, ואז הכול יישמר.`),
    lostPlain: 'החיבור אל Sheaf במחשב הזה נותק. מנסים להתחבר שוב…',
    retry: 'ניסיון נוסף עכשיו',
    incompatible: 'הגרסה של Sheaf במחשב הזה שונה מזו של החלון.',
    reload: 'טעינת החלון מחדש',
    back: 'החיבור אל Sheaf חזר.'
  },

  library: {
    heading: 'מסמכים',
    create: 'מסמך חדש',
    import: 'ייבוא Markdown',
    join: 'הצטרפות עם קוד',
    settings: 'הגדרות',
    keys: 'קיצורי מקלדת',
    list: 'המסמכים שלי',
    drop: 'אפשר לשחרר כאן קובצי Markdown כדי לייבא אותם',
    edited: (when) => `נערך ${when}`,
    joining: 'ממתין למי שיכול להכניס אותך',
    joiningTitle: 'מסמך שהוזמנת אליו',
    joiningHint: 'זה ממשיך מעצמו, גם אחרי הפעלה מחדש. הכי מהר כשאצל מי ששלח את הקוד Sheaf פתוח.',
    cancelJoin: 'ביטול ההצטרפות',
    failedTitle: 'ההצטרפות לא הצליחה',
    dismissJoin: 'הסרה מהרשימה',
    tooNew: 'נוצר בגרסה חדשה יותר של Sheaf: לקריאה בלבד',
    damaged: 'לא היה אפשר לפתוח; שום דבר לא נמחק',
    emptyTitle: 'אין עדיין מסמכים',
    emptyText: 'המסמכים נמצאים במכשיר הזה, לא בשרת. אחרים מקבלים עותק כשמשתפים אותם.',
    steps: {
      create: 'אפשר להתחיל לכתוב. הכול נשמר במכשיר הזה תוך כדי הקלדה.',
      import: 'אפשר לבחור קובץ Markdown או לגרור אותו לכל מקום בדף.',
      join: 'קיבלת קוד ממישהו? הוא מביא לכאן את המסמך.'
    },
    imported: (title) => `המסמך "${apart(title)}" יובא.`,
    importNotes: (title, notes) => `המסמך "${apart(title)}" יובא; ${simplified(notes)} בדרך.`,
    notMarkdown: (name) => `הקובץ "${apart(name)}" אינו קובץ Markdown או טקסט.`,
    tooLarge: (name) => `הקובץ "${apart(name)}" גדול מ־4 MB; יותר מזה אי אפשר לייבא.`
  },

  join: {
    heading: 'הצטרפות עם קוד',
    label: 'קוד או קישור',
    hint: 'יש להדביק את הקוד, או קישור שמתחיל ב־web+sheaf://',
    submit: 'הצטרפות',
    empty: 'קודם צריך להדביק קוד.',
    ready: (title) => `המסמך "${apart(title)}" כבר כאן.`,
    open: 'פתיחה'
  },

  firstRun: {
    heading: 'באיזה שם אחרים יקראו לך?',
    text: 'השם מופיע ליד הסמן שלך וברשימת האנשים. אפשר לשנות אותו בכל עת.',
    label: 'השם שלך',
    later: 'אחר כך'
  },

  roles: {
    owner: 'בעלות',
    editor: 'עריכה',
    commenter: 'תגובות',
    reader: 'קריאה'
  },
  roleHelp: {
    owner: 'אפשר לכתוב, ולהזמין אנשים לכל תפקיד.',
    editor: 'אפשר לכתוב, ולהזמין לעריכה ולקריאה.',
    commenter: 'אפשר לקרוא ולהגיב.',
    reader: 'אפשר לקרוא. מה שמוקלד לא מתקבל.'
  },

  document: {
    back: 'כל המסמכים',
    title: 'כותרת',
    text: 'הטקסט של המסמך',
    placeholder: 'אפשר לכתוב כאן…',
    share: 'שיתוף',
    people: 'אנשים',
    more: 'עוד',
    exportMarkdown: 'ייצוא ל־Markdown',
    exportHtml: 'ייצוא ל־HTML',
    print: 'הדפסה…',
    printKeywords: 'נייר pdf',
    exported: (name, notes) => `הקובץ "${apart(name)}" נשמר.${notes.length > 0 ? ` ${simplified(notes)} בדרך.` : ''}`,
    settings: 'הגדרות',
    keys: 'קיצורי מקלדת',
    here: (names) => names.length === 0 ? 'אין כאן אף אחד אחר' : `נמצאים כאן: ${names.map(apart).join(', ')}`,
    hereMore: (n) => `+${n}`,
    opening: 'המסמך נפתח…',
    notFound: 'המסמך הזה לא נמצא במכשיר הזה.',
    readOnly: {
      role: 'אפשר לקרוא את המסמך הזה. כדי לכתוב בו צריך לבקש תפקיד עריכה ממי שהמסמך בבעלותו.',
      waiting: 'ממתין למי שיכול להכניס אותך. עד אז אפשר לקרוא את מה שכבר כאן.',
      'too-new': 'המסמך הזה נוצר בגרסה חדשה יותר של Sheaf. אפשר לקרוא אותו כאן; כדי לכתוב צריך לעדכן את Sheaf.',
      removed: 'הוסרת מהמסמך הזה. מה שהיה אצלך נשאר לקריאה; שום דבר חדש לא נשלח ולא מתקבל.',
      'disk-full': 'הדיסק מלא. אי אפשר לשמור עד שיתפנה מקום.'
    },
    locked: 'יש במסמך הזה משהו שהגרסה הזאת של Sheaf לא יכולה להציג. הוא נעול כדי ששום דבר לא יאבד; בדיסק הוא נשאר שלם. ייתכן שעדכון של Sheaf יעזור.',
    stray: 'תוכנה אחרת כתבה במסמך הזה משהו ש-Sheaf לא יכולה להציג. הוא נעול כדי ששום דבר לא יאבד. אפשר להפוך את החלק הזה לטקסט פשוט ולהמשיך לכתוב.',
    strayMend: 'להפוך לטקסט',
    lockedAgain: 'הצגת המסמך נכשלה ותוקנה ממה ששמור. שום דבר לא אבד.',
    reset: 'המסמך נבנה מחדש בגלל מי שהיה רשאי לשנות ומה. השינויים שעדיין לא נשמרו נשארו.',
    refused: (why) => `לא היה אפשר לשמור שינוי: ${why}`,
    lostWords: (text) => `מישהו העביר או מחק את הבלוק שבו כתבת. מה שכתבת שם: "${apart(text)}"`,
    copyLost: 'העתקת מה שכתבתי'
  },

  toolbar: {
    label: 'עיצוב',
    style: 'סגנון הטקסט',
    paragraph: 'טקסט',
    heading: (level) => `כותרת ${level}`,
    codeBlock: 'קטע קוד',
    mathBlock: 'נוסחה',
    mathInline: 'נוסחה בתוך השורה',
    bold: 'מודגש',
    italic: 'נטוי',
    underline: 'קו תחתון',
    strike: 'קו חוצה',
    code: 'קוד',
    link: 'קישור',
    highlight: 'סימון',
    sub: 'כתב תחתי',
    sup: 'כתב עילי',
    clear: 'ניקוי העיצוב',
    bullets: 'רשימת תבליטים',
    numbers: 'רשימה ממוספרת',
    tasks: 'רשימת משימות',
    quote: 'ציטוט',
    callout: 'תיבת הערה',
    section: 'קטע מתקפל',
    toc: 'תוכן עניינים',
    footnote: 'הערת שוליים',
    divider: 'קו מפריד',
    table: 'טבלה',
    image: 'תמונה',
    file: 'קובץ',
    mention: 'אדם, תאריך או מסמך',
    documentLink: 'קישור למסמך',
    emoji: 'אמוג׳י',
    indent: 'הגדלת הזחה',
    outdent: 'הקטנת הזחה',
    blockMenu: 'תפריט הרכיב',
    undo: 'ביטול פעולה',
    redo: 'ביצוע שוב'
  },

  blockKeywords: {
    paragraph: 'פסקה רגיל p',
    heading1: 'כותרת ראשית h1 #',
    heading2: 'כותרת משנה h2 ##',
    heading3: 'כותרת h3 ###',
    heading4: 'כותרת h4 ####',
    heading5: 'כותרת h5 #####',
    heading6: 'כותרת h6 ######',
    bullets: 'נקודות תבליטים ul -',
    numbers: 'מספרים מספור ol 1.',
    tasks: 'מטלות לביצוע סימון todo []',
    quote: 'מובאה >',
    callout: 'הערה טיפ חשוב אזהרה זהירות callout !!!',
    section: 'פרטים קיפול הסתרה toggle details +++',
    toc: 'תוכן כותרות מפתח toc [toc]',
    footnote: 'הערה הפניה footnote [^1]',
    divider: 'קו אופקי hr ---',
    codeBlock: 'תוכנית מקור pre ```',
    mathBlock: 'מתמטיקה משוואה latex tex katex $$',
    mathInline: 'מתמטיקה משוואה בשורה latex tex katex $',
    table: 'שורות עמודות תאים |||',
    image: 'תצלום איור img url',
    file: 'צרופה מסמך pdf העלאה',
    mention: 'אזכור חבר יום לוח שנה היום @',
    documentLink: 'דף ויקי link [[',
    emoji: 'סמיילי סמל :'
  },

  table: {
    menu: 'עריכת הטבלה',
    rowAbove: 'הוספת שורה מעל',
    rowBelow: 'הוספת שורה מתחת',
    deleteRow: 'מחיקת שורה',
    columnBefore: 'הוספת עמודה לפני',
    columnAfter: 'הוספת עמודה אחרי',
    deleteColumn: 'מחיקת עמודה',
    merge: 'מיזוג תאים',
    split: 'פיצול תא',
    headerRow: 'שורת כותרת',
    headerColumn: 'עמודת כותרת',
    left: 'יישור לשמאל',
    center: 'יישור למרכז',
    right: 'יישור לימין',
    wider: 'הרחבת העמודה',
    narrower: 'הצרת העמודה',
    anyWidth: 'התאמת העמודה לטקסט',
    deleteTable: 'מחיקת הטבלה'
  },

  blockMenu: {
    handle: 'גרירה מזיזה את הרכיב, לחיצה פותחת את התפריט שלו',
    label: 'מה לעשות ברכיב הזה',
    labelMany: (n) => `מה לעשות ב${count(n, 'רכיב הזה', 'שני הרכיבים האלה', 'הרכיבים האלה').replace(/^\d/, '־$&')}`,
    duplicate: 'שכפול',
    delete: 'מחיקה',
    moveUp: 'הזזה למעלה',
    moveDown: 'הזזה למטה',
    movedUp: 'הועבר למעלה',
    movedDown: 'הועבר למטה',
    copyLink: 'העתקת קישור לרכיב',
    around: 'בחירת מה שמסביב',
    turnInto: 'הפיכה ל…',
    continueNumbers: 'המשך המספור מלמעלה',
    restartNumbers: 'התחלה ממספר 1',
    linkCopied: 'הקישור לרכיב הועתק. הוא נפתח אצל מי שהמסמך הזה נמצא אצלם.',
    linkGone: 'הרכיב שהקישור הזה מוביל אליו כבר לא קיים.',
    linkMoved: 'הרכיב שהקישור הזה נוצר בשבילו כבר לא קיים. הרכיב הזה מתחיל באותן מילים.',
    noHeading: (name) => `אין במסמך הזה כותרת "${apart(name)}".`
  },

  slash: {
    label: 'רכיבים להוספה',
    none: 'אין דבר בשם הזה',
    found: (n) => n === 0 ? 'אין רכיב בשם הזה' : `${count(n, 'רכיב אחד', 'שני רכיבים', 'רכיבים')}; בוחרים במקשי החיצים וב־Enter, סוגרים ב־Esc`
  },

  mention: {
    label: 'אנשים, תאריכים ומסמכים',
    none: 'אין מישהו או משהו בשם הזה',
    found: (n) => n === 0 ? 'אין מישהו או משהו בשם הזה' : `${count(n, 'הצעה אחת', 'שתי הצעות', 'הצעות')}; בוחרים במקשי החיצים וב־Enter, סוגרים ב־Esc`
  },

  documentLink: {
    label: 'מסמכים שאפשר לקשר אליהם',
    none: 'אין מסמך בכותרת הזאת',
    found: (n) => n === 0 ? 'אין מסמך בכותרת הזאת' : `${count(n, 'מסמך אחד', 'שני מסמכים', 'מסמכים')}; בוחרים במקשי החיצים וב־Enter, סוגרים ב־Esc`,
    away: (title) => `המסמך ${apart(title)} לא נמצא אצלך. אפשר לבקש ממי שיש לו לשתף אותך.`,
    here: (title) => `המסמך ${apart(title)} כבר פתוח כאן.`,
    from: 'מקשרים לכאן'
  },

  emoji: {
    label: 'אמוג׳י',
    none: 'אין אמוג׳י בשם הזה',
    found: (n) => `${count(n, 'אמוג׳י אחד', 'שני אמוג׳י', 'אמוג׳י')}; בוחרים במקשי החיצים וב־Enter, סוגרים ב־Esc`
  },

  image: {
    heading: 'תמונה',
    choose: 'בחירת תמונות…',
    or: 'או לפי כתובת',
    address: 'כתובת התמונה',
    addressHint: 'היא מתחילה ב־https://. כל אחד מחליט לעצמו אם לטעון אותה.',
    alt: 'תיאור',
    altHint: 'בשביל מי שלא רואים את התמונה.',
    insert: 'הוספה',
    bad: 'זו אינה כתובת של תמונה. היא מתחילה ב־https:// או ב־http://'
  },

  find: {
    label: 'חיפוש והחלפה',
    find: 'חיפוש',
    replace: 'החלפה ב־',
    next: 'התוצאה הבאה',
    previous: 'התוצאה הקודמת',
    case: 'הבחנה בין אותיות גדולות לקטנות',
    word: 'מילים שלמות בלבד',
    regexp: 'ביטוי רגולרי',
    replaceOne: 'החלפה',
    replaceAll: 'החלפת הכול',
    close: 'סגירת החיפוש',
    none: 'אין תוצאות',
    some: (n) => count(n, 'תוצאה אחת', 'שתי תוצאות', 'תוצאות'),
    at: (current, n) => `${current} מתוך ${n}`,
    replaced: (n) => count(n, 'הוחלפה תוצאה אחת', 'הוחלפו שתי תוצאות', 'תוצאות הוחלפו'),
    bad: (why) => why === '' ? 'זה אינו ביטוי רגולרי.' : `זה אינו ביטוי רגולרי: ${apart(why)}.`
  },

  outline: {
    label: 'תוכן העניינים',
    show: 'הצגת תוכן העניינים',
    hide: 'הסתרת תוכן העניינים'
  },

  textCount: {
    label: 'אורך הטקסט',
    all: (words, characters) => text(words, characters),
    selected: (words, characters) => `נבחרו: ${text(words, characters)}`
  },

  bubble: {
    label: 'עיצוב הטקסט שנבחר',
    colors: 'צבע הסימון',
    color: { yellow: 'צהוב', orange: 'כתום', pink: 'ורוד', purple: 'סגול', blue: 'כחול', green: 'ירוק' }
  },

  palette: {
    heading: 'פקודות',
    search: 'חיפוש פקודות',
    list: 'הפקודות שנמצאו',
    none: 'אין פקודה בשם הזה',
    found: (n) => count(n, 'פקודה אחת', 'שתי פקודות', 'פקודות')
  },

  share: {
    heading: 'שיתוף',
    intro: 'כדאי ליצור קוד נפרד לכל מי שמזמינים.',
    role: 'התפקיד בהצטרפות',
    expires: 'הקוד תקף למשך',
    expiry: { hour: 'שעה', day: 'יום', week: '7 ימים', never: 'כל זמן שארצה' },
    uses: 'מספר האנשים',
    usesUnlimited: 'ללא הגבלה',
    make: 'יצירת קוד',
    code: 'קוד הזמנה',
    copyCode: 'העתקת הקוד',
    copyLink: 'העתקת הקישור',
    linkCopied: 'הקישור הועתק',
    codeCopied: 'הקוד הועתק',
    copyFailed: 'הדפדפן לא אפשר להעתיק. אפשר לסמן את הקוד ולהעתיק אותו ידנית.',
    qr: 'תמונת QR של הקישור להצטרפות למסמך הזה',
    secret: 'כל מי שהקוד בידו יכול להצטרף; כדאי לשלוח אותו באופן פרטי.',
    keepOpen: 'ההצטרפות הכי מהירה כש־Sheaf פתוח כאן.',
    list: 'הקודים עד כה',
    none: 'אין עדיין קודים. מי שהוזמנו יופיעו כאן אחרי שישתמשו בקוד שלהם.',
    used: (used, uses) => uses === 0
      ? count(used, 'נוצל פעם אחת', 'נוצל פעמיים', 'שימושים')
      : `נוצלו ${used} מתוך ${uses}`,
    expiresIn: (when) => `תקף עד ${when}`,
    expiredAt: (when) => `פג ב־${when}`,
    never: 'לא פג',
    states: { open: 'פתוח', used: 'נוצל', expired: 'פג', revoked: 'בוטל' },
    revoke: 'ביטול הקוד',
    revokeOf: (role) => `ביטול הקוד הזה (${role})`,
    show: 'הצגת הקוד',
    elsewhere: (name) => `נוצר על ידי ${apart(name)}`,
    mayNot: 'להזמין יכולים רק בעלי תפקיד בעלות או עריכה. אפשר לבקש מהם קוד.'
  },

  people: {
    heading: 'אנשים',
    here: 'כאן עכשיו',
    away: 'לא מחובר',
    device: 'מכשיר',
    thisDevice: 'המכשיר הזה',
    devices: (n) => count(n, 'מכשיר אחד', 'שני מכשירים', 'מכשירים')
  },

  settings: {
    heading: 'הגדרות',
    name: 'השם שלך',
    color: 'הצבע שלך',
    colorName: (n) => `צבע ${n}`,
    device: 'שם המכשיר הזה',
    deviceHint: 'כדי להבחין בין המכשירים שלך, למשל "נייד".',
    theme: 'מראה',
    themes: { system: 'כמו המערכת', light: 'בהיר', dark: 'כהה' },
    language: 'שפה',
    languageSystem: 'כמו הדפדפן',
    languageLater: 'השפה תתחלף ברגע שהכול כאן יישמר.',
    announce: 'הקראה של מה שאחרים עושים',
    announceHint: 'בשביל קוראי מסך: מי נכנס ויוצא, ואיזו פסקה השתנתה. רק מדי פעם.',
    offline: 'עבודה במצב לא מקוון',
    offlineHint: 'שום דבר לא נשלח ולא מתקבל עד שמכבים את זה. השינויים נשמרים כאן.',
    links: 'פתיחת קישורי הזמנה ב־Sheaf',
    linksHint: 'מבקש מהדפדפן להעביר לחלון הזה קישורים שמתחילים ב־web+sheaf:‎.',
    saved: 'ההגדרות נשמרו.',
    version: (version) => `Sheaf ${version}`
  },

  sync: {
    button: 'איפה השינויים שלך',
    opening: 'נפתח…',
    saved: 'נשמר במכשיר הזה',
    saving: 'בשמירה…',
    unsaved: (n) => `עדיין לא נשמר: ${count(n, 'שינוי אחד', 'שני שינויים', 'שינויים')}`,
    alsoOn: (n) => `נשמר, גם ב${count(n, 'מכשיר אחד נוסף', 'שני מכשירים נוספים', 'מכשירים נוספים').replace(/^\d/, '־$&')}`,
    alsoOnOne: (name) => `נשמר, גם אצל ${apart(name)}`,
    nowhereElse: (n) => `${count(n, 'שינוי אחד', 'שני שינויים', 'שינויים')} עדיין רק כאן`,
    readOnly: 'לקריאה בלבד',
    waiting: 'ממתין לכניסה',
    removed: 'הוסר',
    diskFull: 'הדיסק מלא',
    away: 'Sheaf לא זמין',
    offline: 'לא מקוון: השינויים נשמרים כאן ויישלחו כשהחיבור יחזור',
    offlineShort: 'לא מקוון, נשמר כאן',
    connecting: 'מחפשים מכשירים אחרים…',
    connected: (n) => n === 0 ? 'אף מכשיר אחר של המסמך הזה אינו מחובר' : `חיבור אל ${count(n, 'מכשיר אחד', 'שני מכשירים', 'מכשירים')}`,
    also: 'מכשירים אחרים',
    now: 'עכשיו',
    behind: (n) => count(n, 'חסר שינוי אחד', 'חסרים שני שינויים', 'שינויים חסרים'),
    complete: 'יש בו כל מה שכאן',
    nobody: 'לא ידוע על מכשיר אחר שהמסמך הזה כבר נמצא בו. כדאי לשתף אותו או לצמד מכשיר נוסף, כדי שלא יישען רק על המכשיר הזה.',
    ownDevice: 'מכשיר אחר שלך',
    unnamed: 'מישהו',
    deviceOf: (name, label) => `${apart(label)} של ${apart(name)}`,
    yourDevice: (label) => `${apart(label)} שלך`
  },

  live: {
    came: (names) => `${names.map(apart).join(', ')} – כאן עכשיו.`,
    went: (names) => `${names.map(apart).join(', ')} – כבר לא כאן.`,
    changed: (name, block) => `שינוי של ${apart(name)} בפסקה "${apart(block)}".`,
    changedMany: (name, n) => `שינוי של ${apart(name)} ב${count(n, 'פסקה אחת', 'שתי פסקאות', 'פסקאות').replace(/^\d/, '־$&')}.`,
    changedSomething: (name) => `שינוי של ${apart(name)} בטקסט.`
  },

  keys: {
    heading: 'קיצורי מקלדת',
    groups: { text: 'טקסט', blocks: 'רכיבים', moving: 'עריכה ותנועה', markdown: 'Markdown תוך כדי הקלדה' },
    undo: 'ביטול פעולה',
    redo: 'ביצוע שוב',
    lineBreak: 'מעבר שורה',
    indent: 'הגדלת ההזחה של פריט או של קוד',
    outdent: 'הקטנת ההזחה של פריט',
    leave: 'יציאה מהטקסט, כדי ש־Tab ימשיך הלאה',
    toolbar: 'אל סרגל הכלים, או אל זה שמעל הבחירה',
    slash: 'הוספת רכיב',
    mention: 'אדם, תאריך או מסמך',
    documentLink: 'קישור למסמך',
    emoji: 'אמוג׳י לפי שם',
    find: 'חיפוש והחלפה',
    palette: 'כל הפקודות',
    plainPaste: 'הדבקה כטקסט פשוט',
    toggleTask: 'סימון משימה',
    blockMenu: 'תפריט הרכיב',
    moveUp: 'הזזת הרכיב למעלה',
    moveDown: 'הזזת הרכיב למטה',
    duplicate: 'שכפול הרכיב',
    footnote: 'הערת שוליים; מתוכה: חזרה לטקסט',
    table: 'הוספת טבלה; בתוך טבלה, התפריט שלה',
    nextCell: 'התא הבא, או שורה חדשה',
    selectCells: 'בחירת תאים, מקצה של תא',
    help: 'הרשימה הזאת',
    names: {
      Ctrl: 'Ctrl', Alt: 'Alt', Shift: 'Shift', Enter: 'Enter', Tab: 'Tab', Esc: 'Esc', Space: 'רווח', Arrow: 'חץ',
      Backspace: 'Backspace', Delete: 'Delete', Home: 'Home', End: 'End'
    }
  },

  editor: {
    linkPrompt: 'כתובת הקישור',
    linkApply: 'החלה',
    linkEdit: 'עריכת הקישור',
    linkOpen: 'פתיחת הקישור',
    linkRemove: 'הסרת הקישור',
    linkBad: 'קישורים מתחילים ב־https://, http:// או mailto:',
    task: 'בוצע',
    imageCard: (host) => `תמונה באתר ${apart(host)}`,
    imageHidden: 'טעינת התמונה מגלה לאתר הזה שקראת את זה.',
    imageLoad: 'טעינת התמונה',
    imageFailed: 'לא היה אפשר לטעון את התמונה.',
    imageBad: 'תמונה בכתובת ש־Sheaf אינו פותח.',
    codeLanguage: 'שפת הקוד',
    codePlain: 'ללא',
    codeCopy: 'העתקה',
    codeCopied: 'הועתק',
    codeNotCopied: 'אין כאן הרשאה להעתיק',
    math: {
      field: 'נוסחה ב־TeX',
      example: '\\frac{a}{b}',
      blank: 'נוסחה חדשה',
      unknown: (command) => `הפקודה \u2066${command}\u2069 אינה קיימת.`,
      environment: (name) => `הסביבה \u2066${name}\u2069 אינה קיימת.`,
      mismatch: (begin, end) => `\u2066\\begin{${begin}}\u2069 נסגרת על ידי \u2066\\end{${end}}\u2069.`,
      argument: (command) => `אחרי \u2066${command}\u2069 חסר משהו, למשל \u2066{x}\u2069.`,
      unexpected: (what) => `\u2066${what}\u2069 אינו מתאים כאן.`,
      open: 'משהו שנפתח לא נסגר.',
      twice: 'שתי חזקות או שני אינדקסים ברצף צריכים סוגריים סביב אחד מהם.',
      endless: 'הפקודות האלה לא היו מסתיימות לעולם.',
      deep: 'הנוסחה מקוננת עמוק מכדי להציג אותה.',
      long: (length, most) => length > most
        ? `בנוסחה ${digits.format(length)} תווים; אפשר להציג עד ${digits.format(most)}.`
        : 'הנוסחה ארוכה מדי לנוסחה שמגדירה פקודות משלה.',
      other: (why) => `זו עדיין לא נוסחה: \u2066${why}\u2069.`,
      at: (column) => `(בתו ${column}.)`,
      atLine: (line, column) => `(שורה ${line}, תו ${column}.)`,
      atEnd: '(בסוף.)'
    },
    tableSelect: 'בחירת הטבלה',
    pasteCut: (end: string) => `מה שהודבק ארוך מכדי להיכנס בבת אחת. הוא מופיע עד „${end}”; אפשר להדביק את ההמשך בחלקים או לייבא אותו כקובץ.`,
    pasteFlattened: 'מה שהודבק היה מקונן עמוק מאוד. החלקים הפנימיים ביותר מופיעים כפסקאות רגילות.',
    tableCut: (rows, kept) => kept < rows
      ? `${digits.format(rows)} שורות הן יותר ממה שאפשר להדביק בבת אחת: ${digits.format(kept)} הראשונות כאן. את השאר אפשר להדביק בחלקים.`
      : 'הטבלה רחבה יותר ממה שאפשר להדביק בבת אחת: 100 העמודות הראשונות כאן.',
    unnamed: 'מישהו',
    untitled: 'ללא כותרת',
    mentionGone: 'לא במסמך הזה',
    documentAway: 'המסמך הזה לא נמצא אצלך',
    date: 'תאריך',
    dateDone: 'סיום',
    section: 'קטע',
    sectionTitle: 'כותרת הקטע',
    toc: 'תוכן עניינים',
    tocEmpty: 'הכותרות יופיעו כאן.',
    footnote: (number) => `הערת שוליים ${number}`,
    footnoteMissing: 'הטקסט של הערת השוליים הזאת חסר.',
    footnoteUnused: 'הערת שוליים ששום דבר בטקסט אינו מפנה אליה',
    footnoteBack: (number) => `הערת שוליים ${number}: חזרה לטקסט`,
    calloutKinds: { note: 'הערה', tip: 'טיפ', important: 'חשוב', warning: 'אזהרה', caution: 'זהירות' },
    calloutKind: (kind) => `${kind}: שינוי הסוג`,
    calloutChoose: 'סוג התיבה',
    files: {
      caption: 'כתבו כיתוב',
      tools: 'תמונה',
      sizes: { small: 'קטן', medium: 'בינוני', large: 'גדול', full: 'מלא' },
      sizeNames: { small: 'רבע מהרוחב', medium: 'חצי מהרוחב', large: 'שלושה רבעים מהרוחב', full: 'כל הרוחב' },
      addAlt: 'הוספת תיאור',
      alt: 'תיאור',
      altPrompt: 'בשביל מי שאינם רואים את התמונה',
      altApply: 'החלה',
      open: 'פתיחה',
      openOf: (name) => `פתיחת ${apart(name)} בלשונית חדשה`,
      download: 'הורדה',
      downloadOf: (name) => `הורדת ${apart(name)}`,
      fileOf: (name) => `קובץ: ${apart(name)}`,
      image: 'תמונה',
      unnamed: 'קובץ ללא שם',
      size: (bytes) => fileSize(bytes, 'he'),
      progress: (have, size) => `${fileSize(have, 'he')} מתוך ${fileSize(size, 'he')}`,
      uploading: (name) => `${apart(name)} בהוספה`,
      cancel: 'ביטול',
      cancelOf: (name) => `ביטול: ${apart(name)}`,
      again: 'לנסות שוב',
      failed: (why) => `לא נוסף. ${why}`,
      readOnly: 'אי אפשר לכתוב במסמך הזה עכשיו.',
      folder: 'אי אפשר להוסיף תיקיות; בחרו את הקבצים שבתוכן.',
      stopped: (n) => n === 1 ? 'קובץ אחד לא נוסף, כי יצאתם מהמסמך לפני שהסתיים.' : `${digits.format(n)} קבצים לא נוספו, כי יצאתם מהמסמך לפני שהסתיימו.`,
      coming: 'בדרך ממכשיר אחר…',
      missing: 'ממתין למכשיר שיש בו את הקובץ',
      offer: (size) => `עדיין לא במכשיר הזה, ${fileSize(size, 'he')}`,
      fetch: 'להביא',
      wrong: 'מה שהגיע אינו מה שנוסף כאן, ולכן אינו מוצג.',
      foreign: 'זה שייך למסמך אחר, והתוכן אינו במסמך הזה.',
      none: 'עדיין אין כאן כלום.',
      broken: 'אי אפשר להציג את התמונה הזאת, אבל אפשר להוריד אותה.',
      notAdopted: 'תמונה או קובץ ממסמך אחר אינם במכשיר הזה, ולכן הודבק רק השם.'
    },
    unknown: 'נוצר בגרסה חדשה יותר של Sheaf',
    unknownHint: 'זה נשמר כמו שהוא.'
  },

  time: {
    now: 'ממש עכשיו'
  },

  errors: {
    generic: 'משהו השתבש.',
    codes: {
      INVITE_WRONG: 'זה אינו קוד הזמנה שלם: יש להעתיק שוב את כל הקוד, מהאות הראשונה עד האחרונה.',
      INVITE_EXPIRED: 'תוקף הקוד פג: צריך לבקש קוד חדש.',
      INVITE_USED: 'הקוד כבר נוצל: צריך לבקש קוד חדש.',
      INVITE_REVOKED: 'הקוד בוטל: צריך לבקש קוד חדש.',
      INVITE_REJECTED: 'הכניסה לא אושרה: כדאי לפנות אל מי שנתן את הקוד.',
      INVITE_OWN: 'הקוד הזה הוא למסמך שכבר נמצא אצלך.',
      JOIN_CANCELLED: 'ההצטרפות בוטלה.',
      NOT_ALLOWED: 'התפקיד שלך במסמך הזה אינו מאפשר זאת.',
      NOT_FOUND: 'זה לא נמצא במכשיר הזה, או כבר לא.',
      LOCKED_BY_OTHER_PROCESS: 'Sheaf אחר כבר משתמש בתיקיית הנתונים הזאת: אפשר להשתמש בו, או לסגור אותו קודם.',
      DISK_FULL: 'הדיסק מלא: צריך לפנות מקום ואז לפתוח שוב את המסמך. שום דבר שנשמר לא אבד.',
      READ_ONLY_DISK: 'אין ל־Sheaf רשות לכתוב בתיקיית הנתונים שלו: כדאי לבדוק את ההרשאות של התיקייה.',
      DAMAGED: 'לא היה אפשר לפתוח כי קבצים נפגמו; שום דבר לא נמחק.',
      TOO_NEW: 'זה נוצר בגרסה חדשה יותר של Sheaf: צריך לעדכן את הגרסה כאן ולנסות שוב.',
      TOO_LARGE: 'זה גדול מדי בשביל Sheaf.',
      BAD_INPUT: 'Sheaf לא יכול להשתמש בזה כמו שהוא: כדאי לבדוק ולנסות שוב.',
      BAD_UPDATE: 'לא היה אפשר לקרוא את השינוי הזה והוא הושמט. כדאי לטעון את החלון מחדש.',
      CLOSED: 'המסמך נסגר לפני שזה הספיק לקרות.',
      DISCONNECTED: 'Sheaf אינו פועל כרגע במחשב הזה.',
      OFFLINE: 'אין רשת.',
      UNSUPPORTED: 'הגרסה הזאת של Sheaf לא יודעת לעשות את זה: אפשר לטעון את החלון מחדש או לעדכן את Sheaf.',
      INTERNAL: 'משהו השתבש בתוך Sheaf; מה שנשמר לא נפגע.',
      NOBODY_HERE: 'אף אחד שזה נמצא אצלו אינו מחובר כרגע: זה יגיע ברגע שמישהו מהם יתחבר.',
      BAD_BLOB: 'מה שהגיע אינו הקובץ הנכון.'
    }
  }
}
