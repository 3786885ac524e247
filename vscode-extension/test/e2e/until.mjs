/** Waits for a condition; gives what it gave. An error of it counts as "not yet". */
export async function until(what, condition, { pause = 50 } = {}) {
  const end = Date.now() + 60_000;
  for (let last = ''; ; ) {
    try {
      const got = await condition();
      if (got) return got;
      last = '';
    } catch (failure) {
      last = `; ${failure.message}`;
    }
    if (Date.now() > end) throw new Error(`waited in vain: ${what}${last}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
