package dev.fasynclens.kernel.object;

/** What can happen to a watched file, by the names of inotify. */
enum FileEvent {
  CREATE,
  OPEN,
  ACCESS,
  MODIFY,
  ATTRIB,
  CLOSE_WRITE,
  CLOSE_NOWRITE,
  DELETE,
  DELETE_SELF,
  IGNORED
}
