package salvor.timeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of the timeline, or a group of such lines; a node of the {@link LaneTree}. */
public final class Lane {
  /** What a lane stands for, from the coarsest to the finest. */
  public enum Level {
    /** A cluster, where the evidence tells of several; without a name: where none is told. */
    CLUSTER,
    /** A namespace; without a name: where no source gave one. */
    NAMESPACE,
    /**
     * All requests to the Kubernetes API; below it, with a name: those of the clients whose names
     * begin so.
     */
    API,
    WORKLOAD,
    POD,
    /** A container; without a name: the pod as a whole. */
    CONTAINER,
    /** What belongs to no container, by node; without a name: where not even the node is known. */
    NODE,
    /**
     * The users of the Kubernetes API that are parts of the cluster: its nodes, controllers,
     * scheduler.
     */
    COMPONENTS,
    /** Somebody who used the Kubernetes API: a user, or a pod by its token. */
    CLIENT,
    /** A program in a container. */
    PROGRAM
  }

  private final int id;
  private final Level level;
  private final @Nullable Lane parent;
  private final @Nullable String name;
  private volatile List<Lane> children = new ArrayList<>(); // grows only while the tree is made

  Lane(int id, Level level, @Nullable Lane parent, @Nullable String name) {
    this.id = id;
    this.level = level;
    this.parent = parent;
    this.name = name;
  }

  /** Its number in the tree; the same in a filtered model. */
  public int id() {
    return id;
  }

  /** What it stands for. */
  public Level level() {
    return level;
  }

  /** The group it belongs to; null at the top. */
  public @Nullable Lane parent() {
    return parent;
  }

  /** The cluster it is in, where it stands below one. */
  public @Nullable String cluster() {
    return level == Level.CLUSTER ? name : parent == null ? null : parent.cluster();
  }

  /** The group of its kind that it is in: its namespace, or all use of the Kubernetes API. */
  public Lane top() {
    return parent == null || parent.level == Level.CLUSTER ? this : parent.top();
  }

  /**
   * The name as the evidence has it, null when it gives none. Text of the evidence: may hold
   * anything.
   */
  public @Nullable String name() {
    return name;
  }

  /** The parts it consists of; programs of a container appear when it is first opened. */
  public List<Lane> children() {
    return Collections.unmodifiableList(children);
  }

  /** Whether observations stand on it directly: a container's, a node's or a client's lane. */
  public boolean isTrack() {
    return level == Level.CONTAINER || level == Level.NODE || level == Level.CLIENT;
  }

  /** How far down the tree it is, 0 at the top. */
  public int depth() {
    return parent == null ? 0 : parent.depth() + 1;
  }

  void add(Lane child) {
    children.add(child);
  }

  /** Has these parts, all at once: other threads may read those it had. */
  void become(List<Lane> parts) {
    children = List.copyOf(parts);
  }

  void sort(java.util.Comparator<Lane> order) {
    children.sort(order);
    children.forEach(c -> c.sort(order));
  }

  @Override
  public String toString() {
    return (parent == null ? "" : parent + " > ") + name;
  }
}
