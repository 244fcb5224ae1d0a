import protobuf from 'protobufjs';

/**
 * The two messages in which wx-server-sdk 4.0.2 and the gateway speak about an openapi call, with
 * the field numbers that stand in the SDK under `./src/protobuf/openapi.js`.
 */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message KeyValuePair { string key = 1; bytes value = 2; string contenttype = 3; string filename = 4; }
  message OpenApiData { repeated KeyValuePair pairs = 1; }
  message CommApiData { int32 apiType = 1; OpenApiData openapiData = 2; string appid = 6; }
  message CommOpenApiResp { bytes respData = 1; string contentType = 2; int32 errorCode = 3; uint32 httpCode = 4; }
`);
const CommApiData = root.lookupType('CommApiData');
const CommOpenApiResp = root.lookupType('CommOpenApiResp');

/** The parameters of an openapi call; undefined where the bytes are no CommApiData. */
export function decodeCommApiData(bytes: Buffer): Record<string, unknown> | undefined {
  try {
    const message = CommApiData.toObject(CommApiData.decode(bytes));
    const pairs: { key?: string; value?: Uint8Array }[] = message.openapiData?.pairs ?? [];
    return Object.fromEntries(pairs.map(({ key, value }) => [key ?? '', parse(value)]));
  } catch {
    return undefined;
  }
}

/** Parameters are JSON, but for media, which an API of this simulator never wants. */
function parse(value: Uint8Array | undefined): unknown {
  const text = Buffer.from(value ?? []).toString();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** WeChat's own answer, or (with `errorCode`) a refusal by the platform before WeChat was asked. */
export function encodeCommOpenApiResp(
  response: { answer: Record<string, unknown> } | { errorCode: number },
): Buffer {
  const fields =
    'errorCode' in response
      ? response
      : {
          respData: Buffer.from(JSON.stringify(response.answer)),
          contentType: 'application/json; charset=utf-8',
          httpCode: 200,
        };
  return Buffer.from(CommOpenApiResp.encode(CommOpenApiResp.create(fields)).finish());
}
