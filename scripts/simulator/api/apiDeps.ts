import type { OpenResponses } from '../faults/openResponses';
import type { Host } from '../host/host';
import type { Api } from './api';
import type { Tokens } from './createTokens';
import type { Wechat } from './createWechat';

/** What the HTTPS API works on. */
export interface ApiDeps {
  apis: readonly Api[];
  tokens: Tokens;
  wechat: Wechat;
  openResponses: OpenResponses;
  host: Pick<Host, 'requestFrom'>;
}
