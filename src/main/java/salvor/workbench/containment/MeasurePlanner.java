package salvor.workbench.containment;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.containment.ChosenPod;
import salvor.containment.Cordon;
import salvor.containment.DeleteLock;
import salvor.containment.DestinationBlock;
import salvor.containment.EvidenceHold;
import salvor.containment.ImageDenial;
import salvor.containment.MadeFor;
import salvor.containment.Measure;
import salvor.containment.MeasurePlan;
import salvor.containment.Measures;
import salvor.containment.PodRemoval;
import salvor.containment.RecordedMeasure;
import salvor.containment.Revocation;
import salvor.containment.SealedEvidence;
import salvor.containment.Step;
import salvor.containment.WorkloadBrake;
import salvor.custody.bundle.BundleCheck;
import salvor.jobs.Progress;
import salvor.live.LiveCase;
import tools.jackson.databind.JsonNode;

/** Plans measures from the cluster as it was when it was first asked; all of it takes time. */
final class MeasurePlanner {
  /** Where the keys come from by which evidence verifies. */
  interface Trust {
    BundleCheck.Trusted trusted() throws IOException;
  }

  private static final Set<ObjectKind> KINDS = kinds();
  private final LiveCase live;
  private final boolean practice;
  private final Trust trust;
  private final Predicate<ChosenPod> suspect;
  private @Nullable ClusterObjects ground;
  private @Nullable Rights rights;
  private @Nullable List<DeleteLock.Sealed> sealed;
  private String where = "";
  private boolean secrets;

  /**
   * @param practice whether the cluster is for practice
   * @param suspect whether a pod is out of profile or was decided to be bad; is asked from any
   *     thread
   */
  MeasurePlanner(LiveCase live, boolean practice, Trust trust, Predicate<ChosenPod> suspect) {
    this.live = live;
    this.practice = practice;
    this.trust = trust;
    this.suspect = suspect;
  }

  private static Set<ObjectKind> kinds() {
    Set<ObjectKind> all = new LinkedHashSet<>();
    Stream.of(
            EvidenceHold.KINDS,
            DestinationBlock.KINDS,
            ImageDenial.KINDS,
            Cordon.KINDS,
            WorkloadBrake.KINDS,
            Revocation.KINDS,
            PodRemoval.KINDS)
        .forEach(all::addAll);
    all.remove(ObjectKind.SECRETS); // who needs them reads them without their values
    return all;
  }

  /** Forgets what the cluster told, and how evidence verified. */
  synchronized void forget() {
    ground = null;
    rights = null;
    sealed = null;
    secrets = false;
  }

  /** The plan for pods. */
  synchronized MeasureShown plan(List<Candidate> pods, MeasureWish wish, Progress progress)
      throws IOException {
    List<String> namespaces = pods.stream().map(Candidate::namespace).distinct().toList();
    read(namespaces.size() == 1 ? namespaces.getFirst() : "", progress);
    progress.at(0, 0, "Planning");
    ClusterObjects objects = Objects.requireNonNull(ground);
    List<String> uids = pods.stream().map(Candidate::uid).toList();
    List<DeniableImage> images =
        DeniableImage.of(
            uids.stream().flatMap(uid -> objects.find(ObjectKind.PODS, uid).stream()).toList());
    MeasureOffers offers =
        new MeasureOffers(objects, Objects.requireNonNull(rights), made(), uids, images);
    List<MeasureOffer> all = Arrays.stream(MeasureChoice.values()).map(offers::of).toList();
    String against = all.get(wish.choice().ordinal()).against();
    if (against.isEmpty()) {
      against = MeasureText.unfilled(wish);
    }
    MeasurePlan plan = against.isEmpty() ? plan(uids, wish, images, progress) : null;
    if (plan == null && against.isEmpty()) {
      against = MeasureText.NOT_TOLD;
    }
    return new MeasureShown(wish, plan, against, all, images, practice);
  }

  private MadeFor made() {
    return new MadeFor(String.valueOf(live.folder().getFileName()), Measure.newMark(), null);
  }

  private void read(String namespace, Progress progress) {
    if (ground == null || !where.equals(namespace)) {
      forget();
      where = namespace;
      ground = Ground.of(live.cluster(), live.known(), KINDS, namespace, progress);
      progress.at(0, 0, "Asking what you may do");
      rights =
          live.cluster()
              .rights(
                  Stream.of(Right.Use.CONTAIN, Right.Use.REVOKE)
                      .flatMap(use -> Right.of(use).stream())
                      .toList(),
                  namespace);
    }
  }

