import type { Answer } from '../conversation/answer';
import type { Api, ApiRequest, ApiState } from './api';

/** The APIs that the simulator plays. Adding one is adding an entry. */
export const apiTable: readonly Api[] = [
  {
    name: 'customerServiceMessage.setTyping',
    paths: ['/cgi-bin/message/custom/typing', '/cgi-bin/message/custom/business/typing'],
    perform: (request, { conversation, options }) =>
      businessError(request, options) || conversation.setTyping(request.data),
  },
  {
    name: 'customerServiceMessage.send',
    paths: ['/cgi-bin/message/custom/send', '/cgi-bin/message/custom/business/send'],
    perform: (request, { conversation, options }) =>
      businessError(request, options) || conversation.send(request.data, request.transport),
  },
  {
    name: 'customerServiceMessage.uploadTempMedia',
    paths: ['/cgi-bin/media/upload'],
    upload: true,
    perform: ({ data, file }, { media }) => media.upload(data.type, file),
  },
  {
    name: 'customerServiceMessage.getTempMedia',
    paths: ['/cgi-bin/media/get'],
    method: 'GET',
    perform: ({ data }, { media }) => media.get(data.media_id),
  },
  {
    name: 'token',
    paths: ['/cgi-bin/token'],
    method: 'GET',
    givesToken: true,
    perform: ({ data }, state) =>
      accountError(data, state) || tokenAnswer(state.tokens.issue(String(data.appid))),
  },
  {
    name: 'stable_token',
    paths: ['/cgi-bin/stable_token'],
    givesToken: true,
    perform({ data }, state) {
      const error = accountError(data, state);
      if (error !== 0) return error;
      const { force_refresh = false } = data;
      if (typeof force_refresh !== 'boolean') return 47001;
      return tokenAnswer(state.tokens.issueStable(String(data.appid), force_refresh));
    },
  },
];

/** The paths of sub-merchants want a businessid: 40101 was seen without one. */
function businessError(
  { path, data }: ApiRequest,
  { businessPath }: Pick<ApiState['options'], 'businessPath'>,
): number {
  if (!path?.includes('/business/') || businessPath === 'like-the-other') return 0;
  const { businessid } = data;
  return businessid === undefined || businessid === null || businessid === '' ? 40101 : 0;
}

function accountError(data: Record<string, unknown>, { account }: ApiState): number {
  if (data.grant_type !== 'client_credential') return 40002;
  return account.check(data.appid, data.secret);
}

const tokenAnswer = (issued: { access_token: string; expires_in: number } | number) =>
  typeof issued === 'number' ? issued : { ...issued };

/** An API that the simulator does not play, and what its configuration has it answer. */
export const configuredApi = (name: string, answer: Answer): Api => ({
  name,
  paths: [],
  perform: () => structuredClone(answer),
});
