package salvor.containment;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Change;
import salvor.cluster.ObjectKind;
import salvor.containment.Outcome.Hindrance;
import salvor.containment.RecordedMeasure.Recorded;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** That a step is taken back: what was made is gone, what was changed is as before. */
sealed interface Restoring extends Aim {
  /** The kinds of what can be made again when it was deleted: rights, which have no state. */
  Set<ObjectKind> MADE_AGAIN =
      Set.of(
          ObjectKind.ROLES,
          ObjectKind.ROLE_BINDINGS,
          ObjectKind.CLUSTER_ROLES,
          ObjectKind.CLUSTER_ROLE_BINDINGS);

  /** That of a step of which something is recorded. */
  static Restoring of(Recorded recorded, String label) {
    return switch (recorded.step()) {
      case Step.Create create -> new Removed(create, label, recorded.knownUid());
      case Step.Patch patch -> new Restored(patch, Touched.of(patch.patch(), patch.before()));
      case Step.Delete delete -> new Returned(delete);
    };
  }

  Step step();

  @Override
  default Change about() {
    return step().change();
  }

  /**
   * What was made is gone: one that is being deleted stands, and a policy holds, until its
   * finalizers let it go. Where it was not written down which object that is, as the program ended
   * before, it is ours if it bears our label and is what was sent.
   */
  record Removed(Step.Create step, String label, Optional<String> uid) implements Restoring {
    @Override
    public Judged judge(@Nullable JsonNode now) {
      if (now == null) {
        return new Judged.Reached();
      }
      String is = now.at("/metadata/uid").asString("");
      boolean other = uid.isPresent() && !uid.get().equals(is);
      if (other || (uid.isEmpty() && !Measure.isMadeFor(now, label))) {
        return new Judged.Reached(); // ours is not there; this is somebody else's
      }
      if (now.path("metadata").has("deletionTimestamp")) {
        return new Judged.Against(Hindrance.GOING, List.of("/metadata/finalizers"));
      }
      if (!Aim.isOurs(now, label)) {
        return new Judged.Against(Hindrance.NOT_OURS, List.of("/metadata"));
      }
      List<String> different =
          uid.isEmpty() ? Compared.differences(step.manifest(), now) : List.of();
      return different.isEmpty()
          ? new Judged.Open(new Change.Delete(kind(), namespace(), name(), is, null))
          : new Judged.Against(Hindrance.CONFLICT, different);
    }
  }

  /** What a patch touched is as before; what others changed since stays. */
  record Restored(Step.Patch step, Touched touched) implements Restoring {
    @Override
    public Judged judge(@Nullable JsonNode now) {
      if (now == null || Aim.otherThan(step.before(), now).isPresent()) {
        return new Judged.Reached(); // it is gone, and what was done to it with it
      }
      List<String> conflicts = touched.conflictsIn(now);
      if (!conflicts.isEmpty()) {
        return new Judged.Against(Hindrance.CONFLICT, conflicts);
      }
      var patch = touched.backward(now);
      return Touched.changes(patch) == 0
          ? new Judged.Reached()
          : new Judged.Open(
              new Change.Patch(kind(), namespace(), name(), "", Change.Patch.Type.JSON, patch));
    }
  }

  /** What was deleted is there again, where that can be. */
  record Returned(Step.Delete step) implements Restoring {
    @Override
    public Judged judge(@Nullable JsonNode now) {
      if (now != null
          && Aim.otherThan(step.before(), now).isEmpty()
          && !now.path("metadata").has("deletionTimestamp")) {
        return new Judged.Reached(); // it was never deleted
      }
      if (!MADE_AGAIN.contains(kind())) {
        return new Judged.Against(Hindrance.FOR_GOOD, List.of());
      }
      ObjectNode again = again();
      if (now == null) {
        return new Judged.Open(new Change.Create(kind(), namespace(), name(), again));
      }
      return Compared.differences(again, now).isEmpty()
          ? new Judged.Reached()
          : new Judged.Against(Hindrance.NAME_TAKEN, List.of());
    }

    private ObjectNode again() {
      ObjectNode object = (ObjectNode) step.before().deepCopy();
      if (object.path("metadata") instanceof ObjectNode metadata) {
        metadata.remove(
            List.of(
                "uid",
                "resourceVersion",
                "creationTimestamp",
                "managedFields",
                "generation",
                "selfLink",
                "deletionTimestamp",
                "deletionGracePeriodSeconds"));
      }
      return object;
    }
  }
}
