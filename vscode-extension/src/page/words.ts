/** All that the page says itself, in English. The extension sends what that is in the user's language. */
export const WORDS = [
  'Application',
  'VFS, fcntl',
  'Driver',
  'Signal core',
  'Handler',
  'Kernel',
  'Compare with',
  'As targeted',
  'No comparison',
  'Owner (F_SETOWN)',
  'Process',
  'Thread',
  'Process group',
  'Nobody',
  'Signal (F_SETSIG)',
  'Not chosen',
  'Blocked until the end',
  'Disposition',
  'Has a handler',
  'Default action',
  'Ignores it',
  'no limit',
  'Notifications',
  'Closes the file before',
  'Set-up',
  'Reset',
  'First row (Home)',
  'Back (Left arrow)',
  'Play (Space)',
  'Pause (Space)',
  'Forward (Right arrow)',
  'Last row (End)',
  'Position',
  'Row {0} of {1}',
  'Only {0}',
  'State',
  'Queue',
  'empty',
  'Owner',
  'nobody',
  'Signal of the file',
  'Blocked signals',
  'nothing',
  'Pending signals',
  'Locks held',
  'What the handler was told',
  'not called yet',
  'Else',
  'What was assumed, and what did not run',
  'What happens, row by row',
  'Page of {0}',
  'Show the call',
  'Wrong',
  'What Happens',
] as const;

export type Word = (typeof WORDS)[number];

let translated: Readonly<Record<string, string>> = {};

/** Takes over what the extension sent. */
export function speak(words: Readonly<Record<string, string>>): void {
  translated = words;
}

/** A text in the user's language, with its places filled in. */
export function say(word: Word, ...values: readonly (string | number)[]): string {
  return values.reduce<string>(
    (text, value, index) => text.replace(`{${index}}`, () => String(value)),
    translated[word] ?? word,
  );
}
