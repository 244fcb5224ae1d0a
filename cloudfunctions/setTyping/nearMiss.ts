/**
 * Whether two names are so alike that one was probably meant by the other: the same but for capital
 * letters, `_` and `-`, or beside that one slip of the finger (a letter too many, too few, wrong, or
 * two neighbours swapped).
 */
export function isNearMiss(name: string, known: string): boolean {
  const [a, b] = [plain(name), plain(known)];
  // One slip changes the length by one at most; a name of a megabyte is not even looked at.
  if (Math.abs(a.length - b.length) > 1) return false;
  return a === b || isOneSlip(a, b);
}

function plain(name: string): string {
  return name.length > 200 ? name : name.replace(/[_-]/g, '').toLowerCase();
}

function isOneSlip(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  // What is behind the first difference has to be the same again.
  const [restA, restB] = [a.slice(start), b.slice(start)];
  return (
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    restA.slice(1) === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}
