import protobuf from 'protobufjs';
import { parseJson } from '../control/parseJson';
import type { FileAnswer } from '../files/fileAnswer';
import type { UploadedFile } from '../media/createMedia';

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

interface Pair {
  key?: string;
  value?: Uint8Array;
  /** Only media have one; their bytes are the value as it is. */
  filename?: string;
}

/** The parameters of an openapi call; undefined where the bytes are no CommApiData. */
export function decodeCommApiData(
  bytes: Buffer,
): { data: Record<string, unknown>; file?: UploadedFile } | undefined {
  try {
    const message = CommApiData.toObject(CommApiData.decode(bytes));
    const pairs: Pair[] = message.openapiData?.pairs ?? [];
    const media = pairs.find(({ filename }) => filename);
    const data = Object.fromEntries(
      pairs.filter((pair) => pair !== media).map(({ key, value }) => [key ?? '', parse(value)]),
    );
    if (!media) return { data };
    const file = { bytes: Buffer.from(media.value ?? []), filename: media.filename ?? '' };
    return { data, file };
  } catch {
    return undefined;
  }
}

/** Parameters are JSON. */
function parse(value: Uint8Array | undefined): unknown {
  const text = Buffer.from(value ?? []).toString();
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}

/** WeChat's own answer, or (with `errorCode`) a refusal by the platform before WeChat was asked. */
export function encodeCommOpenApiResp(
  response: { answer: Record<string, unknown> } | { file: FileAnswer } | { errorCode: number },
): Buffer {
  const fields = 'errorCode' in response ? response : { ...bodyOf(response), httpCode: 200 };
  return Buffer.from(CommOpenApiResp.encode(CommOpenApiResp.create(fields)).finish());
}

function bodyOf(response: { answer: Record<string, unknown> } | { file: FileAnswer }) {
  if ('file' in response) {
    return { respData: response.file.bytes, contentType: response.file.contentType };
  }
  return {
    respData: Buffer.from(JSON.stringify(response.answer)),
    contentType: 'application/json; charset=utf-8',
  };
}
