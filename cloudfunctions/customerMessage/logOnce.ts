/** Logs each thing once in the life of an instance. */
export function logOnce(log: (line: string) => void): (what: string, entry: object) => void {
  const told = new Set<string>();
  return (what, entry) => {
    if (told.has(what)) return;
    told.add(what);
    log(JSON.stringify({ function: 'customerMessage', what, ...entry }));
  };
}
