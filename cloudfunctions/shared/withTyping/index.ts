export type * from './options';
export { withTyping } from './withTyping';
