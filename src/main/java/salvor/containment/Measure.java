package salvor.containment;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What is to be done to a cluster, whole: it is written down before anything is done, and by it
 * alone it can be taken back, on any machine.
 *
 * <p>Every object that a step makes bears the label {@link #MADE_FOR} with {@link #label()}: only
 * what bears it is ever deleted again.
 *
 * @param kind what kind of measure
 * @param mark eight hexadecimal digits that no other measure has
 * @param caseId the case it is done for
 * @param reason why, as somebody said it
 * @param steps what is done, in this order; see {@link Step.Why#isNeeded}
 * @param pods the pods that it is about; may be empty
 * @param known what was known to pass still, each by {@link Vigil#sign}, and how the policies were
 */
public record Measure(
    Kind kind,
    String mark,
    String caseId,
    String reason,
    List<Step> steps,
    List<ChosenPod> pods,
    Set<String> known) {
  /** The label of whatever is made, with the value {@link #label()}. */
  public static final String MADE_FOR = "salvor.io/made-for";

  private static final int LONGEST_LABEL = 63;

  /** What kinds there are. */
  public enum Kind {
    QUARANTINE,
    BLOCK,
    HOLD,
    DENY_IMAGE,
    CORDON,
    TAINT,
    SCALE,
    PAUSE,
    SUSPEND,
    REVOKE,
    DELETE_POD,
    ROLL_OUT
  }

  /** Copies the lists; refuses what could not be taken back. */
  public Measure {
    steps = List.copyOf(steps);
    pods = List.copyOf(pods);
    known = Set.copyOf(known);
    requireMark(mark);
    if (reason.isBlank()) {
      throw new IllegalArgumentException("say why");
    }
    String label = label(caseId, mark);
    for (Step step : steps) {
      if (step instanceof Step.Create create && !isMadeFor(create.manifest(), label)) {
        throw new IllegalArgumentException(
            "what is made must bear the label " + MADE_FOR + ": " + create.name());
      }
    }
  }

  /** One of which nothing is known to pass still. */
  public Measure(
      Kind kind,
      String mark,
      String caseId,
      String reason,
      List<Step> steps,
      List<ChosenPod> pods) {
    this(kind, mark, caseId, reason, steps, pods, Set.of());
  }

  /** That of a plan to cut pods off: the pods that it does not refuse. */
  public static Measure of(QuarantinePlan plan, String reason) {
    List<ChosenPod> pods =
        plan.steps().stream()
            .filter(step -> step.why() == Step.Why.MARK_POD)
            .map(Step.Patch.class::cast)
            .map(step -> ChosenPod.of(step.before()))
            .toList();
    return new Measure(
        Kind.QUARANTINE,
        plan.wish().mark(),
        plan.wish().caseId(),
        reason,
        plan.steps(),
        pods,
        Stream.concat(
                plan.noted().stream(),
                plan.residual().stream()
                    .filter(residual -> !residual.isInherent())
                    .map(Vigil::sign))
            .collect(Collectors.toSet()));
  }

  /** A mark that no other measure has. */
  public static String newMark() {
    byte[] bytes = new byte[4];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  static void requireMark(String mark) {
    if (!mark.matches("[0-9a-f]{8}")) {
      throw new IllegalArgumentException("a mark is eight hexadecimal digits: " + mark);
    }
  }

  /** By which its objects and pods are told from those of others. */
  public String label() {
    return label(caseId, mark);
  }

  /** The value of labels for a mark of a case: 63 characters that a label may have. */
  public static String label(String caseId, String mark) {
    String plain = caseId.replaceAll("[^-A-Za-z0-9_.]", "-").replaceFirst("^[^A-Za-z0-9]+", "");
    int room = LONGEST_LABEL - mark.length() - 1;
    String cut = plain.substring(0, Math.min(room, plain.length()));
    return cut.isEmpty() ? mark : cut + "-" + mark;
  }

  /** Whether an object says that it was made for the measure of this label. */
  static boolean isMadeFor(JsonNode object, String label) {
    return object.path("metadata").path("labels").path(MADE_FOR).asString("").equals(label);
  }
}
