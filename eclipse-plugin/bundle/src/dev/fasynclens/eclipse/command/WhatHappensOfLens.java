package dev.fasynclens.eclipse.command;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.fasynclens.eclipse.FasyncLens;
import dev.fasynclens.eclipse.document.Positions;
import dev.fasynclens.eclipse.document.Uris;
import dev.fasynclens.eclipse.words.StatusLine;
import dev.fasynclens.eclipse.words.Words;
import java.util.List;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.resources.IFile;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.Position;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.texteditor.ITextEditor;

/** What LSP4E calls when a lens is pressed. It defines the command and passes it as parameter. */
public final class WhatHappensOfLens extends AbstractHandler {
  private static final String PARAMETER = "org.eclipse.lsp4e.command.param";

  @Override
  public Object execute(ExecutionEvent event) {
    try {
      if (event.getObjectParameterForExecution(PARAMETER) instanceof Command command) {
        show(event, command.getArguments());
      }
    } catch (org.eclipse.core.commands.ExecutionException | BadLocationException e) {
      StatusLine.error(String.valueOf(e.getMessage()));
    }
    return null;
  }

  private static void show(ExecutionEvent event, List<Object> arguments)
      throws BadLocationException {
    Gson gson = new Gson();
    JsonElement uri = gson.toJsonTree(arguments.get(0));
    JsonElement place = gson.toJsonTree(arguments.get(1));
    IDocument document = document(event, uri.getAsString());
    if (document == null || !(place instanceof JsonObject)) {
      StatusLine.error(Words.cursorFirst);
      return;
    }
    int offset = Positions.offset(document, gson.fromJson(place, Position.class));
    FasyncLens.views().showWhatHappens(uri.getAsString(), document, offset);
  }

  private static IDocument document(ExecutionEvent event, String uri) {
    IEditorPart active = HandlerUtil.getActiveEditor(event);
    ITextEditor editor = active == null ? null : active.getAdapter(ITextEditor.class);
    IFile file = editor == null ? null : editor.getEditorInput().getAdapter(IFile.class);
    return file != null && Uris.of(file.getLocationURI()).equals(uri)
        ? editor.getDocumentProvider().getDocument(editor.getEditorInput())
        : null;
  }
}
