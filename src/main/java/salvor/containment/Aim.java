package salvor.containment;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Change;
import salvor.cluster.ObjectKind;
import tools.jackson.databind.JsonNode;

/** What a request is to bring about, and how far an object is from it as it is now. */
interface Aim {
  /** A request that names the object which it is about. */
  Change about();

  /** The kind of the object. */
  default ObjectKind kind() {
    return about().kind();
  }

  /** Its namespace, empty for a thing of the cluster. */
  default String namespace() {
    return about().namespace();
  }

  /** Its name. */
  default String name() {
    return about().name();
  }

  /**
   * How far it is.
   *
   * @param now the object that has the name; null where there is none
   */
  Judged judge(@Nullable JsonNode now);

  /** What was judged. */
  sealed interface Judged {
    /** It is so. */
    record Reached() implements Judged {}

    /**
     * It is not so.
     *
     * @param next what brings it about from here
     */
    record Open(Change next) implements Judged {}

    /** Something stands against it. */
    record Against(Outcome.Hindrance why, List<String> fields) implements Judged {}
  }

  /** That of a step of a measure. */
  static Aim of(Step step, String label) {
    return switch (step) {
      case Step.Create create -> new Made(create, label);
      case Step.Patch patch -> new Patched(patch, Touched.of(patch.patch(), patch.before()));
      case Step.Delete delete -> new Deleted(delete.change(), delete.uid());
    };
  }

  /** An object of ours is there, as it was sent. */
  record Made(Step.Create step, String label) implements Aim {
    @Override
    public Change about() {
      return step.change();
    }

    @Override
    public Judged judge(@Nullable JsonNode now) {
      if (now == null) {
        return new Judged.Open(step.change());
      }
      if (!isOurs(now, label)) {
        return new Judged.Against(Outcome.Hindrance.NAME_TAKEN, List.of());
      }
      List<String> different = Compared.differences(step.manifest(), now);
      return different.isEmpty()
          ? new Judged.Reached()
          : new Judged.Against(Outcome.Hindrance.NOT_AS_SENT, different);
    }
  }

  /** Whether an object is of our making, and nobody else's since. */
  static boolean isOurs(JsonNode object, String label) {
    return Measure.isMadeFor(object, label)
        && object.path("metadata").path("ownerReferences").isEmpty();
  }

  /** What a patch of ours touches is as it is after the patch. */
  record Patched(Step.Patch step, Touched touched) implements Aim {
    @Override
    public Change about() {
      return step.change();
    }

    @Override
    public Judged judge(@Nullable JsonNode now) {
      Optional<Judged> other = otherThan(step.before(), now);
      if (now == null || other.isPresent()) {
        return other.orElseThrow();
      }
      List<String> undone = touched.undoneIn(now);
      if (undone.isEmpty()) {
        return new Judged.Reached();
      }
      List<String> changed = touched.doneIn(now);
      if (changed.isEmpty()) {
        changed = foundations(now);
      }
      return changed.isEmpty()
          ? new Judged.Open(
              new Change.Patch(
                  kind(), namespace(), name(), "", Change.Patch.Type.JSON, touched.forward(now)))
          : new Judged.Against(Outcome.Hindrance.CHANGED, changed);
    }

    /** What else the plan was made for: a pod is selected by its labels, a policy by its rules. */
    private List<String> foundations(JsonNode now) {
      String at = kind().equals(ObjectKind.PODS) ? "/metadata/labels" : "/metadata/uid";
      at = kind().equals(ObjectKind.NETWORK_POLICIES) ? "/spec" : at;
      return Compared.same(step.before().at(at), now.at(at)) ? List.of() : List.of(at);
    }
  }

  /** That an object is gone, or another one has its name. */
  static Optional<Judged> otherThan(JsonNode before, @Nullable JsonNode now) {
    if (now == null) {
      return Optional.of(new Judged.Against(Outcome.Hindrance.GONE, List.of()));
    }
    String uid = before.at("/metadata/uid").asString("");
    return now.at("/metadata/uid").asString("").equals(uid)
        ? Optional.empty()
        : Optional.of(new Judged.Against(Outcome.Hindrance.REPLACED, List.of()));
  }

  /** An object is gone, or is going. */
  record Deleted(Change change, String uid) implements Aim {
    @Override
    public Change about() {
      return change;
    }

    @Override
    public Judged judge(@Nullable JsonNode now) {
      boolean gone =
          now == null
              || now.path("metadata").has("deletionTimestamp")
              || !uid.equals(now.at("/metadata/uid").asString(""));
      return gone ? new Judged.Reached() : new Judged.Open(change);
    }
  }
}
