import { apiTable } from '../api/apiTable';

/** What a function can ask the simulator for; the rest is refused in these words. */
const supported = `openapi ${apiTable
  .filter(({ givesToken }) => !givesToken)
  .map(({ name }) => name)
  .join(', ')}, callFunction, the database and cloud storage`;

/** The CloudBase error whose errCode fits what was asked for, by the first word of the action. */
const codes: Readonly<Record<string, string>> = {
  database: 'DATABASE_REQUEST_FAILED',
  storage: 'STORAGE_REQUEST_FAIL',
  functions: 'FUNCTIONS_REQUEST_FAIL',
};

/** What the SDK calls the APIs that are no openapi, by the name under which it asks for them. */
const sdkNames: Readonly<Record<string, string>> = {
  ApiGetOpenDataByCloudId: 'getOpenData',
  ApiVoipSign: 'getVoIPSign',
  GetCloudCallSign: 'getCloudCallSign',
  'wx.api': 'callOpenAPI',
  'wx.wxPayApi': 'cloudPay',
  'wx.wxCallContainerApi': 'callContainer',
};

/** @param what `storage.getUploadMetadata`, `openapi.wxacode.get` … */
export function unsupportedMessage(what: string): string {
  const name = /^openapi ([\w.]+)$/.exec(what)?.[1];
  const wayOut = name
    ? `; with "openapi": {"${name}": {…}} in its configuration it answers that`
    : '';
  return `the simulator does not have ${shorten((Object.hasOwn(sdkNames, what) && sdkNames[what]) || what)}; it has ${supported}${wayOut}`;
}

export function unsupportedCode(action: string): string {
  const room = action.split('.')[0] ?? '';
  return (Object.hasOwn(codes, room) ? codes[room] : undefined) ?? 'INVALID_PARAM';
}

/** Whatever a function sends as a name ends up in logs: keep it short and on one line. */
function shorten(name: string): string {
  const plain = name.replace(/[^\w.: -]/g, '?');
  return plain.length > 80 ? `${plain.slice(0, 80)}…` : plain || '(no action)';
}
