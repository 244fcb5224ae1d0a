/** The runtimes that CloudBase offers for Node.js, oldest first: the least is what DevTools creates. */
export const runtimeNames = [
  'Nodejs16.13',
  'Nodejs18.15',
  'Nodejs20.19',
  'Nodejs22.21',
  'Nodejs24.11',
  'Nodejs26',
] as const;
export type RuntimeName = (typeof runtimeNames)[number];

/**
 * What came into Node's globals after 16.13, by the version that brought it: a dot leads into an
 * object, `Array#` to what its instances have. nodejs.org/api/globals.html, v8.dev/features
 */
export const addedIn: Readonly<Record<string, string>> = {
  '16.14': 'AbortSignal.timeout AbortSignal#reason',
  '17.0': 'structuredClone DOMException',
  '17.3': 'AbortSignal#throwIfAborted',
  '18.0': [
    'fetch FormData Headers Request Response Blob BroadcastChannel',
    'ReadableStream ReadableStreamBYOBReader ReadableStreamBYOBRequest ReadableByteStreamController',
    'ReadableStreamDefaultController ReadableStreamDefaultReader TransformStream',
    'TransformStreamDefaultController WritableStream WritableStreamDefaultController',
    'WritableStreamDefaultWriter ByteLengthQueuingStrategy CountQueuingStrategy',
    'TextDecoderStream TextEncoderStream CompressionStream DecompressionStream',
    'Array#findLast Array#findLastIndex TypedArray#findLast TypedArray#findLastIndex',
    'Intl.supportedValuesOf WebAssembly.compileStreaming WebAssembly.instantiateStreaming',
    'WebAssembly.Exception WebAssembly.Tag',
  ].join(' '),
  '18.2': 'performance.clearResourceTimings performance.markResourceTiming',
  '18.8': 'performance.setResourceTimingBufferSize',
  // Not URLSearchParams#size, which Node's own URL reads.
  '18.16': 'Buffer.copyBytesFrom',
  '18.17': 'URL.canParse',
  '18.18': 'Symbol.dispose Symbol.asyncDispose',
  '19.0': [
    'crypto Crypto CryptoKey SubtleCrypto CustomEvent Performance PerformanceEntry PerformanceMark',
    'PerformanceMeasure PerformanceObserver PerformanceObserverEntryList PerformanceResourceTiming',
  ].join(' '),
  '19.6': 'process.constrainedMemory',
  '20.0': [
    'File Array#toReversed Array#toSorted Array#toSpliced Array#with TypedArray#toReversed',
    'TypedArray#toSorted TypedArray#with String#isWellFormed String#toWellFormed RegExp#unicodeSets',
    'ArrayBuffer#resize ArrayBuffer#resizable ArrayBuffer#maxByteLength',
    'SharedArrayBuffer#grow SharedArrayBuffer#growable SharedArrayBuffer#maxByteLength',
  ].join(' '),
  '20.3': 'AbortSignal.any',
  '20.12': 'process.loadEnvFile',
  '20.16': 'process.getBuiltinModule',
  '21.0': [
    'navigator Navigator Object.groupBy Map.groupBy',
    'ArrayBuffer#transfer ArrayBuffer#transferToFixedLength ArrayBuffer#detached',
  ].join(' '),
  '22.0': [
    'WebSocket Iterator Array.fromAsync Promise.withResolvers process.availableMemory',
    'Set#union Set#intersection Set#difference Set#symmetricDifference Set#isSubsetOf',
    'Set#isSupersetOf Set#isDisjointFrom',
  ].join(' '),
  '22.1': 'URL.parse',
  '23.0': 'CloseEvent Promise.try Intl.DurationFormat',
  '24.0': [
    'URLPattern Float16Array DisposableStack AsyncDisposableStack SuppressedError Atomics.pause',
    'RegExp.escape Error.isError Math.f16round',
  ].join(' '),
  '25.0': [
    'Storage localStorage sessionStorage ErrorEvent Uint8Array.fromBase64 Uint8Array.fromHex',
    'Uint8Array#toBase64 Uint8Array#toHex Uint8Array#setFromBase64 Uint8Array#setFromHex',
  ].join(' '),
};

/**
 * What Node's own code looks up anew each time where functions do, and since when: the helpers of
 * streams, what reads the proxy of the environment, fetch.
 */
