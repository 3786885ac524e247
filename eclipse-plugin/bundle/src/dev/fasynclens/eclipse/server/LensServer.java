package dev.fasynclens.eclipse.server;

import org.eclipse.lsp4j.services.LanguageServer;

/** The server as its client sees it. */
public interface LensServer extends LanguageServer, FasyncLensRequests {}
