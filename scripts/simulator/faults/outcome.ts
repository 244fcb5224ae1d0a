import type { Answer } from '../conversation/answer';
import type { Drop } from './fault';

/** How a call ends: as it would without faults (`answer`), or as a fault asked. */
export type Outcome =
  | { kind: 'answer'; answer: Answer }
  | { kind: 'errorCode'; errorCode: number }
  | { kind: 'status'; status: number; body: Buffer; contentType: string }
  | { kind: 'drop'; drop: Drop; answer: Answer };
