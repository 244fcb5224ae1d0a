import { placeOf, type SdkFile } from './sdkPackages';

/** One edit of a published file: `find` must stand in it exactly once, or the build fails. */
export interface Patch {
  package: string;
  file: string;
  find: string;
  replace: string;
}

/** wx-server-sdk makes each of these APIs when it is loaded, out of a module of its own. */
const apis = [
  'callFunction',
  'callOpenAPI',
  'deleteFile',
  'downloadFile',
  'getCloudCallSign',
  'getOpenData',
  'getTempFileURL',
  'getVoIPSign',
  'uploadFile',
];
/** And most have a part in its provider. */
const providerApis = apis.filter(
  (api) => !['getCloudCallSign', 'getOpenData', 'getVoIPSign'].includes(api),
);

/** By the keys under which EJSON writes them. */
const bsonTypes = {
  $oid: 'objectid_1.ObjectId',
  $binary: 'binary_1.Binary',
  $uuid: 'binary_1.Binary',
  $symbol: 'symbol_1.BSONSymbol',
  $numberDecimal: 'decimal128_1.Decimal128',
  $minKey: 'min_key_1.MinKey',
  $maxKey: 'max_key_1.MaxKey',
  $regex: 'regexp_1.BSONRegExp',
  $regularExpression: 'regexp_1.BSONRegExp',
  $timestamp: 'timestamp_1.Timestamp',
};

/**
 * What laziness alone does not reach: an import that is used as soon as the SDK is initialised, or
 * one call that costs more than all the rest. Each leaves the outcome as it was.
 */
export const patches: readonly Patch[] = [
  {
    // localeCompare loads ICU, 15 to 25 ms. The names sorted here are lower-case ASCII, for which
    // the order of code units is the same one; the gateway would refuse any other signature.
    package: '@cloudbase/signature-nodejs',
    file: 'lib/keyvalue.js',
    find: '.sort((l, r) => l.toString().localeCompare(r))',
    replace: '.sort()',
  },
  {
    // Read from disk at run time, it is not found beside a bundle: the User-Agent would end in
    // "unknow".
    package: '@cloudbase/node-sdk',
    file: 'dist/utils/version.js',
    find: "JSON.parse(fs.readFileSync(path.join(__dirname, '../../package.json')).toString())",
    replace: "require('../../package.json')",
  },
  {
    // A dozen packages to set one property, which in every Node has a symbol to be set under.
    package: 'form-data',
    file: 'lib/form_data.js',
    find: "require('es-set-tostringtag')",
    replace:
      '(object, value) => Object.defineProperty(object, Symbol.toStringTag, { configurable: true, value })',
  },
  {
    // init builds a client for data models that wx-server-sdk never touches: build it when asked.
    package: '@cloudbase/node-sdk',
    file: 'dist/cloudbase.js',
    find: 'const httpClient = wx_cloud_client_sdk_1.default.generateHTTPClient(',
    replace: 'const makeHttpClient = () => wx_cloud_client_sdk_1.default.generateHTTPClient(',
  },
  {
    package: '@cloudbase/node-sdk',
    file: 'dist/cloudbase.js',
    find: 'this.models = httpClient;',
    replace: `
      const keep = (value) =>
        Object.defineProperty(this, 'models', { configurable: true, enumerable: true, writable: true, value });
      Object.defineProperty(this, 'models', {
        configurable: true,
        enumerable: true,
        get() {
          let models;
          try { models = makeHttpClient(); } catch (e) { /* init ignores it too */ }
          keep(models);
          return models;
        },
        set: keep,
      });`,
  },
  {
    // Every BigNumber has _isBigNumber, so a value without it need not load the package to be told.
    package: 'json-bigint',
    file: 'lib/stringify.js',
    find: 'isBigNumber = value != null && (',
    replace: 'isBigNumber = value != null && value._isBigNumber === true && (',
  },
  {
    // Loaded for any number at all, though only one of more than 15 digits becomes a BigNumber.
    package: 'json-bigint',
    file: 'lib/parse.js',
    find: "if (BigNumber == null) BigNumber = require('bignumber.js');",
    replace:
      "if (BigNumber == null && (string.length > 15 || _options.alwaysParseAsBig)) BigNumber = require('bignumber.js');",
  },
  {
    // V8 compiles these two long expressions to machine code. They look for `__proto__` and
    // `constructor`, each letter perhaps escaped: a shorter key cannot match.
    package: 'json-bigint',
    file: 'lib/parse.js',
    find: 'if (suspectProtoRx.test(key) === true) {',
    replace: "if (key.length >= '__proto__'.length && suspectProtoRx.test(key) === true) {",
  },
  {
    package: 'json-bigint',
    file: 'lib/parse.js',
    find: 'if (suspectConstructorRx.test(key) === true) {',
    replace: "if (key.length >= 'constructor'.length && suspectConstructorRx.test(key) === true) {",
  },
  {
    // Only 64-bit fields use it, and no message of an openapi call has one.
    package: 'protobufjs',
    file: 'src/util/minimal.js',
    find: 'util.Long = /* istanbul ignore next */ util.global.dcodeIO',
    replace: `
      Object.defineProperty(util, 'Long', {
        configurable: true,
        enumerable: true,
        get() {
          const value = findLong();
          Object.defineProperty(util, 'Long', { configurable: true, enumerable: true, writable: true, value });
          return value;
        },
      });
      const findLong = () => util.global.dcodeIO`,
  },
  {
    // Asks whether there is a Long package, which loads it. There is one: it lies in cold.js.
    package: 'protobufjs',
    file: 'src/reader.js',
    find: 'var fn = util.Long ? "toLong" : /* istanbul ignore next */ "toNumber";',
    replace: 'var fn = "toLong";',
  },
  ...['query', 'aggregate', 'document', 'utils/utils'].map((file) => ({
    // EJSON is all that the database takes of bson, whose main file loads everything else, too.
    package: '@cloudbase/database',
    file: `dist/commonjs/${file}.js`,
    find: 'require("bson")',
    replace: 'require("bson/lib/extended_json")',
  })),
  ...Object.entries(bsonTypes).map(([name, type]) => ({
    // A document of texts and numbers needs none of these types.
    package: 'bson',
    file: 'lib/extended_json.js',
    find: `${name}: ${type}`,
    replace: `get ${name}() { return ${type}; }`,
  })),
  ...apis.map((api) => ({
    package: 'wx-server-sdk',
    file: 'index.js',
    find: `${api}: ${api}_1.default(cloud),`,
    replace: `${api}: (...args) => ${api}_1.default(cloud)(...args),`,
  })),
  ...providerApis.map((api) => ({
    package: 'wx-server-sdk',
    file: 'index.js',
    find: `${api}: ${api}_1.${api},`,
    replace: `get ${api}() { return ${api}_1.${api}; },`,
  })),
];

/**
 * Applies the patches made for this file, and notes each in `applied`.
 *
 * @throws where a patch does not fit exactly once: the SDK is another version than it was made for
 */
export function applyPatches(
  source: string,
  file: SdkFile,
  patches: readonly Patch[],
  applied: Set<Patch>,
): string {
  let patched = source;
  for (const patch of patches) {
    if (patch.package !== file.package.name || patch.file !== file.file) continue;
    const [before, after, ...more] = patched.split(patch.find);
    if (before === undefined || after === undefined || more.length > 0) {
      const times = patched.split(patch.find).length - 1;
      throw new Error(
        `${placeOf(file)}: a patch of coldStart fits ${times} times instead of once: ${patch.find}`,
      );
    }
    patched = before + patch.replace + after;
    applied.add(patch);
  }
  return patched;
}
