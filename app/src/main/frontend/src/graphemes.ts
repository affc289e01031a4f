let segmenter: Intl.Segmenter | undefined;

/** How many graphemes a text has: what a person calls one character. The server counts the same way. */
export function graphemes(text: string): number {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  let count = 0;
  for (const segment of segmenter.segment(text)) count += segment.segment.length > 0 ? 1 : 0;
  return count;
}

/** A sentence with its `%` filled in, in order, numbers grouped: "129 of 2,000 characters". */
export function filled(sentence: string, ...numbers: number[]): string {
  const left = [...numbers];
  return sentence.replace(/%/g, () => (left.shift() ?? 0).toLocaleString("en"));
}
