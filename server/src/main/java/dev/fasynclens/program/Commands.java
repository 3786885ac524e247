package dev.fasynclens.program;

import java.util.Set;

/** Names of the commands and calls that are looked at. */
final class Commands {
  static final Set<String> NAMING_OWNER =
      Set.of("F_SETOWN", "F_SETOWN_EX", "FIOSETOWN", "SIOCSPGRP");

  /** Calls whose result is a new descriptor. */
  static final Set<String> OPENING =
      Set.of(
          "open",
          "open64",
          "openat",
          "creat",
          "socket",
          "accept",
          "accept4",
          "memfd_create",
          "inotify_init",
          "inotify_init1",
          "eventfd",
          "timerfd_create",
          "epoll_create",
          "epoll_create1",
          "perf_event_open",
          "posix_openpt",
          "mq_open",
          "shm_open");

  /** Calls that do not come back. */
  static final Set<String> ENDING =
      Set.of(
          "exit",
          "_exit",
          "_Exit",
          "quick_exit",
          "abort",
          "err",
          "errx",
          "verr",
          "verrx",
          "pthread_exit",
          "longjmp",
          "siglongjmp",
          "__builtin_unreachable",
          "execl",
          "execlp",
          "execle",
          "execv",
          "execvp",
          "execvpe");

  /** Calls that fetch signals, by the position of the set. */
  static final Set<String> FETCHING =
      Set.of("sigwait", "sigwaitinfo", "sigtimedwait", "signalfd", "signalfd4");

  private Commands() {}
}
