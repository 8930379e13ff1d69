package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import salvor.evidence.Visible;
import salvor.live.Readiness;
import salvor.live.Readiness.Answer;
import salvor.live.Readiness.Question;
import salvor.live.Readiness.State;

/** Readiness, as text for a terminal, as Markdown for a ticket, as JSON for machines. */
public final class ReadinessReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private static final int LONGEST = 120;
  private final Readiness readiness;

  /** What was found. */
  public ReadinessReport(Readiness readiness) {
    this.readiness = readiness;
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("readiness.schema.json");
  }

  private static String name(Readiness.Of of) {
    return Visible.text(of.workload().namespace() + "/" + of.workload().name(), LONGEST);
  }

  private static String facts(Answer answer) {
    return answer.facts().isEmpty()
        ? ""
        : ": " + Visible.text(String.join(", ", answer.facts()), LONGEST);
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    if (readiness.workloads().isEmpty()) {
      out.println("no pods were seen: there is nothing to be ready for");
    }
    readiness
        .scores()
        .forEach((namespace, score) ->
            out.printf(Locale.ROOT, "%3d of 100  %s%n", score, Visible.text(namespace, LONGEST)));
    for (Readiness.Of of : readiness.workloads()) {
      out.printf(
          Locale.ROOT,
          "%n%s %s  %d pod%s  %d of 100%n",
          Visible.text(String.valueOf(of.workload().kind()), LONGEST),
          name(of),
          of.pods(),
          of.pods() == 1 ? "" : "s",
          of.score());
      of.answers()
          .forEach((question, answer) -> {
            out.printf(
                Locale.ROOT,
                "  %-22s %-9s %s%s%n",
                ReadinessWords.name(question),
                ReadinessWords.sign(answer.state()),
                ReadinessWords.found(answer.cause()),
                facts(answer));
            String remedy = ReadinessWords.remedy(answer.cause());
            if (!remedy.isEmpty() && answer.state() != State.YES) {
              out.printf(Locale.ROOT, "  %-32s %s%n", "", remedy);
            }
          });
    }
    out.flush();
  }

  /** Writes it as Markdown: a table of scores, then the gaps, equal ones together. */
  public void markdown(OutputStream to) {
    PrintWriter out = new PrintWriter(to, false, StandardCharsets.UTF_8);
    out.println("# Readiness");
    out.println();
    out.println("| namespace | of 100 |");
    out.println("|---|---|");
    readiness
        .scores()
        .forEach(
            (namespace, score) -> out.printf(Locale.ROOT, "| %s | %d |%n", cell(namespace), score));
    for (Question question : Question.values()) {
      out.printf(
          "%n## %s%n%n| workload | | found | to close it |%n|---|---|---|---|%n",
          ReadinessWords.name(question));
      for (Readiness.Of of : readiness.workloads()) {
        Answer answer = of.answers().get(question);
        if (answer != null) {
          out.printf(
              "| %s | %s | %s%s | %s |%n",
              cell(name(of)),
              ReadinessWords.sign(answer.state()),
              ReadinessWords.found(answer.cause()),
              cell(facts(answer)),
              answer.state() == State.YES ? "" : ReadinessWords.remedy(answer.cause()));
        }
      }
    }
    out.flush();
  }

  /** A cell of a table: no name can end it, or become a link or a tag. */
  private static String cell(String text) {
    return Visible.text(text, 2 * LONGEST).replaceAll("([\\\\`*_{}\\[\\]<>()#+!|~])", "\\\\$1");
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.objects(
              "namespaces",
              List.copyOf(readiness.scores().entrySet()),
              entry -> {
                json.text("namespace", entry.getKey());
                json.number("score", (long) entry.getValue());
              });
          json.objects(
              "workloads",
              readiness.workloads(),
              of -> {
                json.text("namespace", of.workload().namespace());
                json.text("kind", of.workload().kind());
                json.text("name", of.workload().name());
                json.number("pods", (long) of.pods());
                json.number("score", (long) of.score());
                json.objects("answers", List.copyOf(of.answers().entrySet()), e -> answer(json, e));
              });
        });
  }

  private static void answer(JsonDocument json, Map.Entry<Question, Answer> entry) {
    Answer answer = entry.getValue();
    json.text("question", TriageJson.lower(entry.getKey()));
    json.text("state", TriageJson.lower(answer.state()));
    json.text("cause", TriageJson.lower(answer.cause()));
    json.texts("facts", answer.facts());
    json.text("words", ReadinessWords.found(answer.cause()));
    json.text("remedy", ReadinessWords.remedy(answer.cause()));
  }
}
