// The extension in Simplified Chinese.
import { saysEverythingIn } from '../inLanguage.mjs';

export const setUp = { language: 'zh-cn' };

export const run = (session) => saysEverythingIn('zh-cn', session);
