import { claimMessage, collectionName } from './claimMessage';
import type { Handling } from './deps';
import type { Push } from './push';

const noCollection = -502005;

/**
 * Whether this invocation is to handle the message, no other delivery of it having done so. Where
 * the database can't tell it is: a customer would rather be answered twice than not at all.
 */
export async function isFirstDelivery(
  push: Push,
  { cloud, clock, budget, trace, explain }: Handling,
): Promise<boolean> {
  const deadline = clock.now() + 2 * budget.callMs;
  const claim = await claimMessage(push, { cloud, clock, deadline });
  if (claim.holder !== 'unknown') return claim.holder === 'ours';
  trace.claim = claim.errCode;
  if (claim.errCode === noCollection) {
    explain('no collection', { errCode: claim.errCode, reason: howToCreateIt });
  }
  return true;
}

const howToCreateIt =
  `A message that WeChat delivers again may be answered twice. Create the collection ${collectionName}: ` +
  'CloudBase console → Database → "+", and let nobody but functions read and write it.';
