/** What a script asked for is not there; that has been told already. */
export class MissingError extends Error {}

/**
 * Lets a page use what is there and names what is not: calling `wx.foo` that the preview does not have
 * tells `missing('wx.foo')` and throws, instead of "undefined is not a function".
 */
export function tellMissing<T extends object>(
  there: T,
  name: string,
  missing: (what: string) => void,
): T {
  return new Proxy(there, {
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver);
      if (value !== undefined || typeof key !== 'string') return value;
      return () => {
        const what = `${name}.${key}`;
        missing(what);
        throw new MissingError(`${what}: the preview does not have it`);
      };
    },
  });
}
