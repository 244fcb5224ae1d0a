/** Methods of arrays, Maps and promises that hand on what is in them; `taking` also put more in. */
export const taking = new Set('push unshift set add concat fill splice'.split(' '));
export const passing = new Set([
  ...taking,
  ...'map forEach filter find findLast some every flatMap reduce reduceRight sort'.split(' '),
  ...'slice reverse pop shift at get values entries then catch finally'.split(' '),
]);
/** Of these, what the language brings calls nothing of what it is given. */
export const harmless = new Set(
  'Promise Object Array Map WeakMap Set WeakSet JSON String console'.split(' '),
);
