package salvor.workbench.collection;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.collection.Collection;
import salvor.collection.CollectionPlan;
import salvor.collection.Continuity;
import salvor.collection.SealedCollection;
import salvor.collection.Taken;
import salvor.custody.Standing;
import salvor.custody.bundle.Sealing;
import salvor.report.BundleWords;
import salvor.report.CollectionWords;
import salvor.report.DoubtWords;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** What the sheet that takes evidence says of itself. */
final class CollectWords {
  private static final int LIMIT = 2000;

  private CollectWords() {}

  /**
   * Why it cannot be begun now, or what goes on; empty when it can.
   *
   * @param wrong what is not understood of the fields
   * @param allowed whether the cluster may be acted on
   */
  static String against(CollectStage stage, String wrong, boolean allowed) {
    return switch (stage) {
      case CollectStage.Busy(var of, String doing, double part) ->
          VisibleText.of(doing, 200)
              + (part < 0 || of == CollectStage.Of.READING
                  ? ""
                  : ": " + Math.round(part * 100) + " %")
              + (of == CollectStage.Of.COLLECTING ? ". Cancel seals what was got by then." : "");
      case CollectStage.NoPlan(String why) -> why;
      case CollectStage.Planned() ->
          !wrong.isEmpty()
              ? wrong
              : allowed
                  ? "The cluster is asked first."
                  : "Read-only. Say why, and allow acting: then the cluster is asked whether it would"
                      + " let the toolbox in.";
      case CollectStage.Ready(String before) -> wrong.isEmpty() ? before : wrong;
      case CollectStage.Failed(String why) -> why;
      case CollectStage.Done(Finished done) ->
          done.sealed() == null ? "Not sealed: " + done.unsealed() : "";
    };
  }

  /** Whether what {@link #against} says is something that went wrong. */
  static boolean isFailure(CollectStage stage, String wrong) {
    return switch (stage) {
      case CollectStage.Failed _, CollectStage.NoPlan _ -> true;
      case CollectStage.Ready(String before) -> !wrong.isEmpty() || !before.isEmpty();
      case CollectStage.Planned() -> !wrong.isEmpty();
      case CollectStage.Done(Finished done) -> done.sealed() == null;
      case CollectStage.Busy _ -> false;
    };
  }

  /** What the button says: the act, and how many pods it is about. */
  static String button(@Nullable CollectionPlan plan) {
    return plan == null ? "_Collect" : "_Collect from " + Moments.count(plan.pods().size(), "pod");
  }

  /** How it stands, with a shape, as short as a chip; empty before anything was taken. */
  static String chip(CollectStage stage) {
    return switch (stage) {
      case CollectStage.Busy(var of, var _, var _) ->
          switch (of) {
            case READING, ASKING -> "";
            case COLLECTING -> "\u25d4 COLLECTING";
            case SEALING -> "\u25d4 SEALING";
          };
      case CollectStage.NoPlan _, CollectStage.Planned _, CollectStage.Ready _ -> "";
      case CollectStage.Failed _ -> "\u2715 NOT SEALED";
      case CollectStage.Done(Finished done) -> sealed(done.sealed());
    };
  }

  private static String sealed(@Nullable SealedCollection sealed) {
    if (sealed == null) {
      return "\u2715 NOT SEALED";
    }
    Standing standing = sealed.check().standing();
    String sign =
        switch (standing) {
          case VALID -> "\u2713";
          case VALID_UNSIGNED -> "\u25d0";
          case MODIFIED, TRUNCATED, REORDERED, EXTRA, MISSING, CONTRADICTION -> "\u25b2";
        };
    return sign + " SEALED, " + BundleWords.name(standing);
  }

  /** What was got, and what could not be. */
  static String result(Finished done) {
    Collection.Result result = done.result();
    long whole = count(result, Taken.Result.COLLECTED);
    long part = count(result, Taken.Result.PART);
    long gone = result.taken().stream().filter(each -> isOfAnother(each)).count();
    long replaced = count(result, Taken.Result.REPLACED) - gone;
    long not = count(result, Taken.Result.FAILED) + gone;
    long bytes = result.taken().stream().mapToLong(Taken::size).sum();
    return (result.cancelled() ? "CANCELLED half-way. " : "")
        + Moments.count(whole, "item")
        + " taken"
        + (part == 0 ? "" : ", " + part + " in part")
        + (replaced == 0 ? "" : ", " + replaced + " of a container that was replaced")
        + (part + replaced + not == 0 ? ", nothing is wanting" : "")
        + (not == 0 ? "" : ", " + not + " NOT taken (the rows say why)")
        + String.format(Locale.ROOT, "; %,d bytes. ", bytes)
        + continuity(result.continuity());
  }

  /** Whether it was not even begun, as another pod had the name. */
  private static boolean isOfAnother(Taken taken) {
    return taken.result() == Taken.Result.REPLACED && !taken.isFile();
  }

  private static long count(Collection.Result result, Taken.Result wanted) {
    return result.taken().stream().filter(each -> each.result() == wanted).count();
  }

  private static String continuity(List<Continuity> all) {
    List<Continuity> others = all.stream().filter(each -> !each.isSame()).toList();
    if (all.isEmpty()) {
      return "No container was looked into.";
    }
    return others.isEmpty()
        ? (all.size() == 1
                ? "The container is the same before and after"
                : "All " + all.size() + " containers are the same before and after")
            + " (id and restarts)."
        : others.stream()
            .map(CollectionWords::continuity)
            .collect(Collectors.joining(". ", "\u25b2 ", "."));
  }

  /** The bundle: where it is, and what verifying it said; empty where there is none. */
  static String bundle(Finished done) {
    SealedCollection sealed = done.sealed();
    if (sealed == null) {
      return "";
    }
    Standing standing = sealed.check().standing();
    return Moments.count(sealed.bundle().files(), "file")
        + " sealed in "
        + path(sealed)
        + "\nVerified: "
        + BundleWords.sentence(standing)
        + (standing == Standing.VALID || standing == Standing.VALID_UNSIGNED
            ? ""
            : " " + DoubtWords.worst(sealed.check()))
        + "\nSHA-256 of its head, to be written down elsewhere: "
        + Sealing.fingerprint(sealed.bundle().head());
  }

  private static String path(SealedCollection sealed) {
    return VisibleText.middle(
        VisibleText.of(sealed.bundle().path().toAbsolutePath().toString(), LIMIT), 140);
  }
}
