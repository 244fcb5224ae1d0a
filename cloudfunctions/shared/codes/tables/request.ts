import type { CodeEntry } from '../entry';

/**
 * Requests of the HTTPS API that are not formed as WeChat wants them.
 * https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html
 */
export const requestCodes = [
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
  {
    errCode: 40066,
    name: 'INVALID_URL',
    wechatText: 'invalid url',
    meaning: {
      en: 'WeChat has no API at this path.',
      zh: '微信没有这个接口路径。',
    },
    remedy: {
      en: "Compare the path with the API's page. Where WX_API_BASE names a proxy, its path must lead to https://api.weixin.qq.com/ itself.",
      zh: '与接口文档核对路径。若 WX_API_BASE 指向代理，代理路径须直接对应 https://api.weixin.qq.com/。',
    },
    mayPass: false,
    origin: 'request',
  },
  {
    errCode: 40101,
    name: 'MISSING_PARAMETER',
    wechatText: 'missing parameter',
    meaning: {
      en: 'A parameter that this path needs is missing. Developers report it of the path /cgi-bin/message/custom/business/…, which belongs to sub-merchants and wants a businessid.',
      zh: '缺少该路径必需的参数。据开发者反馈，/cgi-bin/message/custom/business/… 属于子商户，必须带 businessid。',
    },
    remedy: {
      en: 'Ordinary accounts call /cgi-bin/message/custom/typing and /cgi-bin/message/custom/send, without "business". The functions try the other path once by themselves: seeing this code means that both refused.',
      zh: '普通账号请使用不带 business 的 /cgi-bin/message/custom/typing、/cgi-bin/message/custom/send。云函数会自动换另一路径再试一次，仍看到此错误说明两个路径都被拒绝。',
    },
    mayPass: false,
    origin: 'request',
  },
  {
    errCode: 43001,
    name: 'GET_REQUIRED',
    wechatText: 'require GET method',
    meaning: {
      en: 'The API was called by another method than GET.',
      zh: '该接口需要使用 GET 请求。',
    },
    remedy: {
      en: 'Send a GET, with the parameters in the URL.',
      zh: '改用 GET，并把参数放在 URL 中。',
    },
    mayPass: false,
    origin: 'request',
  },
] as const satisfies readonly CodeEntry[];
