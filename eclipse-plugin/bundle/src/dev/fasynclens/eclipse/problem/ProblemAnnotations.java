package dev.fasynclens.eclipse.problem;

import dev.fasynclens.eclipse.document.OpenDocument;
import dev.fasynclens.eclipse.document.Positions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.eclipse.core.resources.IMarker;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.jface.text.source.IAnnotationModelExtension;

/** Underlines findings in files outside the workspace, which cannot have markers. */
final class ProblemAnnotations {
  private static final String PREFIX = "org.eclipse.ui.workbench.texteditor.";

  /** One of ours. */
  private static final class Finding extends Annotation {
    Finding(String type, String text) {
      super(type, false, text);
    }
  }

  void show(OpenDocument document, List<Problem> problems) {
    IAnnotationModel model = document.annotations();
    if (model == null) {
      return;
    }
    Map<Annotation, Position> added = new HashMap<>();
    for (Problem problem : problems) {
      try {
        IRegion region = Positions.region(document.document(), problem.diagnostic().getRange());
        added.put(
            new Finding(type(problem), ProblemMarkers.message(problem)),
            new Position(region.getOffset(), region.getLength()));
      } catch (BadLocationException e) {
        // the text changed, and newer findings are on their way
      }
    }
    Annotation[] old = ours(model);
    if (model instanceof IAnnotationModelExtension extension) {
      extension.replaceAnnotations(old, added);
    } else {
      for (Annotation each : old) {
        model.removeAnnotation(each);
      }
      added.forEach(model::addAnnotation);
    }
  }

  private static Annotation[] ours(IAnnotationModel model) {
    List<Annotation> ours = new ArrayList<>();
    for (Iterator<Annotation> all = model.getAnnotationIterator(); all.hasNext(); ) {
      if (all.next() instanceof Finding finding) {
        ours.add(finding);
      }
    }
    return ours.toArray(Annotation[]::new);
  }

  private static String type(Problem problem) {
    return PREFIX
        + switch (ProblemMarkers.severity(problem.diagnostic().getSeverity())) {
          case IMarker.SEVERITY_ERROR -> "error";
          case IMarker.SEVERITY_WARNING -> "warning";
          default -> "info";
        };
  }
}
