import { splitMessages } from './splitMessages';
import { unpackWebpack } from './unpackWebpack';

/** Stands before the name of a module inside wx-server-sdk, as in `wx-server-sdk:./src/index.ts`. */
export const sdkModulePrefix = 'wx-server-sdk:';

const protocol = './src/protobuf/openapi.js';

/** Takes wx-server-sdk's one file apart: each module's source by its name, without the prefix. */
export function unpackSdk(source: string, place: string): Map<string, string> {
  const modules = unpackWebpack(source, place, sdkModulePrefix);
  return new Map([
    ...modules,
    ...splitMessages(modules.get(protocol) ?? '', protocol, sdkModulePrefix),
  ]);
}
