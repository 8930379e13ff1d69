package salvor.collection;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ObjectKind;

/**
 * One file that is to be taken.
 *
 * @param kind what it is
 * @param container of which container, empty for the pod or what is around it
 * @param file where it goes, below the folder of the pod
 * @param argv the program that gives it, where one does
 * @param objects the kind of the objects in it, where it is a list; null otherwise
 */
public record Item(
    Kind kind, String container, String file, List<String> argv, @Nullable ObjectKind objects) {
  /** What is taken, the most volatile first. */
  public enum Kind {
    /** Processes, sockets, executables and files, by the toolbox. */
    STATE,
    /** Memory of a process. */
    MEMORY,
    /** Packets. */
    CAPTURE,
    /** Files as they are. */
    COPY,
    /** What a program of the image says. */
    OUTPUT,
    /** A container's log. */
    LOG,
    /** That of its instance before. */
    PREVIOUS_LOG,
    /**
     * A toolbox of ours that is in the pod already: it says nothing of the pod, and is not taken.
     */
    TOOLBOX_LOG,
    /** The pod's own object. */
    POD,
    /** Objects around it. */
    OBJECTS,
    /** What its service account may do, by the roles among them. */
    RIGHTS,
    /** Where the node wrote a checkpoint of a container. */
    CHECKPOINT;

    /** Whether the toolbox gives it. */
    public boolean isByToolbox() {
      return this == STATE || this == MEMORY || this == CAPTURE || this == COPY;
    }

    /** Whether it is of the pod itself, rather than of what is around it. */
    boolean isOfPod() {
      return this != OBJECTS;
    }

    /** Whether it is an archive that says at its end whether it is whole. */
    boolean isArchive() {
      return this == STATE || this == COPY;
    }
  }

  /** Copies the list. */
  public Item {
    argv = List.copyOf(argv);
  }

  static Item program(Kind kind, String container, String file, List<String> argv) {
    return new Item(kind, container, file, argv, null);
  }

  static Item told(Kind kind, String container, String file) {
    return new Item(kind, container, file, List.of(), null);
  }

  static Item list(Surrounding objects) {
    return new Item(Kind.OBJECTS, "", objects.file(), List.of(), objects.kind());
  }
}
