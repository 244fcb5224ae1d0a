import type { CodeEntry } from '../entry';

/**
 * Requests of the HTTPS API that are not formed as WeChat wants them.
 * https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html
 */
export const requestCodes: readonly CodeEntry[] = [
  {
    errCode: 43002,
    name: 'POST_REQUIRED',
    wechatText: 'require POST method',
    meaning: {
      en: 'The API was called by another method than POST.',
      zh: '该接口需要使用 POST 请求。',
    },
    remedy: {
      en: 'Send a POST. A redirect on the way (http to https) turns a POST into a GET: call https:// directly.',
      zh: '改用 POST。若中途发生跳转（http 跳到 https），POST 会变成 GET，请直接请求 https:// 地址。',
    },
    mayPass: false,
    origin: 'request',
  },
  {
    errCode: 44002,
    name: 'EMPTY_POST_DATA',
    wechatText: 'empty post data',
    meaning: { en: 'The POST had no body.', zh: 'POST 的请求体为空。' },
    remedy: {
      en: 'Send the JSON object as the body, with a right Content-Length.',
      zh: '把 JSON 放在请求体中发送，并保证 Content-Length 正确。',
    },
    mayPass: false,
    origin: 'request',
  },
  {
    errCode: 47001,
    name: 'DATA_FORMAT_ERROR',
    wechatText: 'data format error',
    meaning: {
      en: 'The body is not JSON that WeChat can parse.',
      zh: '请求体不是微信能解析的 JSON。',
    },
    remedy: {
      en: 'Send one JSON object in UTF-8, without a byte-order mark and not form-encoded.',
      zh: '以 UTF-8 发送一个 JSON 对象，不要带 BOM，也不要用表单编码。',
    },
    mayPass: false,
    origin: 'request',
  },
];
