import type { Answer } from '../conversation/answer';
import type { Drop } from './fault';

/**
 * How a call ends: as it would without faults (`answer`), or as a fault asked. Apart from Fault, whose
 * type goes out with the package: a consumer may have no types of Node.
 */
export type Outcome =
  | { kind: 'answer'; answer: Answer }
  | { kind: 'errorCode'; errorCode: number }
  | { kind: 'status'; status: number; body: Buffer; contentType: string }
  | { kind: 'drop'; drop: Drop; answer: Answer };
