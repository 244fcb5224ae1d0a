import protobuf from 'protobufjs';
import { secretKey } from './functionEnvironment';
import type { WireAnswer, WireRequest } from './recordingGateway';

const octets = 'application/octet-stream';

/** CloudBase's answers to what useSdk.js asks. */
export function answerUses({ method, url, params }: WireRequest, gateway: string): WireAnswer {
  if (method === 'PUT') return { body: '' };
  if (method === 'GET' && url === '/a.txt') return { body: 'hello' };
  const { action, apiName, collectionName, function_name } = params;
  if (action === 'wx.openApi')
    return openapiAnswers[String(apiName)] ?? openapi({ errcode: 40003 });
  if (action === 'wx.wxPayApi') {
    return { contentType: octets, body: '{"return_code":"SUCCESS","out_trade_no":"1"}' };
  }
  if (collectionName === 'duplicates') {
    return json({ code: 'DATABASE_REQUEST_FAILED', message: 'E11000 duplicate key error' });
  }
  if (function_name === 'failing') return json({ code: 'FUNCTIONS_EXECUTE_FAIL', message: 'no' });
  return json({ requestId: 'r', data: dataOf[String(action)]?.(gateway) ?? {} });
}

const dataOf: Record<string, (gateway: string) => Record<string, unknown>> = {
  'functions.invokeFunction': () => ({ response_data: '{"answer":42}' }),
  'storage.getUploadMetadata': (gateway) => ({
    url: `${gateway}/put`,
    token: 't',
    authorization: 'a',
    fileId: 'cloud://env.bucket/a.txt',
    cosFileId: 'c',
  }),
  'storage.batchGetDownloadUrl': (gateway) => ({
    download_list: [
      {
        code: 'SUCCESS',
        fileID: 'f',
        tempFileURL: `${gateway}/a.txt`,
        download_url: `${gateway}/a.txt`,
      },
    ],
  }),
  'storage.batchDeleteFile': () => ({ delete_list: [{ code: 'SUCCESS', fileID: 'f' }] }),
  'database.insertDocument': () => ({ insertedIds: ['1'] }),
  'database.getDocument': () => ({
    list: ['{"_id":"1","n":{"$numberInt":"1"}}'],
    limit: 1,
    offset: 0,
  }),
  'database.modifyDocument': () => ({ updated: 1, modified: 1 }),
  'database.removeDocument': () => ({ deleted: 1 }),
  'database.calculateDocument': () => ({ total: 7 }),
  'database.aggregateDocuments': () => ({ list: ['{"_id":1,"all":2}'] }),
  'database.startTransaction': () => ({ transactionId: 't' }),
  'database.commitTransaction': () => ({}),
};

const { root } = protobuf.parse(`
  syntax = "proto3";
  message Resp { bytes respData = 1; string contentType = 2; int32 errorCode = 3; uint32 httpCode = 4; uint32 svrkitErrorCode = 5; }
  message OpenDataItem { string cloudId = 1; string json = 2; }
  message OpenData { repeated OpenDataItem dataList = 1; }
  message Sign { string signature = 1; }
  message Credentials { string secretId = 1; string secretKey = 2; string token = 3; }
  message Authorization { Credentials tcbCredentials = 1; bytes wxParam = 2; }
`);

function encode(type: string, fields: Record<string, unknown>): Buffer {
  return Buffer.from(root.lookupType(type).encode(fields).finish());
}

function resp(fields: Record<string, unknown>): WireAnswer {
  return { contentType: octets, body: encode('Resp', fields) };
}

function openapi(answer: Record<string, unknown> | string): WireAnswer {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  return resp({ respData: Buffer.from(text), contentType: 'application/json' });
}

function json(answer: Record<string, unknown>): WireAnswer {
  return { contentType: 'application/json; charset=utf-8', body: JSON.stringify(answer) };
}

const openapiAnswers: Record<string, WireAnswer> = {
  'security.imgSecCheck': openapi({ errcode: 0, errmsg: 'ok' }),
  'wxacode.getUnlimited': resp({ respData: Buffer.from('PNG'), contentType: 'image/png' }),
  'big.number': openapi('{"errcode":0,"n":12345678901234567890,"list":[1e3,-0.5]}'),
  ApiGetOpenDataByCloudId: resp({
    respData: encode('OpenData', { dataList: [{ cloudId: 'id', json: '{"openGid":"g"}' }] }),
  }),
  ApiVoipSign: resp({ respData: encode('Sign', { signature: 'voip' }) }),
  GetCloudCallSign: resp({ respData: encode('Sign', { signature: 'call' }) }),
  getCrossAccountToken: resp({
    respData: encode('Authorization', {
      tcbCredentials: { secretId: 'AKIDtheirs', secretKey, token: 'theirs' },
      wxParam: Buffer.from('param'),
    }),
  }),
};
