/** A place in a text, counted from 0. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

export interface Edit {
  readonly start: Place;
  readonly end: Place;
  readonly text: string;
}

/** Where a place is after edits, which all speak of the text before any of them. */
export function shifted(place: Place, edits: readonly Edit[]): Place {
  // from the end of the text on, an edit does not move those that come after it
  return [...edits].sort((a, b) => compare(b.start, a.start)).reduce(shiftedOnce, place);
}

function shiftedOnce(place: Place, edit: Edit): Place {
  if (compare(place, edit.start) < 0) {
    return place;
  }
  const lines = edit.text.split('\n');
  const last = lines.at(-1) ?? '';
  const end: Place = {
    line: edit.start.line + lines.length - 1,
    character: (lines.length === 1 ? edit.start.character : 0) + last.length,
  };
  if (compare(place, edit.end) < 0) {
    return end;
  }
  return place.line === edit.end.line
    ? { line: end.line, character: end.character + place.character - edit.end.character }
    : { line: place.line + end.line - edit.end.line, character: place.character };
}

function compare(a: Place, b: Place): number {
  return a.line - b.line || a.character - b.character;
}

/** The line that registers a file, in a text of C; null if there is none. */
export function registrationLine(text: string): number | null {
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (comment) => comment.replace(/[^\n]/g, ' '));
  const found = /\bfasync_helper\s*\(/.exec(code);
  return found ? code.slice(0, found.index).split('\n').length - 1 : null;
}
