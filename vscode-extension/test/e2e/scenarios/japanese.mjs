// The extension in Japanese.
import { saysEverythingIn } from '../inLanguage.mjs';

export const setUp = { language: 'ja' };

export const run = (session) => saysEverythingIn('ja', session);
