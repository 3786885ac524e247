package dev.fasynclens.eclipse.problem;

import dev.fasynclens.eclipse.document.Positions;
import dev.fasynclens.eclipse.words.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.IWorkspace;
import org.eclipse.core.resources.WorkspaceJob;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.ISchedulingRule;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.Range;

/** Keeps the markers of a file what the findings in it are. Only what differs is touched. */
public final class ProblemMarkers {
  /** The type of our markers. */
  public static final String TYPE = "dev.fasynclens.eclipse.problem";

  /** The id of the rule. */
  public static final String RULE = "rule";

  private static final String SOURCE = "fasync-lens";
  private static final String RANGE = "range";

  /** One after the other, so that the newest findings are the last that are shown. */
  private static final ISchedulingRule IN_TURN =
      new ISchedulingRule() {
        @Override
        public boolean contains(ISchedulingRule rule) {
          return rule == this;
        }

        @Override
        public boolean isConflicting(ISchedulingRule rule) {
          return rule == this;
        }
      };

  /** Shows findings; on the thread of the workbench, because it looks at the text. */
  void show(IFile[] files, List<Problem> problems, Optional<IDocument> text) {
    if (files.length == 0) {
      return;
    }
    List<Map<String, Object>> wanted = new ArrayList<>();
    problems.forEach(problem -> wanted.add(attributes(problem, text)));
    WorkspaceJob job =
        new WorkspaceJob(Words.reviewing) {
          @Override
          public IStatus runInWorkspace(IProgressMonitor monitor) throws CoreException {
            for (IFile file : files) {
              try {
                file.getWorkspace()
                    .run(m -> change(file, wanted), null, IWorkspace.AVOID_UPDATE, monitor);
              } catch (CoreException e) {
                if (file.isAccessible()) {
                  throw e; // otherwise it was deleted in the meantime
                }
              }
            }
            return Status.OK_STATUS;
          }
        };
    job.setSystem(true);
    job.setRule(IN_TURN);
    job.schedule();
  }

  private static void change(IFile file, List<Map<String, Object>> wanted) throws CoreException {
    if (!file.isAccessible()) {
      return; // deleted, or its project was closed
    }
    List<Map<String, Object>> missing = new ArrayList<>(wanted);
    for (IMarker marker : file.findMarkers(TYPE, false, IResource.DEPTH_ZERO)) {
      if (!missing.remove(marker.getAttributes())) {
        marker.delete();
      }
    }
    for (Map<String, Object> attributes : missing) {
      file.createMarker(TYPE, attributes);
    }
  }

  private static Map<String, Object> attributes(Problem problem, Optional<IDocument> text) {
    Range range = problem.diagnostic().getRange();
    int line = range.getStart().getLine() + 1;
    Map<String, Object> attributes = new HashMap<>();
    attributes.put(IMarker.MESSAGE, message(problem));
    attributes.put(IMarker.SEVERITY, severity(problem.diagnostic().getSeverity()));
    attributes.put(IMarker.LINE_NUMBER, line);
    attributes.put(IMarker.SOURCE_ID, SOURCE);
    attributes.put(RULE, problem.rule());
    attributes.put(RANGE, range(range));
    if (text.isPresent()) {
      try {
        IRegion region = Positions.region(text.get(), range);
        attributes.put(IMarker.CHAR_START, region.getOffset());
        attributes.put(IMarker.CHAR_END, region.getOffset() + region.getLength());
      } catch (BadLocationException e) {
        // the line will do; the text changed, and newer findings are on their way
      }
    }
    return attributes;
  }

  /** The rule stands behind, as a compiler's option would. */
  static String message(Problem problem) {
    return problem.rule().isEmpty()
        ? problem.message()
        : problem.message() + " [" + problem.rule() + "]";
  }

  static int severity(DiagnosticSeverity severity) {
    if (severity == DiagnosticSeverity.Error) {
      return IMarker.SEVERITY_ERROR;
    }
    return severity == DiagnosticSeverity.Warning
        ? IMarker.SEVERITY_WARNING
        : IMarker.SEVERITY_INFO;
  }

  /** Whether a marker was made for a finding. */
  static boolean stands(IMarker marker, Problem problem) {
    return Objects.equals(marker.getAttribute(RULE, ""), problem.rule())
        && Objects.equals(marker.getAttribute(RANGE, ""), range(problem.diagnostic().getRange()));
  }

  private static String range(Range range) {
    return "%d:%d-%d:%d"
        .formatted(
            range.getStart().getLine(),
            range.getStart().getCharacter(),
            range.getEnd().getLine(),
            range.getEnd().getCharacter());
  }
}
