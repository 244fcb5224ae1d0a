/** `pages/typing/index.wxml` → `pages/typing/index`, as mini programs name their parts. */
export function withoutEnding(file: string): string {
  return file.replace(/\.[^./]+$/, '');
}
