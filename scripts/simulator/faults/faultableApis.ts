import { apiTable } from '../api/apiTable';
import { databaseActions } from '../database/createDatabase';
import { storageActions } from '../storage/createStorage';

/** What can be asked to go wrong: the calls that reach WeChat, and those of CloudBase. */
export const faultableApis: readonly string[] = [
  ...apiTable.map(({ name }) => name),
  ...databaseActions,
  ...storageActions,
];
