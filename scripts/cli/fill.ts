type Values = Readonly<Record<string, string | number>> | readonly (string | number)[];

/** `template` with `values` in the places of their names: `{port}`, or `{0}`, `{1}` … of a list. */
export function fill(template: string, values: Values): string {
  const byName = new Map(Object.entries(values));
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(byName.get(name) ?? whole));
}
