/** What can be asked to go wrong: the calls that reach WeChat, and the one action of the database. */
export const faultableApis = [
  'customerServiceMessage.setTyping',
  'customerServiceMessage.send',
  'token',
  'stable_token',
  'database.insertDocument',
] as const;
