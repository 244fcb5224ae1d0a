import { defaultOptions } from '../config/options';
import { handedEvent, newApiToken } from './functionInputs';

const appid = 'wx0123456789abcdef';
const userInfo = { appId: appid, openId: 'oMe' };
const call = { event: { a: 1 }, openid: 'oMe', source: 'wx_client' };
const handed = (invocation: object, options: object = {}) =>
  handedEvent({ ...call, ...invocation }, appid, { ...defaultOptions, ...options });

describe('the event', () => {
  test('of a call from the mini program comes with userInfo and tcbContext', () => {
    expect(handed({})).toEqual({ a: 1, tcbContext: {}, userInfo });
  });

  test('names the caller that the platform knows, whatever the caller says', () => {
    const event = { userInfo: { openId: 'oSomebodyElse' } };
    expect(handed({ event })).toEqual({ tcbContext: {}, userInfo });
  });

  test.each([
    ['another function', { source: 'wx_client,scf' }],
    ['nobody whom the platform vouches for', { openid: undefined, source: 'wx_http' }],
    ['a message push', { source: 'wx_unknown', push: true }],
  ])('of %s names nobody', (_what, invocation) => {
    expect(handed(invocation)).toEqual({ a: 1, tcbContext: {} });
  });

  test('of a message push names the customer where the option says so', () => {
    const push = { source: 'wx_unknown', push: true };
    expect(handed(push, { pushUserInfo: true })).toEqual({ a: 1, tcbContext: {}, userInfo });
  });

  test('holds further fields that an option adds', () => {
    const eventExtras = { frameworkContext: { seen: 'by nobody' } };
    expect(handed({}, { eventExtras })).toEqual({ a: 1, ...eventExtras, userInfo });
  });

  test.each([[null], ['text'], [[1]], [7]])(
    'that is no object, such as %j, stays as it is',
    (event) => {
      expect(handed({ event })).toEqual(event);
    },
  );
});

describe('WX_API_TOKEN', () => {
  const brings = (source: string, options: object = {}, push = false) =>
    newApiToken({ event: {}, source, push }, { ...defaultOptions, ...options }) !== undefined;

  test.each([
    ['wx_client', true],
    ['wx_devtools', true],
    ['wx_trigger', true],
    ['wx_http', false],
    ['other', false],
    ['scf', false],
    ['wx_client,scf', false],
    ['wx_client,wx_client', false],
  ])('of a call with SOURCE %s: %j', (source, expected) => {
    expect(brings(source)).toBe(expected);
  });

  test('comes with every message push', () => {
    expect(brings('wx_http', {}, true)).toBe(true);
  });

  test('follows a chain of functions where the option says so, from a source that has one', () => {
    expect(brings('wx_client,scf', { chainedToken: true })).toBe(true);
    expect(brings('wx_client,scf,scf', { chainedToken: true })).toBe(true);
    expect(brings('wx_http,scf', { chainedToken: true })).toBe(false);
  });

  test('comes with the sources that the option names', () => {
    expect(brings('wx_http', { callTokenSources: ['wx_http'] })).toBe(true);
    expect(brings('wx_client', { callTokenSources: ['wx_http'] })).toBe(false);
  });
});