  /** Null where an image is to be denied of which nothing is told yet. */
  private @Nullable MeasurePlan plan(
      List<String> uids, MeasureWish wish, List<DeniableImage> images, Progress progress)
      throws IOException {
    ClusterObjects objects = Objects.requireNonNull(ground);
    Rights may = Objects.requireNonNull(rights);
    MadeFor made = made();
    return switch (wish.choice()) {
      case HOLD -> EvidenceHold.plan(objects, may, made, uids);
      case BLOCK -> DestinationBlock.plan(objects, may, made, uids, wish.destinations());
      case DENY_IMAGE -> denial(objects, may, made, wish, images);
      case CORDON -> Cordon.plan(objects, may, new Cordon.Wish(made, uids, List.of(), null, false));
      case TAINT ->
          Cordon.plan(
              objects,
              may,
              new Cordon.Wish(
                  made,
                  uids,
                  List.of(),
                  wish.noExecute() ? Cordon.Effect.NO_EXECUTE : Cordon.Effect.NO_SCHEDULE,
                  wish.evenEvidence()));
      case SCALE -> brake(uids, wish, made, new WorkloadBrake.Means.Scale(wish.replicas()));
      case PAUSE -> brake(uids, wish, made, new WorkloadBrake.Means.Pause());
      case SUSPEND -> brake(uids, wish, made, new WorkloadBrake.Means.Suspend());
      case REVOKE -> {
        secrets(objects, progress);
        yield Revocation.plan(objects, may, made, uids);
      }
      case DELETE ->
          PodRemoval.plan(
              objects,
              may,
              new PodRemoval.Wish(made, uids, null, wish.deletion().evict()),
              new DeleteLock(sealed(progress), wish.deletion().overriding()));
    };
  }

  private MeasurePlan brake(
      List<String> uids, MeasureWish wish, MadeFor made, WorkloadBrake.Means means) {
    return WorkloadBrake.plan(
        Objects.requireNonNull(ground),
        Objects.requireNonNull(rights),
        new WorkloadBrake.Wish(made, uids, List.of(), means, suspects(), wish.evenEvidence()));
  }

  /** The uids of the pods of the incident. */
  private Set<String> suspects() {
    return Objects.requireNonNull(ground)
        .all(ObjectKind.PODS, "")
        .map(ChosenPod::of)
        .filter(suspect)
        .map(ChosenPod::uid)
        .collect(Collectors.toSet());
  }

  private @Nullable MeasurePlan denial(
      ClusterObjects objects,
      Rights may,
      MadeFor made,
      MeasureWish wish,
      List<DeniableImage> images)
      throws IOException {
    DeniableImage image = wish.denial().of(images);
    MeasurePlan told = ImageDenial.plan(objects, may, made, image.digests(), image.references());
    if (!wish.denial().deny()) {
      return told;
    }
    String label = telling(objects, image).orElse(null);
    if (label == null) {
      return null;
    }
    MeasurePlan plan = ImageDenial.enforced(objects, may, made, label);
    return new MeasurePlan(
        plan.kind(),
        plan.madeFor(),
        plan.steps(),
        plan.pods(),
        plan.refused(),
        told.notes().stream()
            .filter(each -> each.subject() != MeasurePlan.Note.Subject.AUDIT_ONLY)
            .toList(),
        plan.missing());
  }

  /** The label of the newest measure of this case that tells of an image, and is bound there. */
  private Optional<String> telling(ClusterObjects objects, DeniableImage image) throws IOException {
    return Measures.in(live.custody().ledger()).all().reversed().stream()
        .map(RecordedMeasure::measure)
        .filter(each -> each.kind() == Measure.Kind.DENY_IMAGE && tells(each, image))
        .map(Measure::label)
        .filter(label ->
            objects
                .all(ObjectKind.ADMISSION_BINDINGS, "")
                .anyMatch(binding ->
                    binding
                        .at("/metadata/labels")
                        .path(Measure.MADE_FOR)
                        .asString("")
                        .equals(label)))
        .findFirst();
  }

  private static boolean tells(Measure measure, DeniableImage image) {
    return measure.steps().stream()
        .anyMatch(step ->
            step instanceof Step.Create create
                && create.kind().equals(ObjectKind.ADMISSION_POLICIES)
                && create
                    .manifest()
                    .at("/spec/variables")
                    .valueStream()
                    .map(variable -> variable.path("expression").asString(""))
                    .anyMatch(image::isIn));
  }

  private void secrets(ClusterObjects objects, Progress progress) {
    if (!secrets) {
      progress.at(0, 0, "Reading which Secrets hold tokens");
      secrets = true;
      try {
        objects.listed(
            ObjectKind.SECRETS,
            live.cluster().list(ObjectKind.SECRETS, where).stream()
                .map((JsonNode each) -> Revocation.withoutValues(each))
                .toList());
      } catch (ClusterFailure failure) {
        objects.unseen(ObjectKind.SECRETS, failure.trouble());
      }
    }
  }

  private List<DeleteLock.Sealed> sealed(Progress progress) throws IOException {
    List<DeleteLock.Sealed> known = sealed;
    if (known == null) {
      progress.at(0, 0, "Verifying the sealed evidence of this case");
      known = SealedEvidence.of(live.folder(), List.of(), trust.trusted(), progress);
      sealed = known;
    }
    return known;
  }
}
