import Module, { createRequire, register } from 'node:module';
import { pathToFileURL } from 'node:url';

const sdk = 'wx-server-sdk';

type Resolve = (request: string, ...rest: unknown[]) => string;

/**
 * Lets a function that does not bring wx-server-sdk find the one of the project at `home`; in the
 * cloud it would be installed on upload. Nothing else is lent: it would be missing there.
 */
export function lendSdk(home: string): void {
  const fromHome = createRequire(`${home}/`);
  const loader = Module as typeof Module & { _resolveFilename: Resolve };
  const resolve = loader._resolveFilename;
  loader._resolveFilename = function (request, ...rest) {
    try {
      return resolve.call(this, request, ...rest);
    } catch (error) {
      if (!isSdk(request)) throw error;
      return fromHome.resolve(request);
    }
  };
}

const isSdk = (request: string) => request === sdk || request.startsWith(`${sdk}/`);

/** The same for functions that are ES modules; it costs a thread, so only they get it. */
export function lendSdkToModules(home: string): void {
  const parentURL = pathToFileURL(`${home}/package.json`).href;
  const hook = `export async function resolve(specifier, context, next) {
    try {
      return await next(specifier, context);
    } catch (error) {
      if (specifier !== '${sdk}') throw error;
      return next(specifier, { ...context, parentURL: ${JSON.stringify(parentURL)} });
    }
  }`;
  register(`data:text/javascript,${encodeURIComponent(hook)}`);
}
