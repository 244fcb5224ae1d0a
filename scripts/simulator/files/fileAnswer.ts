/** An answer that is no JSON but a file. */
export type FileAnswer = {
  bytes: Buffer;
  contentType: string;
  /** As `content-disposition` has it. */
  filename: string;
};

export function isFileAnswer(answer: Record<string, unknown>): answer is FileAnswer {
  return Buffer.isBuffer(answer.bytes);
}
