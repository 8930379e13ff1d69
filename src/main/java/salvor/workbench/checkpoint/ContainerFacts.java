package salvor.workbench.checkpoint;

import java.util.ArrayList;
import java.util.List;
import salvor.evidence.checkpoint.Checkpoint;
import salvor.workbench.wording.Moments;

/** What is known of the container as a whole, in words. */
final class ContainerFacts {
  private ContainerFacts() {}

  /** What is to be known of the checkpoint first, then what differs from the image, then mounts. */
  static List<CheckpointFact> of(Checkpoint read) {
    List<CheckpointFact> facts = new ArrayList<>();
    read.notes().forEach(note -> facts.add(CheckpointFact.of("Remark", note)));
    if (read.madeBy() != null) {
      facts.add(CheckpointFact.of("Made by", read.madeBy()));
    }
    if (read.location().image() != null) {
      facts.add(CheckpointFact.of("Image", read.location().image()));
    }
    for (Checkpoint.Change change : read.changes()) {
      if (!change.folder()) {
        facts.add(
            CheckpointFact.of(
                change.gone() ? "Deleted file" : "Changed file",
                change.path() + (change.gone() ? "" : written(change))));
      }
    }
    for (Checkpoint.Mount mount : read.mounts()) {
      facts.add(
          CheckpointFact.of(
              "Mount",
              mount.place()
                  + " of "
                  + mount.source()
                  + (mount.root().isEmpty() || mount.root().equals("/") ? "" : " " + mount.root())
                  + (mount.options().isEmpty() ? "" : ", " + mount.options())));
    }
    return facts;
  }

  private static String written(Checkpoint.Change change) {
    return ", "
        + Moments.count(change.size(), "byte")
        + String.format(", mode %04o", change.mode())
        + (change.modified() == null ? "" : ", modified by its own words " + change.modified());
  }
}
