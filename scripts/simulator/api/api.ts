import type { SimulatorOptions } from '../config/options';
import type { Answer } from '../conversation/answer';
import type { Conversation } from '../conversation/createConversation';
import type { Media, UploadedFile } from '../media/createMedia';
import type { Account } from './createAccount';
import type { Tokens } from './createTokens';

/** A call of an API, whichever way it came in. */
export interface ApiRequest {
  transport: 'cloud' | 'https';
  /** Of an HTTPS call. */
  path?: string;
  /** The parameters: of a cloud call, of the body's JSON, or (GET, and beside a file) of the query. */
  data: Record<string, unknown>;
  file?: UploadedFile;
}

/** What the APIs work on. */
export interface ApiState {
  conversation: Conversation;
  media: Media;
  account: Account;
  tokens: Tokens;
  options: SimulatorOptions;
}

/** One API of WeChat: its routes, permission and faults all follow from this. */
export interface Api {
  /** As a cloud call, a permission and a fault name it. */
  name: string;
  /** Of the HTTPS API; none: it has only the cloud call. */
  paths: readonly string[];
  /** POST unless said. */
  method?: 'GET';
  /** The body is multipart/form-data with a file, not JSON. */
  upload?: true;
  /** It hands out tokens: it needs none, and there is no cloud call of it. */
  givesToken?: true;
  /** Makes the call take effect. Returns its errcode, or its whole answer. */
  perform(request: ApiRequest, state: ApiState): number | Answer;
}
