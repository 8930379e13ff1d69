package salvor.workbench.workload;

import salvor.evidence.Source;
import salvor.timeline.Lane;

/** A line of the navigator. */
public sealed interface NavigatorNode {
  /** The node above all, which is not shown. */
  record Root() implements NavigatorNode {}

  /** A lane or a group of lanes. */
  record Place(Lane lane) implements NavigatorNode {}

  /** The heading of the sources. */
  record Sources() implements NavigatorNode {}

  /** A file of evidence. */
  record File(Source source) implements NavigatorNode {}
}
