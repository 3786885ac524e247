package dev.fasynclens.eclipse.fix;

import dev.fasynclens.eclipse.FasyncLens;
import dev.fasynclens.eclipse.document.Uris;
import dev.fasynclens.eclipse.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.core.resources.IMarker;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.ui.IMarkerResolution;
import org.eclipse.ui.IMarkerResolutionGenerator2;

/** Offers what the server can do about a finding; it was asked before the finding was shown. */
public final class FixesOfMarker implements IMarkerResolutionGenerator2 {
  @Override
  public boolean hasResolutions(IMarker marker) {
    return FasyncLens.problems()
        .of(marker)
        .filter(problem -> !problem.actions().isEmpty())
        .isPresent();
  }

  @Override
  public IMarkerResolution[] getResolutions(IMarker marker) {
    Optional<Problem> problem = FasyncLens.problems().of(marker);
    List<IMarkerResolution> resolutions = new ArrayList<>();
    int rank = 0;
    for (CodeAction action : problem.map(Problem::actions).orElse(List.of())) {
      resolutions.add(new Fix(action, Uris.of(marker.getResource().getLocationURI()), rank++));
    }
    return resolutions.toArray(IMarkerResolution[]::new);
  }
}
