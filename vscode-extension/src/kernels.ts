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

/** Whether a text is a version, or a range of versions, the older one first. */
export function isKernel(text: string): boolean {
  const [oldest = '', newest = ''] = text.trim().split('..');
  return RANGE.test(text.trim()) && (newest === '' || compare(oldest, newest) <= 0);
}

function compare(left: string, right: string): number {
  const numbers = (version: string): readonly number[] => version.split('.').map(Number);
  const [a, b] = [numbers(left), numbers(right)];
  return [0, 1, 2].map((at) => (a[at] ?? 0) - (b[at] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
