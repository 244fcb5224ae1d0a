/** A request to the control interface that cannot be met; the message says what is accepted. */
export class ControlError extends Error {
  override name = 'ControlError';

  constructor(
    readonly statusCode: number,
    message: string,
  ) {
    super(message);
  }
}
