/**
 * Lets a page use what is there and names what is not: calling `wx.foo` that the preview has not got
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
        throw new Error(`${what}: the preview has not got it`);
      };
    },
  });
}
