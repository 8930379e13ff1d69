package salvor.review;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that sensors and people take: rules by format. What fires on anything but the attacker,
 * or was not proved to be silent, stands apart, below {@value #NOISY}, so that nobody loads it
 * unawares.
 */
public final class ReviewFiles {
  private static final String RULES = "rules/";
  private static final String NOISY = "not-silent/";

  private ReviewFiles() {}

  /** The texts of the files by their names, which are relative paths. */
  public static Map<String, String> of(Review review) {
    Map<String, List<Map<String, Object>>> documents = new LinkedHashMap<>();
    for (Review.Proposal proposal : review.proposals()) {
      for (Rendering rendering : proposal.renderings()) {
        if (rendering instanceof Rendering.Written written) {
          String folder = RULES + (written.replay().isSilent() ? "" : NOISY);
          String file =
              switch (written.format()) {
                case FALCO -> "falco.yaml";
                case TETRAGON -> "tetragon.yaml";
                case KUBEARMOR -> "kubearmor.yaml";
                case SIGMA -> "sigma/" + proposal.rule().id() + ".yml";
              };
          documents.computeIfAbsent(folder + file, _ -> new ArrayList<>()).add(written.document());
        }
      }
    }
    Map<String, String> files = new LinkedHashMap<>();
    documents.forEach((name, all) -> files.put(name, text(name, all)));
    List<Map<String, Object>> exceptions = exceptions(review);
    if (!exceptions.isEmpty()) {
      files.put(RULES + "falco-exceptions.yaml", Yaml.write(exceptions));
    }
    return files;
  }

  /** Falco reads one list; the others read one document after the other. */
  private static String text(String name, List<Map<String, Object>> documents) {
    return name.endsWith("falco.yaml")
        ? Yaml.write(documents)
        : String.join("---\n", documents.stream().map(Yaml::write).toList());
  }

  /** An exception as Falco reads it; empty when it cannot hold its texts. */
  public static Optional<String> text(RuleException exception) {
    try {
      return Optional.of(Yaml.write(List.of(FalcoRules.exception(exception, 1))));
    } catch (NotHeld _) {
      return Optional.empty();
    }
  }

  private static List<Map<String, Object>> exceptions(Review review) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (RuleException exception : review.exceptions()) {
      if (exception.isSafe()) {
        try {
          items.add(FalcoRules.exception(exception, items.size() + 1));
        } catch (NotHeld _) {
          // the review names it; Falco cannot hold its texts
        }
      }
    }
    return items;
  }
}
