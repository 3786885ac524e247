const WITHIN = 3 * 60 * 1000;
const ALLOWED = 4;

/** Remembers when the server ended by itself, to tell an accident from a program that cannot run. */
export class Crashes {
  private readonly times: number[] = [];

  /** Notes one more; says whether to try again. */
  startAgain(now: number): boolean {
    this.times.push(now);
    return this.times.filter((each) => now - each <= WITHIN).length <= ALLOWED;
  }
}
