/** How many columns a terminal takes for `text`: Chinese and full-width characters are two wide. */
export function columnsOf(text: string): number {
  const wide =
    /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;
  return [...text].reduce((columns, character) => columns + (wide.test(character) ? 2 : 1), 0);
}
