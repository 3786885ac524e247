// Snippets offer themselves by their prefix and give code that the rules accept.
import assert from 'node:assert/strict';

export const setUp = { samples: [], files: { 'bell.c': '#include <linux/fs.h>\n\n' }, settings: { 'editor.wordBasedSuggestions': 'off', 'editor.insertSpaces': false } };

export async function run(session) {
  const { page } = session;
  await session.open('bell.c', 'linux/fs.h');
  const insert = async (prefix, description) => {
    await page.keyboard.press('Control+End');
    await page.keyboard.type(prefix);
    await page.keyboard.press('Control+Space');
    const row = page.locator('.suggest-widget.visible .monaco-list-row').filter({ hasText: description });
    await row.first().waitFor();
    await session.shot(`1-${prefix}`);
    await row.first().click();
    await page.waitForSelector('.suggest-widget.visible', { state: 'hidden' });
  };
  await insert('fasync-handler', 'fasync handler');
  await page.keyboard.type('bell');
  await page.keyboard.press('Tab');
  await page.keyboard.type('chip');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await insert('fasync-program', 'fasync program');
  await page.keyboard.press('Escape');
  const text = await session.save('bell.c');
  assert.match(text, /static int bell_fasync\(int fd, struct file \*filp, int on\)\n\{\n\tstruct chip \*dev = filp->private_data;/);
  assert.match(text, /fcntl\(fd, F_SETOWN, getpid\(\)\);\nfcntl\(fd, F_SETSIG, SIGRTMIN\);/);
  await session.shot('2-inserted');
  session.lap('inserted');
}
