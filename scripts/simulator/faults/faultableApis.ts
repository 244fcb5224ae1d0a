import { apiTable } from '../api/apiTable';
import { databaseActions } from '../database/createDatabase';

/** What can be asked to go wrong: the calls that reach WeChat, and those of the database. */
export const faultableApis: readonly string[] = [
  ...apiTable.map(({ name }) => name),
  ...databaseActions,
];
