/** The picture that stands for one that a test only says was sent: a PNG, 96 by 72. */
export const placeholder: Buffer = Buffer.from(
  [
    'iVBORw0KGgoAAAANSUhEUgAAAGAAAABICAIAAACGBWc0AAAA1UlEQVR42u3YsRXCMBBEwS2RSoipiUpcBTUQE1EB',
    'lkGysaR571cw0e1leTy1UhAAAgQIECBAgABpYKDXcvkUoDWdeqMMr1NplBl0aowyic7PRoAAAQIECBAgQIBc0raY',
    'NW/N+wf5KAICBEiAAAHqGuh2vzZpHKBWIif0yslR/o6VvlyOl0qnLodJpXeXvaUyjMtOTBmPpq1UBqZpwpSxXeql',
    'pgP6lmlSoO1MUwNtYQJUYAJUkAJUYAJUYAJUCBAgQIAAAQIECJAAAQIECBAgQIAECFCz3j/v+nlNrW07AAAAAElF',
    'TkSuQmCC',
  ].join(''),
  'base64',
);
