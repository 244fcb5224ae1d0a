import type { CodeEntry } from '../entry';

/**
 * Calling a cloud function, as `wx.cloud.callFunction` rejects. In the mini program's own errMsg
 * the inner code may stand behind -404011 or without any field of its own.
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/reference/errcode.html
 */
export const functionCodes = [
  {
    errCode: -404011,
    name: 'FUNCTION_CALL_FAILED',
    wechatText: 'SDK 云函数错误：云函数执行失败',
    meaning: {
      en: 'Calling the function failed; the code behind it (such as -504002 or -501005) stands in errMsg.',
      zh: '云函数调用失败；具体原因（如 -504002、-501005）在 errMsg 中。',
    },
    remedy: {
      en: 'Read the inner code in errMsg. Usual: the function was not uploaded to this environment (right-click its folder in DevTools → upload and deploy), or it threw (CloudBase console → Cloud functions → Logs).',
      zh: '查看 errMsg 中的内层错误码。常见原因：函数没有上传到当前环境（在开发者工具中右键函数目录 → 上传并部署），或函数抛出异常（云开发控制台 → 云函数 → 日志）。',
    },
    mayPass: false,
    origin: 'cloudbase',
  },
  {
    errCode: -501000,
    name: 'NO_SUCH_ENV_OR_FUNCTION',
    wechatText: 'cloud function service error: environment or function not found',
    meaning: {
      en: 'There is no such cloud environment, or no function of that name in it.',
      zh: '云环境不存在，或环境中没有这个云函数。',
    },
    remedy: {
      en: "Choose the environment in DevTools (right-click the folder of cloud functions → current environment), then right-click the function → upload and deploy. Compare the name that is called with the folder's.",
      zh: '在开发者工具中选择环境（右键云函数根目录 → 当前环境），再右键该函数 → 上传并部署；并核对调用的函数名与目录名是否一致。',
    },
    about: {
      setTyping: {
        remedy: {
          en: 'Choose the environment in DevTools (right-click dist/cloudfunctions → current environment), then right-click setTyping → upload and deploy. Check the env that wx.cloud.init names.',
          zh: '在开发者工具中选择环境（右键 dist/cloudfunctions → 当前环境），再右键 setTyping → 上传并部署。检查 wx.cloud.init 中的 env。',
        },
      },
    },
    mayPass: false,
    origin: 'cloudbase',
  },
  {
    errCode: -504001,
    name: 'FUNCTION_REQUEST_FAILED',
    wechatText: '云资源云函数错误：云函数调用失败',
    meaning: {
      en: 'CloudBase could not start the function.',
      zh: '云函数调用失败，云端没能启动该函数。',
    },
    remedy: {
      en: 'Upload it again (right-click its folder in DevTools → upload and deploy) and see that its state in the CloudBase console is "deployed".',
      zh: '重新上传（在开发者工具中右键该函数目录 → 上传并部署），并在云开发控制台确认状态为“已部署”。',
    },
    about: {
      setTyping: {
        remedy: {
          en: 'Upload it again (right-click dist/cloudfunctions/setTyping in DevTools → upload and deploy) and see that its state in the CloudBase console is "deployed".',
          zh: '重新上传（在开发者工具中右键 dist/cloudfunctions/setTyping → 上传并部署），并在云开发控制台确认状态为“已部署”。',
        },
      },
    },
    mayPass: true,
    origin: 'cloudbase',
  },
  {
    errCode: -504002,
    name: 'FUNCTION_EXECUTION_FAILED',
    wechatText: '云资源云函数错误：云函数执行失败',
    meaning: {
      en: 'The function threw, or ended its process.',
      zh: '云函数抛出异常，或进程退出。',
    },
    remedy: {
      en: 'Read the log: CloudBase console → Cloud functions → the function → Logs. "Cannot find module" means that its dependencies were not uploaded: choose "install dependencies in the cloud" when uploading, or upload a bundle.',
      zh: '查看日志：云开发控制台 → 云函数 → 该函数 → 日志。若为 Cannot find module，说明依赖没有上传：上传时选择“云端安装依赖”，或上传打包后的代码。',
    },
    about: {
      setTyping: {
        remedy: {
          en: 'Read the log: CloudBase console → Cloud functions → setTyping → Logs. "Cannot find module" means that a source folder was uploaded: run npm run build and upload from dist/cloudfunctions.',
          zh: '查看日志：云开发控制台 → 云函数 → setTyping → 日志。若为 Cannot find module，说明上传了源码目录：请先 npm run build，再从 dist/cloudfunctions 上传。',
        },
      },
    },
    mayPass: false,
    origin: 'cloudbase',
  },
  {
    errCode: -604001,
    name: 'RESULT_TOO_LARGE',
    wechatText: '微信后台云函数错误：回包大小超过 1M',
    meaning: {
      en: 'The function returned more than 1 MB.',
      zh: '云函数的返回值超过 1 MB。',
    },
    remedy: {
      en: "Return less: page the data, or put it into cloud storage and return the file's id.",
      zh: '减少返回的数据：分页返回，或存入云存储后只返回文件 ID。',
    },
    about: {
      setTyping: {
        remedy: {
          en: 'Our functions return two fields, so another one is deployed under its name: upload dist/cloudfunctions/setTyping again.',
          zh: 'setTyping 只返回两个字段，说明同名位置部署了别的函数：请重新上传 dist/cloudfunctions/setTyping。',
        },
      },
    },
    mayPass: false,
    origin: 'cloudbase',
  },
  {
    errCode: -504003,
    name: 'FUNCTION_TIMED_OUT',
    wechatText: 'FUNCTIONS_TIME_LIMIT_EXCEEDED: invoking task timed out after 3 seconds',
    meaning: {
      en: 'The function did not answer within its time limit, and the platform ended it.',
      zh: '云函数运行超过了超时时间，被平台终止。',
    },
    remedy: {
      en: "Raise the function's timeout (CloudBase console → Cloud functions → the function → Configuration; 3 s unless changed), and look in its log for what took so long.",
      zh: '调大云函数的超时时间（云开发控制台 → 云函数 → 该函数 → 配置，默认 3 秒），并在日志中查看耗时在哪里。',
    },
    about: {
      setTyping: {
        remedy: {
          en: 'Our setTyping ends by itself 300 ms before its limit, so look whether this is the one that was uploaded: run npm run build and upload dist/cloudfunctions/setTyping. If it is, raise its timeout (CloudBase console → Cloud functions → setTyping → Configuration).',
          zh: '本项目的 setTyping 会在超时前 300 毫秒自行返回，请确认上传的就是它：先 npm run build，再上传 dist/cloudfunctions/setTyping。若确认无误，请调大超时时间（云开发控制台 → 云函数 → setTyping → 配置）。',
        },
      },
    },
    mayPass: true,
    origin: 'cloudbase',
  },
  {
    errCode: -404001,
    name: 'EMPTY_CALL_RESULT',
    wechatText: 'empty call result',
    meaning: {
      en: 'The call of the function came back with nothing in it.',
      zh: '云函数调用没有返回内容。',
    },
    remedy: {
      en: 'Try again; if it stays, look at the CloudBase console → Cloud functions → Logs whether the function ran at all.',
      zh: '再试一次；如持续出现，请在云开发控制台 → 云函数 → 日志 查看函数是否真的运行过。',
    },
    mayPass: true,
    origin: 'cloudbase',
  },
  {
    errCode: -404005,
    name: 'POLLING_GAVE_UP',
    wechatText: 'exceed max poll retry',
    meaning: {
      en: "The phone asked for the function's result again and again, for some 35 seconds, and got none.",
      zh: '手机端轮询云函数结果约 35 秒，仍未得到结果。',
    },
    remedy: {
      en: 'Look at the CloudBase console → Cloud functions → Logs what the function did in that time; a call that takes so long needs another way than waiting for it.',
      zh: '在云开发控制台 → 云函数 → 日志 查看这段时间函数在做什么；耗时这么长的调用不适合让手机一直等待。',
    },
    mayPass: true,
    origin: 'cloudbase',
  },
  {
    errCode: -405015,
    name: 'TOO_MANY_CLIENT_REQUESTS',
    wechatText: 'exceed max client request count, retry after 60s',
    meaning: {
      en: 'This phone has made too many calls of cloud functions in a short time.',
      zh: '该客户端短时间内调用云函数次数过多。',
    },
    remedy: {
      en: 'Wait a minute. If it comes without many presses, look for a loop or a timer in the page that calls the function.',
      zh: '等一分钟再试。若并没有频繁点击，请检查页面中是否有循环或定时器在调用云函数。',
    },
    mayPass: true,
    origin: 'cloudbase',
  },
] as const satisfies readonly CodeEntry[];
