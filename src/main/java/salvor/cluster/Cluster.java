package salvor.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.function.Consumer;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;

/** A cluster that is connected to. Safe for many threads; a call takes the time it takes. */
public interface Cluster extends AutoCloseable {
  /** The context by which it is reached. */
  KubeContext context();

  /**
   * Who am I, what version is it, is it for practice, do the clocks agree: one round of questions.
   *
   * @throws ClusterFailure when it does not answer, or is none
   */
  Greeting greet() throws ClusterFailure;

  /**
   * How far its clock is ahead of ours, negative when behind, by what it told last: clocks are set
   * right, or drift, in the hours after a greeting. Zero when it does not say.
   */
  Duration ahead();

  /**
   * What may be done, by one round of access reviews.
   *
   * @param namespace where, empty for all namespaces
   */
  Rights rights(Collection<Right> wanted, String namespace);

  /**
   * Has a listener told of all objects of a kind, by one list and one watch, until closed.
   *
   * @param namespace where, empty for all namespaces
   */
  Watching watch(ObjectKind kind, String namespace, WatchListener listener);

  /**
   * All objects of a kind now, page by page.
   *
   * @throws ClusterFailure when it does not tell
   */
  Collection<JsonNode> list(ObjectKind kind, String namespace) throws ClusterFailure;

  /**
   * Tells each object of a kind now, page by page, and keeps none.
   *
   * @throws ClusterFailure when the cluster does not tell; some may have been told before
   */
  default void each(ObjectKind kind, String namespace, Consumer<JsonNode> object)
      throws ClusterFailure {
    list(kind, namespace).forEach(object);
  }

  /**
   * Whether it knows a kind at all; whoever is known may ask that. A cluster that does not say is
   * taken to know it.
   *
   * @throws ClusterFailure when it does not tell
   */
  default boolean serves(ObjectKind kind) throws ClusterFailure {
    return true;
  }

  /**
   * One object as YAML, without the bookkeeping of managed fields.
   *
   * @throws ClusterFailure when it does not tell
   */
  String yaml(ObjectKind kind, String namespace, String name) throws ClusterFailure;

  /**
   * One object, as it is now.
   *
   * @throws ClusterFailure when it does not tell, or there is none
   */
  JsonNode get(ObjectKind kind, String namespace, String name) throws ClusterFailure;

  /**
   * Changes something, and tells what it is then; nothing is sent where the permission does not
   * hold. A failure does not say that nothing was changed: an answer can be lost.
   *
   * @param dryRun whether it is only to be checked, by everything that would check the real one
   * @return what the cluster answered: the object as it is then, or a {@code Status}
   * @throws ClusterFailure when it did not do it, or did not say so
   */
  JsonNode change(Change change, boolean dryRun, Permission permission) throws ClusterFailure;

  /**
   * Runs a program in a container; nothing is run where the permission does not hold.
   *
   * @throws ClusterFailure when the cluster does not let it begin
   */
  Exec exec(ExecRequest request, Permission permission) throws ClusterFailure;

  /**
   * The same; cancelled while it begins, that ends at once.
   *
   * @throws ClusterFailure when the cluster does not let it begin, or it was cancelled
   */
  default Exec exec(ExecRequest request, Permission permission, Progress progress)
      throws ClusterFailure {
    return exec(request, permission);
  }

  /**
   * The log of a container.
   *
   * @throws ClusterFailure when it does not tell
   */
  LogStream logs(LogRequest request) throws ClusterFailure;

  /** Ends all watches, logs and programs. */
  @Override
  void close();
}
