/** What a setTyping call never runs, and the file beside index.js that it goes into. */
export interface ColdFile {
  /** Its name; it is read when something in it is first used. */
  name: string;
  /** Packages that share no state with the rest of the SDK, by the names under which it imports them. */
  packages: readonly string[];
  /**
   * Modules of the SDK itself. Only their code moves: what they import is the one instance in
   * index.js, so that the SDK's state stays in one place. A folder ends in `/`. Modules of
   * wx-server-sdk carry the names that they have in its bundle, and messages of its protocol those
   * that splitMessages.ts gives them. Those of a package that is cold itself carry the package's
   * name, and leave a stub in its file, which stands before this one in the list.
   */
  modules: readonly string[];
  /** Once it is read nearly all of it runs: it is written like index.js, to be compiled in one go. */
  runs?: boolean;
}

export const coldFiles: readonly ColdFile[] = [
  {
    // Apart, because customerMessage uses nothing else of what is cold.
    name: 'cold.database.js',
    packages: ['@cloudbase/database'],
    modules: [
      '@cloudbase/node-sdk/dist/database/',
      '@cloudbase/node-sdk/dist/utils/tcbdbapirequester.js',
      'wx-server-sdk:./src/api/database/api/database/',
    ],
    runs: true,
  },
  {
    // What documents of texts and numbers do not need: watching them, the other types of bson.
    name: 'cold.database.seldom.js',
    packages: [],
    modules: [
      '@cloudbase/database/dist/commonjs/aggregate.js',
      '@cloudbase/database/dist/commonjs/realtime/',
      'bson/lib/binary.js',
      'bson/lib/decimal128.js',
      'bson/lib/objectid.js',
      'bson/lib/regexp.js',
      'bson/lib/timestamp.js',
      'lodash.clonedeep/index.js',
      'lodash.set/index.js',
      'lodash.unset/index.js',
    ],
  },
  {
    // Apart, because most of it needs no package: calling another function reads only this.
    name: 'cold.sdk.js',
    packages: [],
    modules: [
      '@cloudbase/node-sdk/dist/ai/',
      '@cloudbase/node-sdk/dist/analytics/',
      '@cloudbase/node-sdk/dist/auth/',
      '@cloudbase/node-sdk/dist/cloudrun/',
      '@cloudbase/node-sdk/dist/functions/',
      '@cloudbase/node-sdk/dist/logger/',
      '@cloudbase/node-sdk/dist/notification/',
      '@cloudbase/node-sdk/dist/storage/',
      '@cloudbase/node-sdk/dist/utils/tcbopenapirequester.js',
      'wx-server-sdk:./src/api/cloud/provider/tcb/api/callFunction.ts',
      'wx-server-sdk:./src/api/cloud/provider/tcb/api/callOpenAPI.ts',
      'wx-server-sdk:./src/api/cloud/provider/tcb/api/deleteFile.ts',
      'wx-server-sdk:./src/api/cloud/provider/tcb/api/downloadFile.ts',
      'wx-server-sdk:./src/api/cloud/provider/tcb/api/getTempFileURL.ts',
      'wx-server-sdk:./src/api/cloud/provider/tcb/api/uploadFile.ts',
      'wx-server-sdk:./src/api/functions/api/callFunction.ts',
      'wx-server-sdk:./src/api/open/api/callOpenAPI.ts',
      'wx-server-sdk:./src/api/open/api/getCloudCallSign.ts',
      'wx-server-sdk:./src/api/open/api/getOpenData.ts',
      'wx-server-sdk:./src/api/open/api/getVoIPSign.ts',
      'wx-server-sdk:./src/api/storage/api/deleteFile.ts',
      'wx-server-sdk:./src/api/storage/api/downloadFile.ts',
      'wx-server-sdk:./src/api/storage/api/getTempFileURL.ts',
      'wx-server-sdk:./src/api/storage/api/uploadFile.ts',
      '@cloudbase/node-sdk/dist/utils/metadata.js',
      '@cloudbase/node-sdk/dist/utils/retry.js',
      '@cloudbase/node-sdk/dist/utils/tcbopenapiendpoint.js',
      'wx-server-sdk:./src/utils/cross-account-token.ts',
      'wx-server-sdk:./src/protobuf/openapi.js#ApiGetOpenDataByCloudIdReq',
      'wx-server-sdk:./src/protobuf/openapi.js#ApiGetOpenDataByCloudIdResp',
      'wx-server-sdk:./src/protobuf/openapi.js#ApiOptions',
      'wx-server-sdk:./src/protobuf/openapi.js#ApiVoipSignReq',
      'wx-server-sdk:./src/protobuf/openapi.js#ApiVoipSignResp',
      'wx-server-sdk:./src/protobuf/openapi.js#AuthorizationInfo',
      'wx-server-sdk:./src/protobuf/openapi.js#GetCloudCallSignReq',
      'wx-server-sdk:./src/protobuf/openapi.js#GetCloudCallSignResp',
      'wx-server-sdk:./src/protobuf/openapi.js#HTTP_METHODS',
      'wx-server-sdk:./src/protobuf/openapi.js#HttpHeader',
      'wx-server-sdk:./src/protobuf/openapi.js#InnerApiData',
      'wx-server-sdk:./src/protobuf/openapi.js#SvrkitApiData',
      'wx-server-sdk:./src/protobuf/openapi.js#TokenApiData',
    ],
  },
  {
    name: 'cold.js',
    packages: [
      '@cloudbase/ai',
      '@cloudbase/app',
      '@cloudbase/wx-cloud-client-sdk',
      'agentkeepalive',
      'asynckit',
      'axios',
      'bignumber.js',
      'http-proxy-agent',
      'https-proxy-agent',
      'jsonwebtoken',
      'long',
      'mime-db',
      'mime-types',
      'retry',
      'retry/lib/retry_operation',
      'web-streams-polyfill',
      'xml2js',
    ],
    modules: [],
  },
];

/**
 * Modules of index.js that only a call which fails runs, by the ends of their names: V8 skims them,
 * and compiles them when it comes to that.
 */
export const seldomRun: readonly string[] = [
  'node-sdk/dist/const/code.js',
  'wx-server-sdk:./src/api/cloud/provider/tcb/config/error.config.ts',
  'wx-server-sdk:./src/config/error.config.ts',
  'wx-server-sdk:./src/utils/assert.ts',
  'wx-server-sdk:./src/utils/error.ts',
  'wx-server-sdk:./src/utils/symbol.ts',
  'wx-server-sdk:./src/utils/mimetype.ts',
  'form-data/lib/populate.js',
];
