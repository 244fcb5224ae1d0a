/**
 * Modules of the SDK itself that a setTyping call never runs. Only their code lies in cold.js: what
 * they import is the one instance in index.js, so that the SDK's state stays in one place.
 *
 * A folder ends in `/`. Modules of wx-server-sdk carry the names that they have in its bundle, and
 * messages of its protocol those that splitMessages.ts gives them.
 */
export const coldModules: readonly string[] = [
  '@cloudbase/node-sdk/dist/ai/',
  '@cloudbase/node-sdk/dist/analytics/',
  '@cloudbase/node-sdk/dist/auth/',
  '@cloudbase/node-sdk/dist/cloudrun/',
  '@cloudbase/node-sdk/dist/database/',
  '@cloudbase/node-sdk/dist/functions/',
  '@cloudbase/node-sdk/dist/logger/',
  '@cloudbase/node-sdk/dist/notification/',
  '@cloudbase/node-sdk/dist/storage/',
  '@cloudbase/node-sdk/dist/utils/tcbdbapirequester.js',
  '@cloudbase/node-sdk/dist/utils/tcbopenapirequester.js',
  'wx-server-sdk:./src/api/database/api/database/',
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
];
