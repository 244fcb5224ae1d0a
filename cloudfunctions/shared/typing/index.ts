export type {
  Answering,
  TypingClock,
  TypingCommand,
  TypingStopped,
  TypingTransport,
  WithTypingOptions,
} from './options';
export { withTyping } from './withTyping';
