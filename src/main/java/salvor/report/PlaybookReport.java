package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.custody.Sha256;
import salvor.evidence.Visible;
import salvor.playbook.Condition;
import salvor.playbook.Playbook;

/** Playbooks, for people and machines. */
public final class PlaybookReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private static final int LIMIT = 2000;
  private final List<Playbook> playbooks;
  private final boolean whole;

  /**
   * Of playbooks.
   *
   * @param whole whether their steps are told to people, too
   */
  public PlaybookReport(List<Playbook> playbooks, boolean whole) {
    this.playbooks = List.copyOf(playbooks);
    this.whole = whole;
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("playbooks.schema.json");
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.objects("playbooks", playbooks, each -> playbook(json, each));
        });
  }

  private static void playbook(JsonDocument json, Playbook playbook) {
    json.text("name", playbook.name());
    json.text("title", playbook.title());
    json.text("description", playbook.description());
    json.text("sha256", Sha256.ofText(playbook.text()));
    json.objects("steps", playbook.steps(), each -> step(json, each));
  }

  private static void step(JsonDocument json, Playbook.Step step) {
    json.text("id", step.id());
    json.text("task", step.task().word());
    json.text("title", step.title());
    json.text("instruction", step.instruction());
    json.texts("after", step.after());
    json.objects("gate", step.gate(), each -> condition(json, each));
    json.texts("evidence", step.evidence());
    json.text("owner", step.owner());
    json.number("withinSeconds", seconds(step.within()));
  }

  static void condition(JsonDocument json, Condition condition) {
    json.text("fact", condition.fact().word());
    json.text("value", condition.value());
  }

  private static @Nullable Integer seconds(@Nullable Duration within) {
    return within == null ? null : Math.toIntExact(within.toSeconds());
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    for (Playbook playbook : playbooks) {
      out.println(playbook.name() + "  " + v(playbook.title()));
      if (whole) {
        steps(out, playbook);
      }
    }
    out.flush();
  }

  private static void steps(PrintWriter out, Playbook playbook) {
    if (!playbook.description().isEmpty()) {
      out.println(v(playbook.description()));
    }
    for (Playbook.Step step : playbook.steps()) {
      out.println();
      out.println(step.id() + "  " + v(step.title()));
      if (!step.instruction().isEmpty()) {
        out.println("  " + v(step.instruction()));
      }
      if (!step.after().isEmpty()) {
        out.println("  after: " + String.join(", ", step.after()));
      }
      step.gate().forEach(each -> out.println("  gate: " + each));
      step.evidence().forEach(each -> out.println("  evidence: " + v(each)));
      if (step.owner() != null) {
        out.println("  owner: " + v(step.owner()));
      }
      if (step.within() != null) {
        out.println("  within: " + PlaybookWords.length(step.within()));
      }
    }
  }

  private static String v(String text) {
    return Visible.text(text, LIMIT);
  }
}
