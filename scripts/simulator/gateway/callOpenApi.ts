import { answer } from '../conversation/answer';
import { cloudbaseError } from './cloudbaseError';
import { jsonEncoding, protobufEncoding } from './encodings';
import type { GatewayCall, GatewayDeps, GatewayOutcome } from './gatewayCall';
import { decodeCommApiData } from './protobuf';
import { unsupportedMessage } from './unsupported';

/** Codes of the platform, which stands between a function and WeChat. */
const unknownApi = -604100;
const noPermission = -604101;

/**
 * `wx.openApi`: a call of one of WeChat's APIs, let through where the config.json of the calling
 * function permits it. developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/openapi/openapi.html
 */
export async function callOpenApi(
  { params, caller, parked }: GatewayCall,
  { apis, wechat, calls, clock, events }: GatewayDeps,
): Promise<GatewayOutcome> {
  const name = String(params.get('apiName'));
  const bytes = params.get('requestData');
  const asked = decodeCommApiData(
    Buffer.isBuffer(bytes) ? bytes : Buffer.from(String(bytes ?? '')),
  );
  if (!asked) {
    const error = cloudbaseError('INVALID_PARAM', 'requestData is not a CommApiData');
    return { outcome: { kind: 'answer', answer: error }, encoding: jsonEncoding };
  }
  const { functionName, requestID } = caller;
  const from = {
    transport: 'cloud',
    function: functionName,
    ...(requestID === undefined ? {} : { requestID }),
  } as const;
  const call = { ...from, api: name, data: asked.data, at: clock.now() };
  const refuse = (message: string) =>
    events.emit({ type: 'refused', function: functionName, message });

  // The token stands before everything else that is asked of a cloud call.
  if (caller.apiToken === undefined || params.get('wxCloudApiToken') !== caller.apiToken) {
    refuse(
      `${name} without WX_API_TOKEN, which a call with SOURCE ${caller.source} does not bring (-501007); such a function can use the HTTPS API`,
    );
    const error = cloudbaseError('INVALID_PARAM', 'Invalid wxCloudApiToken');
    calls.arrive(call)(error);
    return { outcome: { kind: 'answer', answer: error }, encoding: jsonEncoding };
  }
  const api = apis.find((one) => one.name === name && !one.givesToken);
  // An API that nobody plays is unknown whether permitted or not.
  if (!api) {
    // Asked for by the SDK itself (getOpenData …), which reads an answer as a message of its own.
    const ofTheSdk = !name.includes('.');
    const message = unsupportedMessage(ofTheSdk ? name : `openapi ${name}`);
    refuse(message);
    if (ofTheSdk) {
      const error = cloudbaseError('INVALID_PARAM', message);
      calls.arrive(call)(error);
      return { outcome: { kind: 'answer', answer: error }, encoding: jsonEncoding };
    }
    // As WeChat's own error, not the platform's: only this form has room for the message.
    const unknown = answer(unknownApi, message);
    calls.arrive(call)(unknown);
    return { outcome: { kind: 'answer', answer: unknown }, encoding: protobufEncoding };
  }
  if (!caller.openapi.includes(name)) {
    refuse(`${name} is missing in permissions.openapi of its config.json (-604101)`);
    calls.arrive(call)({ errorCode: noPermission });
    return {
      outcome: { kind: 'errorCode', errorCode: noPermission },
      encoding: protobufEncoding,
    };
  }
  return {
    outcome: await wechat({ ...from, ...asked, api, refusal: 0, parked }),
    encoding: protobufEncoding,
  };
}
