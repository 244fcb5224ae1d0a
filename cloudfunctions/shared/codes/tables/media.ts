import type { CodeEntry } from '../entry';

/**
 * Pictures: uploading them, and sending them by their media_id, which is good for 3 days.
 * https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html
 */
export const mediaCodes = [
  {
    errCode: 40004,
    name: 'INVALID_MEDIA_TYPE',
    wechatText: 'invalid media type',
    meaning: {
      en: 'The type of the upload is none that this account may upload.',
      zh: '媒体文件类型不合法。',
    },
    remedy: {
      en: 'A mini program uploads type "image" only.',
      zh: '小程序只能上传 type 为 image 的文件。',
    },
    mayPass: false,
    origin: 'media',
  },
  {
    errCode: 40005,
    name: 'INVALID_FILE_TYPE',
    wechatText: 'invalid file type',
    meaning: {
      en: 'The file is no picture that WeChat knows.',
      zh: '文件类型不合法，微信无法识别该图片。',
    },
    remedy: {
      en: 'Upload PNG, JPEG or GIF, with a filename and a content type that fit.',
      zh: '请上传 PNG、JPEG 或 GIF，文件名和 contentType 要与内容一致。',
    },
    mayPass: false,
    origin: 'media',
  },
  {
    errCode: 40006,
    name: 'INVALID_MEDIA_SIZE',
    wechatText: 'invalid meida size',
    meaning: {
      en: 'The file has a size that WeChat does not take.',
      zh: '文件大小不合法。',
    },
    remedy: {
      en: 'Keep pictures under 2 MB, and see that the file is not empty.',
      zh: '图片不要超过 2 MB，并确认文件不为空。',
    },
    mayPass: false,
    origin: 'media',
  },
  {
    errCode: 40007,
    name: 'INVALID_MEDIA_ID',
    wechatText: 'invalid media_id',
    meaning: {
      en: "There is no upload of this media_id: it has expired (after 3 days), is another account's, or was never one.",
      zh: 'media_id 无效：已超过 3 天有效期、属于其他账号，或根本不存在。',
    },
    remedy: {
      en: 'Upload the picture again and send the new media_id.',
      zh: '重新上传图片，用新的 media_id 发送。',
    },
    mayPass: false,
    origin: 'media',
  },
  {
    errCode: 40009,
    name: 'INVALID_IMAGE_SIZE',
    wechatText: 'invalid image size',
    meaning: {
      en: 'The picture is too large.',
      zh: '图片大小超过限制。',
    },
    remedy: {
      en: 'Make it smaller than 2 MB and upload it again.',
      zh: '将图片压缩到 2 MB 以内后重新上传。',
    },
    mayPass: false,
    origin: 'media',
  },
  {
    errCode: 41005,
    name: 'MEDIA_DATA_MISSING',
    wechatText: 'media data missing',
    meaning: {
      en: 'The upload holds no file.',
      zh: '上传请求中没有文件数据。',
    },
    remedy: {
      en: 'Send the file as multipart/form-data in a field named media.',
      zh: '以 multipart/form-data 上传，字段名为 media。',
    },
    mayPass: false,
    origin: 'media',
  },
  {
    errCode: 44001,
    name: 'EMPTY_MEDIA_DATA',
    wechatText: 'empty media data',
    meaning: {
      en: 'The file of the upload is empty.',
      zh: '上传的文件为空。',
    },
    remedy: {
      en: 'See that the file was read before it was sent.',
      zh: '确认上传前已正确读取文件内容。',
    },
    mayPass: false,
    origin: 'media',
  },
  {
    errCode: 45001,
    name: 'MEDIA_SIZE_OUT_OF_LIMIT',
    wechatText: 'media size out of limit',
    meaning: {
      en: 'The file is larger than WeChat takes.',
      zh: '文件大小超过微信的限制。',
    },
    remedy: {
      en: 'Make the picture smaller than 2 MB and upload it again.',
      zh: '将图片压缩到 2 MB 以内后重新上传。',
    },
    mayPass: false,
    origin: 'media',
  },
] as const satisfies readonly CodeEntry[];
