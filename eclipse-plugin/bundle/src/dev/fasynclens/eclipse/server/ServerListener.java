package dev.fasynclens.eclipse.server;

/** Told when a server begins and ends. */
public interface ServerListener {
  /** A server is ready, and is asked nothing until this returns. On the thread of the workbench. */
  void started(Session session);

  /** There is no server any more, and none will be started by itself. On any thread. */
  void stopped();
}
