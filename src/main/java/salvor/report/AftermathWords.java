package salvor.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import salvor.containment.Aftermath;
import salvor.containment.Aftermath.Loss;
import salvor.containment.ChosenPod;
import salvor.containment.Readoption;
import salvor.containment.Suspicion;
import salvor.evidence.Visible;

/** What becomes of pods when a measure is taken back, in words. */
public final class AftermathWords {
  private static final int LIMIT = 300;
  private static final int NAMED = 20;

  private AftermathWords() {}

  /** What controllers do, a line each; none where none does anything that matters. */
  public static List<String> controllers(Aftermath of) {
    List<String> lines = new ArrayList<>();
    of.readoptions().stream()
        .filter(each -> each.fate() != Readoption.Fate.STAYS)
        .map(ReadoptionWords::text)
        .forEach(lines::add);
    if (!of.unseen().isEmpty()) {
      lines.add(
          "What these would do with the pods is not known: " + String.join(", ", of.unseen()));
    }
    if (of.untold() != null) {
      lines.add(
          "What a controller does with the pods then is not known: "
              + ClusterWords.trouble(of.untold()));
    }
    return lines;
  }

  /** A pod that may be lost: how, whether it is red, and whether its evidence is kept. */
  public static String pod(Loss loss) {
    return named(loss.pod())
        + " "
        + switch (loss.why()) {
          case DELETED -> "IS DELETED";
          case REPLACED -> "is replaced, and so deleted";
          case MAY_BE_DELETED -> "may be deleted";
          case NOT_KEPT -> "is kept by nothing any more: whoever may delete pods can delete it";
        }
        + "; "
        + suspicion(loss.suspicion())
        + "; "
        + (loss.sealed()
            ? "sealed evidence of it verifies"
            : loss.lacking().isEmpty()
                ? "NO SEALED EVIDENCE OF IT VERIFIES"
                : MeasurePlanWords.partly(loss.lacking()));
  }

  private static String suspicion(Suspicion suspicion) {
    return switch (suspicion) {
      case DECIDED_BAD -> "DECIDED TO BE BAD";
      case OUT_OF_PROFILE -> "OUT OF PROFILE";
      case NOT_KNOWN -> "whether it is out of profile is not known";
      case IN_PROFILE -> "in profile";
      case CLEARED -> "cleared";
    };
  }

  /** All of it, line by line. */
  public static void text(Aftermath of, PrintWriter out, boolean colour) {
    controllers(of).forEach(line -> out.println("  " + line));
    for (Loss loss : of.losses()) {
      String line = (loss.isAsked() ? "! " : "- ") + pod(loss);
      out.println("  " + (loss.isAsked() ? TerminalColour.red(line, colour) : line));
    }
  }

  /** Why it is asked first, with the pods; empty where it is not. */
  public static String asked(Aftermath of) {
    List<ChosenPod> pods = of.asked();
    boolean one = pods.size() == 1;
    return pods.isEmpty()
        ? ""
        : (one ? "1 pod of the incident" : pods.size() + " pods of the incident")
            + " may end by it, and no sealed evidence"
            + (of.losses().stream().allMatch(each -> each.lacking().isEmpty())
                ? ""
                : " with all processes and sockets in it")
            + " verifies: "
            + pods.stream()
                .limit(NAMED)
                .map(AftermathWords::named)
                .collect(Collectors.joining(", "))
            + (pods.size() > NAMED ? " and " + (pods.size() - NAMED) + " more" : "");
  }

  private static String named(ChosenPod pod) {
    return Visible.text(pod.namespace() + "/" + pod.name(), LIMIT);
  }
}
