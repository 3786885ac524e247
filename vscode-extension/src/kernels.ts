/** The releases that a user may choose from. The server takes the nearest it knows. */
const SERIES: readonly (readonly [series: string, first: number, last: number])[] = [
  ['2.6', 12, 39],
  ['3', 0, 19],
  ['4', 0, 20],
  ['5', 0, 19],
  ['6', 0, 19],
  ['7', 0, 1],
];

export const KERNELS: readonly string[] = SERIES.flatMap(([series, first, last]) =>
  Array.from({ length: last - first + 1 }, (_, index) => `${series}.${first + index}`),
);

const VERSION = String.raw`\d+\.\d+(?:\.\d+)?`;
const RANGE = new RegExp(`^${VERSION}(?:\\.\\.(?:${VERSION})?)?$`);

/** Whether a text is a version, or a range of versions. */
export function isKernel(text: string): boolean {
  return RANGE.test(text.trim());
}
