package salvor.review;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import salvor.jobs.Progress;

/** What a format makes of a rule. */
public sealed interface Rendering {
  /** What rules are written in. */
  enum Format {
    FALCO("falco"),
    TETRAGON("tetragon"),
    KUBEARMOR("kubearmor"),
    SIGMA("sigma");

    private final String word;

    Format(String word) {
      this.word = word;
    }

    /** Its name in one word. */
    public String word() {
      return word;
    }
  }

  /** Why a format cannot hold a condition. */
  enum Why {
    /** It knows no such acts. */
    KIND,
    /** It has no such field for acts of this kind. */
    FIELD,
    /** It has no way to say so of the field. */
    OPERATION,
    /** The text cannot stand in it without changing its meaning. */
    VALUE,
    /** It needs a namespace. */
    PLACE,
    /** It has no room for so many ways. */
    TOO_MANY
  }

  /** The format. */
  Format format();

  /**
   * It is written.
   *
   * @param document as a tree of maps, lists and texts, see {@link Yaml}
   * @param condition what the document says; wider than the rule where the format knows no place
   * @param replay what that does
   */
  record Written(Format format, Map<String, Object> document, Condition condition, Replay replay)
      implements Rendering {
    /** The document as YAML; Falco reads lists of rules. */
    public String text() {
      return Yaml.write(format == Format.FALCO ? List.of(document) : document);
    }
  }

  /** It cannot be, without saying more or less than the rule. */
  record Refused(Format format, CannotHold cause) implements Rendering {}

  /**
   * What is in the way.
   *
   * @param what the field, value or kind; text of the evidence
   */
  record CannotHold(Why why, String what) {}

  /** A writer of one format. */
  @FunctionalInterface
  interface Writer {
    /** The document of a condition; its description says what the replay says. */
    Map<String, Object> document(Rule rule, Condition condition, Replay replay) throws NotHeld;
  }

  /** All formats of a rule, in their order. */
  static List<Rendering> all(Rule rule, Gate gate, Progress progress) {
    Map<Condition, Replay> replays = new HashMap<>();
    List<Rendering> all = new ArrayList<>();
    for (Format format : Format.values()) {
      Condition held =
          switch (format) {
            case FALCO -> gate.called().held(rule.condition());
            case TETRAGON -> rule.condition();
            case KUBEARMOR -> KubeArmorPolicies.held(rule.condition());
            case SIGMA -> SigmaRules.held(rule.condition());
          };
      Replay replay = replays.computeIfAbsent(held, c -> gate.replay(c, progress));
      Writer writer =
          switch (format) {
            case FALCO -> FalcoRules::document;
            case TETRAGON -> TetragonPolicies::document;
            case KUBEARMOR -> KubeArmorPolicies::document;
            case SIGMA -> SigmaRules::document;
          };
      all.add(written(format, writer, rule, held, replay));
    }
    return all;
  }

  private static Rendering written(
      Format format, Writer writer, Rule rule, Condition held, Replay replay) {
    try {
      return new Written(format, writer.document(rule, held, replay), held, replay);
    } catch (NotHeld not) {
      return new Refused(format, not.what());
    }
  }
}
