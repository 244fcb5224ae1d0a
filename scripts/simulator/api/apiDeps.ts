import type { SimClock } from '../clock/clock';
import type { CallLog } from '../events/createCallLog';
import type { Dispatch } from '../faults/createDispatch';
import type { OpenResponses } from '../faults/openResponses';
import type { Host } from '../host/host';
import type { Account } from './createAccount';
import type { Tokens } from './createTokens';
import type { Wechat } from './createWechat';

/** What the HTTPS API works on. */
export interface ApiDeps {
  account: Account;
  tokens: Tokens;
  wechat: Wechat;
  dispatch: Dispatch;
  calls: CallLog;
  clock: SimClock;
  held: OpenResponses;
  host: Pick<Host, 'requestFrom'>;
}
