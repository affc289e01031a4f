/** Leaves no mark on a page; U+2800 is a Braille pattern without a dot, U+FFFC stands where an object was. */
const UNSEEN =
  /[\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Cc}\p{Cf}\p{Noncharacter_Code_Point}\p{Cs}\u2800\uFFFC]/u;

/** Trimmed from the ends: joiners, variation selectors and marks of direction belong to the text and stay. */
const TRIMMED = /[\p{White_Space}\p{Cc}\u00AD\u115F\u1160\u200B\u2060\u2800\u3164\uFEFF\uFFA0]/u;

/** The areas of right-to-left scripts. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** Whether nobody would see anything of a text. The server (UnicodeText) decides in the same way. */
export function isBlank(text: string): boolean {
  for (const character of text) if (!UNSEEN.test(character)) return false;
  return true;
}

/** Without spaces and characters that nobody sees at both ends; empty when it is blank. */
export function strip(text: string): string {
  if (isBlank(text)) return "";
  let begin = 0;
  let end = text.length;
  while (begin < end && TRIMMED.test(text.charAt(begin))) begin++;
  while (end > begin && TRIMMED.test(text.charAt(end - 1))) end--;
  return text.slice(begin, end);
}

/** A name within a sentence: text of a right-to-left script keeps its own direction and does not turn its neighbours. */
export function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}
