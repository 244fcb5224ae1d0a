interface Callbacks {
  success?: (result: unknown) => void;
  fail?: (error: unknown) => void;
  complete?: (outcome: unknown) => void;
}

/**
 * Gives a `wx` function its manner: with `success`, `fail` or `complete` it calls back and returns
 * nothing, without them it returns a Promise. `errMsg` is `<name>:ok` unless `run` says otherwise.
 */
export function promised<Options extends object, Result extends object>(
  name: string,
  run: (options: Options) => Result | Promise<Result>,
) {
  return (options: Options & Callbacks): Promise<Result> | undefined => {
    const { success, fail, complete, ...rest } = options ?? {};
    const done = (async () => ({ errMsg: `${name}:ok`, ...(await run(rest as Options)) }))();
    if (!success && !fail && !complete) return done;
    done.then(
      (result) => {
        success?.(result);
        complete?.(result);
      },
      (error) => {
        fail?.(error);
        complete?.(error);
      },
    );
    return undefined;
  };
}