const askedSince: Readonly<Record<string, string>> = {
  'performance.markResourceTiming': '18.2',
  'AbortSignal.any': '20.3',
  File: '23.0',
  'String#isWellFormed': '23.0',
  'String#toWellFormed': '23.0',
  'URL.canParse': '24.0',
  'Promise.withResolvers': '25.0',
};

/** Whether the code of this Node, of that version, does. */
export function isAskedByNode(name: string, version: string): boolean {
  const since = askedSince[name];
  return since !== undefined && !isNewer(since, version);
}

/** Where the version that a runtime's process says it is differs from the runtime's name. */
const exactly: Partial<Record<RuntimeName, string>> = { 'Nodejs16.13': '16.13.1' };

/** The version of Node.js that a runtime has: `16.13.1` for Nodejs16.13. */
function nodeVersionOf(runtime: RuntimeName): string {
  const [major, minor = '0', patch = '0'] = runtime.slice('Nodejs'.length).split('.');
  return exactly[runtime] ?? [major, minor, patch].join('.');
}

export function isNewer(version: string, than: string): boolean {
  const [one, other] = [version, than].map((text) =>
    text.split('.').map((part) => Number.parseInt(part, 10)),
  );
  for (let at = 0; at < 3; at += 1) {
    const difference = (one?.[at] ?? 0) - (other?.[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

/**
 * Takes from this process what its Node has and the runtime's doesn't, and makes it say that it is
 * of that version. What this Node lacks itself cannot be given.
 */
export function becomeRuntime(runtime: RuntimeName): void {
  const version = nodeVersionOf(runtime);
  if (!isNewer(process.versions.node, version)) return;
  // Sorts its methods by toSorted as it is loaded.
  require('node:http');
  // What has been deprecated since, such as url.parse, which the SDK uses, is not in the runtime.
  process.noDeprecation = true;
  for (const [since, names] of Object.entries(addedIn)) {
    if (!isNewer(since, version)) continue;
    for (const name of names.split(' ')) hide(name);
  }
  if (isNewer('22.0', version)) hideIteratorHelpers();
  Object.defineProperty(process, 'version', { value: `v${version}`, enumerable: true });
  Object.defineProperty(process, 'versions', {
    value: Object.freeze({ ...process.versions, node: version }),
    enumerable: true,
  });
}

const typedArray: unknown = Object.getPrototypeOf(Uint8Array);

function hide(name: string): void {
  const [, owner, mark, member = ''] = /^(?:(\w+)([.#]))?(\w+)$/.exec(name) ?? [];
  const object = owner === undefined ? globalThis : ownerOf(owner, mark === '#');
  if (!(object instanceof Object)) return;
  if (isAskedByNode(name, process.versions.node)) hideFromFunctions(object, member);
  else Reflect.deleteProperty(object, member);
}

/**
 * Only code of Node's own still finds it; a function may put its own in its place. `in` finds it, too,
 * which nobody can help.
 */
function hideFromFunctions(object: object, member: string): void {
  const descriptor = Object.getOwnPropertyDescriptor(object, member);
  if (!descriptor) return;
  Object.defineProperty(object, member, {
    get() {
      if (!callerFile()?.startsWith('node:')) return undefined;
      return descriptor.get ? descriptor.get.call(this) : descriptor.value;
    },
    set: (own: unknown) =>
      Object.defineProperty(object, member, { value: own, writable: true, configurable: true }),
    configurable: true,
  });
}

/** The file of the code that reads a property whose getter calls this. */
function callerFile(): string | undefined {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.stackTraceLimit = 3;
  Error.prepareStackTrace = (_error, sites) => sites;
  const sites: unknown = new Error().stack;
  Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  const reader: NodeJS.CallSite | undefined = Array.isArray(sites) ? sites[2] : undefined;
  return reader?.getFileName() ?? undefined;
}

function ownerOf(name: string, ofInstances: boolean): unknown {
  const owner: unknown = name === 'TypedArray' ? typedArray : Reflect.get(globalThis, name);
  return ofInstances && owner instanceof Object ? Reflect.get(owner, 'prototype') : owner;
}

/** map, filter … of every iterator. */
function hideIteratorHelpers(): void {
  const prototype: object = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
  for (const name of Reflect.ownKeys(prototype)) {
    if (name !== Symbol.iterator) Reflect.deleteProperty(prototype, name);
  }
}
