/** A moment as the clock on a wall shows it: `09:41`, or with seconds `09:41:07`. */
export function timeOfDay(ms: number, precision: 'minutes' | 'seconds'): string {
  const length = precision === 'minutes' ? 5 : 8;
  return new Date(ms).toTimeString().slice(0, length);
}
