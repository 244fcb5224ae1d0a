/** `template` with `values` in the places of `{0}`, `{1}` … */
export function fill(template: string, ...values: readonly (string | number)[]): string {
  return template.replace(/\{(\d)\}/g, (_place, index) => String(values[Number(index)] ?? ''));
}
